import type { SlashCommandContext } from '@rocket.chat/apps-engine/definition/slashcommands/SlashCommandContext';
import { cutText, LIMITS } from '@rocketchat-openclaw/shared';
import { eventIdOf } from './event-id.ts';
import { chosenIdOf, hex } from './given-id.ts';
import type { Heard } from './heard.ts';
import { heardNow } from './heard-now.ts';

/**
 * A slash command that the agent is to answer. Clients choose the ids that come with it, so an invalid id is left out.
 *
 * @param nonce makes this command unique if the client named no trigger
 */
export function heardCommand(command: string, context: SlashCommandContext, nonce: Uint8Array): Heard {
  const sender = context.getSender();
  const room = context.getRoom();
  const threadId = chosenIdOf(context.getThreadId());
  const triggerId = chosenIdOf(context.getTriggerId());
  const id = eventIdOf('command.invoked', sender.id, triggerId ?? hex(nonce));
  return {
    kind: 'command',
    id,
    room,
    actorId: sender.id,
    threadId,
    write(_bot, now) {
      const happened = heardNow(id, room, sender, now);
      if (!happened) return undefined;
      return {
        ...happened,
        type: 'command.invoked',
        command,
        text: cutText(textOf(context.getArguments()), LIMITS.textChars),
        ...(threadId && { threadId }),
        ...(triggerId && { triggerId }),
      };
    },
  };
}

/** The server hands over words; quotation marks held some of them together (lib/utils/parseParameters.ts). */
function textOf(words: readonly string[]): string {
  return words.map((word) => (/\s/.test(word) ? `"${word}"` : word)).join(' ');
}
