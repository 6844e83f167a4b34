import type { Store } from '../store/store.ts';

/** The bot's latest messages and their threads: a reply to them needs no mention. */
export interface Threads {
  /**
   * Never throws: a post stays posted, whether or not it can be remembered. If the disk is full, it is written with the
   * next one.
   *
   * @param threadId absent for a message in the room itself, at which a thread may begin
   */
  wrote(messageId: string, threadId: string | undefined): void;
  /** Has the bot written this message? */
  isOwn(messageId: string): boolean;
  /** Has the bot written in this thread? */
  hasBot(threadId: string): boolean;
}

/** Kept for a week since the last message. */
export const THREAD_MEMORY_MS = 7 * 24 * 60 * 60_000;

/** How many wait for a full disk; replies to further ones have to mention the bot. */
const MOST_OWED = 1_000;

interface Remembering {
  readonly store: Store;
  readonly clock: () => number;
  readonly log: { warn(message: string): void };
}

export function openThreads({ store: { db, transaction }, clock, log }: Remembering): Threads {
  const add = db.prepare('INSERT INTO posts (message_id, thread_id, at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING');
  const forget = db.prepare('DELETE FROM posts WHERE at < ?');
  const own = db.prepare('SELECT 1 FROM posts WHERE message_id = ? AND at >= ?');
  const inThread = db.prepare('SELECT 1 FROM posts WHERE thread_id = ? AND at >= ?');
  const oldest = () => clock() - THREAD_MEMORY_MS;
  const owed: (readonly [messageId: string, threadId: string | null, at: number])[] = [];

  /** In one transaction: a thousand commits would block the process. */
  function writeOwed(): void {
    transaction(() => {
      forget.run(oldest());
      for (const each of owed) add.run(...each);
    });
    owed.length = 0;
  }

  return {
    wrote(messageId, threadId) {
      owed.push([messageId, threadId ?? null, clock()]);
      try {
        writeOwed();
      } catch (error) {
        if (owed.length === 1) log.warn(`what the bot has written is not remembered yet: ${String(error)}`);
        if (owed.length > MOST_OWED) owed.shift();
      }
    },
    isOwn: (messageId) => own.get(messageId, oldest()) !== undefined,
    hasBot: (threadId) => inThread.get(threadId, oldest()) !== undefined,
  };
}
