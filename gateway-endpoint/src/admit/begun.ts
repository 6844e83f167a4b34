import type { Store } from '../store/store.ts';

/** A turn that has begun. */
export interface Begun {
  readonly eventId: string;
  /** The lane whose messages wait for its end. */
  readonly lane: string;
  readonly agentId: string;
  readonly sessionKey: string;
}

export interface Interrupted extends Begun {
  /** Milliseconds since 1970. */
  readonly beganAt: number;
  /** Has something been said past OpenClaw's durable queue, or was it about to be? */
  readonly hasSpoken: boolean;
  /** Did it come with a backup, and may have ended since? */
  readonly isRestored: boolean;
}

/** The turns that are under way, on disk, so that a gateway that falls knows afterwards whom it owes an answer. */
export interface BegunTurns {
  begin(turn: Begun): void;
  /** Before something is said of which OpenClaw's queue knows nothing. */
  speaks(eventId: string): void;
  end(eventId: string): void;
  /** Those that began in a process before this one, oldest first. Each process gets them once. */
  interrupted(): Interrupted[];
}

export interface BegunOptions {
  readonly store: Pick<Store, 'db'>;
  /** Names this process, and no other one. */
  readonly processId: string;
  readonly clock: () => number;
  readonly log: { warn(message: string): void };
}

export function openBegun({ store: { db }, processId, clock, log }: BegunOptions): BegunTurns {
  const begin = db.prepare(
    `INSERT INTO begun (event_id, lane, agent_id, session_key, process_id, began_at)
     VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (event_id) DO UPDATE SET process_id = excluded.process_id, began_at = excluded.began_at, is_restored = 0`,
  );
  const speaks = db.prepare('UPDATE begun SET has_spoken = 1 WHERE event_id = ?');
  const end = db.prepare('DELETE FROM begun WHERE event_id = ?');
  const others = db.prepare('SELECT * FROM begun WHERE process_id <> ? ORDER BY began_at');
  const adopt = db.prepare('UPDATE begun SET process_id = ?');

  /** A turn may outlive its account, and a disk that is full is no reason for a turn to fail. */
  function note(write: () => unknown): void {
    try {
      if (db.isOpen) write();
    } catch (error) {
      log.warn(`which turns are under way is not written down: ${String(error)}`);
    }
  }

  return {
    begin: ({ eventId, lane, agentId, sessionKey }) =>
      note(() => begin.run(eventId, lane, agentId, sessionKey, processId, clock())),
    speaks: (eventId) => note(() => speaks.run(eventId)),
    end: (eventId) => note(() => end.run(eventId)),
    interrupted() {
      const found = others.all(processId).map((row) => ({
        eventId: String(row['event_id']),
        lane: String(row['lane']),
        agentId: String(row['agent_id']),
        sessionKey: String(row['session_key']),
        hasSpoken: row['has_spoken'] === 1,
        isRestored: row['is_restored'] === 1,
        beganAt: Number(row['began_at']),
      }));
      note(() => adopt.run(processId));
      return found;
    },
  };
}
