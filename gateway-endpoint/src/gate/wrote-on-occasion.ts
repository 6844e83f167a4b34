import type { LendStore } from '../store/on-occasion.ts';
import { openThreads, type Threads } from './threads.ts';

/**
 * For a post of another process, such as `openclaw message send`: a reply under it is to count as one to the bot where the
 * account runs. Never throws, as `Threads.wrote`: the post stays posted, and a reply must mention the bot then.
 */
export function wroteOnOccasion(lend: LendStore, clock: () => number): Threads['wrote'] {
  return (messageId, threadId) => {
    try {
      lend((store) => openThreads({ store, clock, log: { warn: () => undefined } }).wrote(messageId, threadId));
    } catch {
      // The disk is full, or another user's.
    }
  };
}
