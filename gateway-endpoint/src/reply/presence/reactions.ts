import type { StatusReactionAdapter } from 'openclaw/plugin-sdk/channel-feedback';
import { answering } from '../../app-client/answering.ts';
import { AppCallError, type AppClient } from '../../app-client/client.ts';
import { emojiName } from '../../text/emoji.ts';

/** A message in its room. */
export interface Meant {
  readonly roomId: string;
  readonly messageId: string;
  /** The event that is answered. */
  readonly answers?: string | undefined;
}

/** The bot's reactions to people's messages. They are optional, so a failure is only logged, once. */
export interface Reactions {
  on(message: Meant): Required<Pick<StatusReactionAdapter, 'setReaction' | 'removeReaction'>>;
  /** Called for every reaction that failed. */
  failed(message: Meant, error: unknown): void;
}

export function openReactions(client: AppClient, newId: () => string, log: { warn(message: string): void }): Reactions {
  const told = new Set<string>();

  function tellOnce(what: string, sentence: string): void {
    if (told.has(what)) return;
    told.add(what);
    log.warn(sentence);
  }

  async function say(command: 'react' | 'unreact', { answers, ...message }: Meant, emoji: string): Promise<void> {
    const name = emojiName(emoji);
    if (!name) return tellOnce(emoji, `no reaction ${emoji}: write it as Rocket.Chat calls it, such as :eyes:`);
    // A key of its own each time: the same reaction may come and go and come again.
    const asking = answering(client, answers);
    await asking.call({ v: 1, command, key: `${command}.${newId()}`, ...message, emoji: name }, { attempts: 2 });
  }

  return {
    on: (message) => ({
      setReaction: (emoji) => say('react', message, emoji),
      removeReaction: (emoji) => say('unreact', message, emoji),
    }),
    failed({ roomId }, error) {
      const code = error instanceof AppCallError ? error.code : 'unknown';
      tellOnce(`${roomId} ${code}`, `reaction in ${roomId}: ${String(error)}`);
    },
  };
}
