import { openThreads, type Threads } from './threads.ts';

/**
 * For a post of another process, such as `openclaw message send`: a reply under it is to count as one to the bot where the
 * account runs. Never throws, as `Threads.wrote`: the post stays posted, and a reply must mention the bot then.
 *
 * @param path where the account remembers its threads
 */
export function wroteOnOccasion(path: string, clock: () => number): Threads['wrote'] {
  return (messageId, threadId) => {
    try {
      const threads = openThreads({ path, clock, log: { warn: () => undefined } });
      threads.wrote(messageId, threadId);
      threads.close();
    } catch {
      // The disk is full, or another user's.
    }
  };
}
