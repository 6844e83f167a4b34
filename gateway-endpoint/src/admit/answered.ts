import type { Store } from '../store/store.ts';

/**
 * Messages that have started a turn, and which: the only way to tell an edit of an answered message from a late question.
 * The table keeps its older name, `turns`: it is taken over from earlier versions.
 */
export interface Answered {
  /**
   * True for the one event that may start a turn about this message. The same event may ask again, as it does when it
   * is handled a second time after a crash; any other event about the message gets false.
   */
  claim(turn: Turn): boolean;
  /** No turn came of it: another event about this message may start one. */
  release(turn: Pick<Turn, 'messageId' | 'eventId'>): void;
  /** Has another event started a turn about this message? */
  isTaken(messageId: string, eventId: string): boolean;
  /** Was it written in a time that is missing from a restored backup? Then it may have been answered. */
  isForgotten(writtenAt: number): boolean;
  /** The sessions of turns that messages have started since then, in milliseconds since 1970. */
  sessionsSince(at: number): string[];
  /** The session of the turn that this message started. */
  sessionOf(messageId: string): string | undefined;
  /**
   * When the last message that started a turn in this session was written, by the clock of the workspace.
   *
   * @param before those written later may wait behind the message that asks
   */
  lastIn(sessionKey: string, exceptEventId: string, before: number): number | undefined;
}

export interface Turn {
  readonly messageId: string;
  readonly eventId: string;
  readonly sessionKey: string;
  readonly writtenAt: number;
}

/** An edit of a message that is older than our memory never starts a turn: it may have been answered. */
export const TURN_MEMORY_MS = 90 * 24 * 60 * 60_000;

export function openAnswered({ store, clock }: { readonly store: Store; readonly clock: () => number }): Answered {
  const { db, transaction } = store;
  const add = db.prepare(
    `INSERT INTO turns (message_id, event_id, session_key, written_at, recorded_at) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (message_id) DO NOTHING`,
  );
  const remove = db.prepare('DELETE FROM turns WHERE message_id = ? AND event_id = ?');
  const owner = db.prepare('SELECT event_id, session_key FROM turns WHERE message_id = ?');
  const last = db.prepare(
    'SELECT max(written_at) AS at FROM turns WHERE session_key = ? AND event_id <> ? AND written_at < ?',
  );
  const sessions = db.prepare('SELECT DISTINCT session_key FROM turns WHERE recorded_at >= ?');
  const gap = db.prepare('SELECT 1 FROM gaps WHERE began_at <= ? AND ended_at >= ?');
  const forget = db.prepare('DELETE FROM turns WHERE recorded_at < ?');

  const isTaken = (messageId: string, eventId: string) => {
    const found = owner.get(messageId);
    return found !== undefined && found['event_id'] !== eventId;
  };
  return {
    isTaken,
    isForgotten: (writtenAt) => gap.get(writtenAt, writtenAt) !== undefined,
    claim({ messageId, eventId, sessionKey, writtenAt }) {
      const now = clock();
      return transaction(() => {
        forget.run(now - TURN_MEMORY_MS);
        add.run(messageId, eventId, sessionKey, writtenAt, now);
        return !isTaken(messageId, eventId);
      });
    },
    release: ({ messageId, eventId }) => void remove.run(messageId, eventId),
    sessionsSince: (at) => sessions.all(at).map((row) => String(row['session_key'])),
    sessionOf(messageId) {
      const key = owner.get(messageId)?.['session_key'];
      return typeof key === 'string' ? key : undefined;
    },
    lastIn(sessionKey, exceptEventId, before) {
      const at = last.get(sessionKey, exceptEventId, before)?.['at'];
      return typeof at === 'number' ? at : undefined;
    },
  };
}
