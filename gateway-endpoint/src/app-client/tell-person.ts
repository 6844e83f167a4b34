import { learnNames, textFor, type Writing } from '../text/text.ts';
import { answering } from './answering.ts';
import type { AppClient } from './client.ts';
import { eventIn, type KeyOf, keyFor } from './key.ts';

/** A text that one person sees, in one room or thread, until they reload. */
export interface Tell {
  readonly place: { readonly roomId: string; readonly userId: string; readonly threadId?: string | undefined };
  readonly text: string;
  /** The key: a repeat of the same event does not show the sentence twice. */
  readonly keyOf: KeyOf;
  /** Absent if it may take as long as the client's own attempts. */
  readonly timeoutMs?: number;
}

export type TellPerson = (what: Tell) => Promise<void>;

/**
 * The only way ephemeral text leaves for a workspace.
 *
 * @param timeout a signal that is aborted after so many milliseconds
 * @throws AppCallError
 */
export function openTellPerson(client: AppClient, writing: Writing, timeout: (ms: number) => AbortSignal): TellPerson {
  return async ({ place: { roomId, userId, threadId }, text, keyOf, timeoutMs }) => {
    const signal = timeoutMs === undefined ? undefined : timeout(timeoutMs);
    const to = { roomId, userId, ...(threadId && { threadId }) };
    await learnNames(text, writing);
    for (const [index, piece] of textFor(text, writing).entries()) {
      const key = keyFor(keyOf, index);
      await answering(client, eventIn(keyOf)).call({ v: 1, command: 'notify', key, ...to, text: piece }, { signal });
    }
  };
}
