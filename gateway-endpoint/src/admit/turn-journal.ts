import type { Store } from '../store/store.ts';
import { HELD } from './rows.ts';

/** A turn as it is written down when it begins. */
export interface TurnRecord {
  readonly eventId: string;
  /** The lane whose messages wait for its end. */
  readonly lane: string;
  readonly agentId: string;
  readonly sessionKey: string;
}

export interface Interrupted extends TurnRecord {
  /** Milliseconds since 1970. */
  readonly beganAt: number;
  /** Was something posted past OpenClaw's durable queue, or was it about to be? */
  readonly hasSpoken: boolean;
  /** Did the record come with a restored backup? Then the turn may have ended since. */
  readonly isRestored: boolean;
  /** The message that it answers; undefined for a click, and if it was long ago. */
  readonly messageId?: string;
  /** Does its event wait here still? Then OpenClaw had not adopted it. */
  readonly isHeld?: boolean;
  /** An earlier start of the account in this process has seen to it, and was stopped before the end. */
  readonly isSeenTo?: true;
}

/** The turns that run now, on disk: after a crash the next process finds those whose question may still be unanswered. */
export interface TurnJournal {
  /** Resolves when it is on disk, which is tried only once. */
  begin(turn: TurnRecord): Promise<void>;
  /** Before anything is posted past OpenClaw's durable queue. */
  markSpoken(eventId: string): void;
  /**
   * The turn has ended. After the stop of its account that counts only if the account starts again in this process: a
   * gateway that stops ends its turns, and OpenClaw resumes them after the start.
   */
  end(eventId: string): void;
  /** It has not begun after all. */
  forget(eventId: string): void;
  /**
   * The turns that an earlier process left open, oldest first. They are returned once per start of the account, until they
   * have ended.
   */
  takeInterrupted(): Interrupted[];
}

export interface TurnJournalOptions {
  readonly store: Pick<Store, 'db' | 'path' | 'synced'>;
  /** Unique for this process. */
  readonly processId: string;
  /** Aborted when the account is stopped. */
  readonly signal: AbortSignal;
  readonly clock: () => number;
  readonly log: { warn(message: string): void };
}

interface OfProcess {
  /** The turns that ended after the stop of the account. */
  readonly ended: Set<string>;
  /** The turns of an earlier process, until they have ended here. */
  readonly interrupted: Map<string, Interrupted>;
}

/** The newest journal of each account in this process. */
const newest = new Map<string, OfProcess>();

/** The table keeps its older name, `begun`: it is taken over from earlier versions. */
export function openTurnJournal({ store, processId, signal, clock, log }: TurnJournalOptions): TurnJournal {
  const { db, path, synced } = store;
  const begin = db.prepare(
    `INSERT INTO begun (event_id, lane, agent_id, session_key, process_id, began_at)
     VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (event_id) DO UPDATE SET process_id = excluded.process_id, began_at = excluded.began_at, is_restored = 0`,
  );
  const markSpoken = db.prepare('UPDATE begun SET has_spoken = 1 WHERE event_id = ?');
  const end = db.prepare('DELETE FROM begun WHERE event_id = ?');
  const others = db.prepare(
    `SELECT begun.*, ingress.message_id, coalesce(${HELD}, 0) AS is_held
     FROM begun LEFT JOIN ingress ON ingress.id = begun.event_id
     WHERE begun.process_id <> ? ORDER BY begun.began_at`,
  );
  const adopt = db.prepare('UPDATE begun SET process_id = ?');

  const key = `${processId} ${path}`;
  const before = newest.get(key);
  const interrupted = before?.interrupted ?? new Map();
  const self: OfProcess = { ended: new Set(), interrupted };
  newest.set(key, self);
  let left = [...interrupted.keys()];

  /** A turn may outlive its account, and a full disk must not make it fail. */
  function note(write: () => unknown): void {
    try {
      if (db.isOpen) write();
    } catch (error) {
      log.warn(`the turn journal is not written: ${String(error)}`);
    }
  }

  for (const id of before?.ended ?? []) note(() => end.run(id));

  return {
    async begin({ eventId, lane, agentId, sessionKey }) {
      interrupted.delete(eventId);
      note(() => begin.run(eventId, lane, agentId, sessionKey, processId, clock()));
      await synced().catch((error: unknown) => log.warn(`the turn journal is not on disk: ${String(error)}`));
    },
    markSpoken: (eventId) => note(() => markSpoken.run(eventId)),
    end(eventId) {
      interrupted.delete(eventId);
      if (signal.aborted && newest.get(key) === self) self.ended.add(eventId);
      else note(() => end.run(eventId));
    },
    forget: (eventId) => note(() => end.run(eventId)),
    takeInterrupted() {
      const seenTo = left.flatMap((id) => interrupted.get(id) ?? []);
      left = [];
      const found: Interrupted[] = others.all(processId).map((row) => ({
        eventId: String(row['event_id']),
        lane: String(row['lane']),
        agentId: String(row['agent_id']),
        sessionKey: String(row['session_key']),
        hasSpoken: row['has_spoken'] === 1,
        isRestored: row['is_restored'] === 1,
        beganAt: Number(row['began_at']),
        isHeld: row['is_held'] === 1,
        ...(row['message_id'] && { messageId: String(row['message_id']) }),
      }));
      note(() => adopt.run(processId));
      for (const turn of found) interrupted.set(turn.eventId, { ...turn, isSeenTo: true });
      return [...seenTo, ...found];
    },
  };
}
