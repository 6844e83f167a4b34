import type { DatabaseSync } from 'node:sqlite';
import type { Every } from '../machine.ts';
import type { Store } from '../store/store.ts';
import { ROOM_OF_LANE } from './room-of-lane.ts';

/** `in`: from the workspace to the gateway; `out`: the other direction. */
export type Way = 'in' | 'out';

/** An event that has had its outcome, or a command that has ended: ids and codes, never a text or a name. */
export interface Entry {
  readonly way: Way;
  /** Of the event, or the key of the command: it stands in the logs of both halves. */
  readonly id: string;
  /** The type of the event, or the command. */
  readonly kind: string;
  readonly roomId?: string | undefined;
  /** The event that a command answers. */
  readonly eventId?: string | undefined;
  readonly outcome: string;
  readonly reason?: string | undefined;
  /** How long a command took. For an event the logbook knows itself when it came. */
  readonly ms?: number | undefined;
}

/** What an operator wants to know of an account, also after a restart: its last deliveries and commands, and counts. */
export interface Logbook {
  note(entry: Entry): void;
  /** An event was answered: by a turn, a command or a click. */
  answered(): void;
  /** A command has ended. */
  sent(isDone: boolean): void;
  /** The other side was reached, or has come through. */
  came(way: Way): void;
  /** @param since when it began to fail, if another side knows that; in milliseconds since 1970 */
  failed(way: Way, why: string, since?: number): void;
  /** Writes what is left. What is noted later is written at once. */
  stop(): void;
}

export interface LogbookNeeds {
  readonly store: Pick<Store, 'db' | 'transaction'>;
  readonly clock: () => number;
  readonly every: Every;
  readonly log: { warn(message: string): void };
}

/** How many entries of each way are kept. */
export const MOST_KEPT = 200;

/** A crash costs no more than this; a busy account writes no more often. */
const EVERY_MS = 1_000;

/** What a way has brought since it was last written. */
interface Seen {
  lastAt: number | undefined;
  failedAt: number | undefined;
  why: string | undefined;
  isBroken: boolean;
}

interface Unwritten {
  entries: (Entry & { readonly at: number })[];
  answered: number;
  commands: number;
  commandsFailed: number;
}

const nothing = (): Unwritten => ({ entries: [], answered: 0, commands: 0, commandsFailed: 0 });
const unseen = (): Seen => ({ lastAt: undefined, failedAt: undefined, why: undefined, isBroken: false });

/**
 * Notes in memory, and writes once a second, in one transaction and without waiting for the disk: an event costs no
 * write of its own. After a power cut the last notes may be missing, and the events themselves are not.
 */
export function openLogbook({ store, clock, every, log }: LogbookNeeds): Logbook {
  const { db, transaction } = store;
  const write = openWriting(db);
  const ways: Record<Way, Seen> = { in: unseen(), out: unseen() };
  let unwritten = nothing();
  let isNews = false;
  let hasFailed = false;
  let isStopped = false;
  attempt(() => begin(db, clock()));
  const rest = every(EVERY_MS, flush);

  /** A full disk must stop nothing. */
  function attempt(run: () => void): boolean {
    try {
      run();
      return true;
    } catch (error) {
      if (!hasFailed) log.warn(`the logbook is not written: ${String(error)}`);
      hasFailed = true;
      return false;
    }
  }

  function flush(): void {
    if (!isNews || !db.isOpen) return;
    if (attempt(() => transaction(() => write(unwritten, ways)))) {
      unwritten = nothing();
      isNews = false;
    } else {
      // The latest ones are kept for the next attempt.
      unwritten.entries = unwritten.entries.slice(-2 * MOST_KEPT);
    }
  }

  function changed(): void {
    isNews = true;
    if (isStopped) flush();
  }

  return {
    note(entry) {
      unwritten.entries.push({ ...entry, at: clock() });
      changed();
    },
    answered() {
      unwritten.answered++;
      changed();
    },
    sent(isDone) {
      unwritten.commands++;
      if (!isDone) unwritten.commandsFailed++;
      changed();
    },
    came(way) {
      const seen = ways[way];
      seen.lastAt = clock();
      // That it still works is worth no write of its own.
      if (seen.isBroken) changed();
      seen.isBroken = false;
    },
    failed(way, why, since = clock()) {
      const seen = ways[way];
      if (seen.isBroken && seen.why === why) return;
      Object.assign(seen, { why, failedAt: seen.isBroken ? seen.failedAt : since, isBroken: true });
      changed();
    },
    stop() {
      rest();
      isStopped = true;
      isNews = true;
      flush();
    },
  };
}

/** The account starts. */
function begin(db: DatabaseSync, now: number): void {
  db.prepare('UPDATE runs SET since = coalesce(since, ?), started_at = ?').run(now, now);
}

function openWriting(db: DatabaseSync) {
  const add = db.prepare(
    `INSERT INTO logbook (way, at, id, kind, event_id, room_id, outcome, reason, ms)
     VALUES ($way, $at, $id, $kind, $eventId, coalesce($roomId, (SELECT ${ROOM_OF_LANE} FROM ingress WHERE id = $id)),
       $outcome, $reason,
       coalesce($ms, (SELECT max(0, $at - received_at) FROM ingress WHERE id = $id)))`,
  );
  const forget = db.prepare(
    `DELETE FROM logbook WHERE way = $way
       AND seq <= (SELECT seq FROM logbook WHERE way = $way ORDER BY seq DESC LIMIT 1 OFFSET $most)`,
  );
  const count = db.prepare(
    `UPDATE runs SET answered = answered + $answered, commands = commands + $commands,
       commands_failed = commands_failed + $commandsFailed`,
  );
  const see = db.prepare(
    `INSERT INTO ways (way, last_at, failed_at, why) VALUES ($way, $lastAt, $failedAt, $why)
     ON CONFLICT (way) DO UPDATE SET last_at = coalesce(excluded.last_at, last_at),
       failed_at = coalesce(excluded.failed_at, failed_at), why = coalesce(excluded.why, why)`,
  );
  return ({ entries, answered, commands, commandsFailed }: Unwritten, ways: Readonly<Record<Way, Seen>>): void => {
    for (const { way, at, id, kind, outcome, ms, ...more } of entries) {
      const { eventId: $eventId = null, roomId: $roomId = null, reason: $reason = null } = more;
      const $ms = ms === undefined ? null : Math.round(ms);
      add.run({ $way: way, $at: at, $id: id, $kind: kind, $eventId, $roomId, $outcome: outcome, $reason, $ms });
    }
    count.run({ $answered: answered, $commands: commands, $commandsFailed: commandsFailed });
    for (const $way of ['in', 'out'] as const) {
      if (entries.some(({ way }) => way === $way)) forget.run({ $way, $most: MOST_KEPT });
      const { lastAt: $lastAt = null, failedAt: $failedAt = null, why: $why = null } = ways[$way];
      if ($lastAt !== null || $failedAt !== null) see.run({ $way, $lastAt, $failedAt, $why });
    }
  };
}
