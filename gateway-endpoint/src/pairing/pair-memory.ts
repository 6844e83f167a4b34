import type { Store } from '../store/store.ts';

/** Somebody who has been sent a code and waits for an operator. */
export interface Waiting {
  readonly userId: string;
  /** Of the direct message that the code answered. */
  readonly eventId: string;
  readonly roomId: string;
  /** Of their account, while this process lives: after a restart they read the news in the workspace's. */
  readonly language?: string | undefined;
}

/** People who wait for approval. On disk, so that an approval during a restart is reported after it. */
export interface PairMemory {
  waits(person: Waiting): void;
  isWaiting(userId: string): boolean;
  all(): Waiting[];
  /** They know already, or the code has expired. */
  forget(userId: string): void;
}

/** OpenClaw's codes live for an hour (its docs/channels/pairing.md); an approval in the last minute is found too. */
export const CODE_LIFE_MS = 60 * 60_000;
const GRACE_MS = 60_000;

interface Remembering {
  readonly store: Pick<Store, 'db'>;
  readonly clock: () => number;
}

export function openPairMemory({ store: { db }, clock }: Remembering): PairMemory {
  const add = db.prepare('INSERT OR REPLACE INTO waiting (user_id, event_id, room_id, at) VALUES (?, ?, ?, ?)');
  const remove = db.prepare('DELETE FROM waiting WHERE user_id = ?');
  const expire = db.prepare('DELETE FROM waiting WHERE at < ?');
  const find = db.prepare('SELECT 1 FROM waiting WHERE user_id = ? AND at >= ?');
  const list = db.prepare('SELECT user_id AS userId, event_id AS eventId, room_id AS roomId FROM waiting ORDER BY at');
  const languages = new Map<string, string | undefined>();
  return {
    waits({ userId, eventId, roomId, language }) {
      add.run(userId, eventId, roomId, clock());
      languages.set(userId, language);
    },
    isWaiting: (userId) => find.get(userId, clock() - CODE_LIFE_MS) !== undefined,
    all() {
      expire.run(clock() - CODE_LIFE_MS - GRACE_MS);
      return (list.all() as unknown as Waiting[]).map((person) => ({
        ...person,
        language: languages.get(person.userId),
      }));
    },
    forget(userId) {
      remove.run(userId);
      languages.delete(userId);
    },
  };
}
