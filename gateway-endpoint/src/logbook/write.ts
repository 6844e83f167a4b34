import type { DatabaseSync } from 'node:sqlite';
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

/** How many entries of each way are kept. */
export const MOST_KEPT = 200;

/** What a way has brought since it was last written. */
export interface Seen {
  lastAt: number | undefined;
  failedAt: number | undefined;
  why: string | undefined;
  isBroken: boolean;
}

export interface Unwritten {
  entries: (Entry & { readonly at: number })[];
  answered: number;
  commands: number;
  commandsFailed: number;
}

export const nothing = (): Unwritten => ({ entries: [], answered: 0, commands: 0, commandsFailed: 0 });
export const unseen = (): Seen => ({ lastAt: undefined, failedAt: undefined, why: undefined, isBroken: false });

/** The latest of each way, in their order: the others would be written and forgotten in one step. */
export function latestOf(entries: Unwritten['entries']): Unwritten['entries'] {
  const left = { in: MOST_KEPT, out: MOST_KEPT };
  return entries
    .toReversed()
    .filter(({ way }) => left[way]-- > 0)
    .reverse();
}

/** Writes what was noted. It belongs into a transaction. */
export function openWriting(db: DatabaseSync) {
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
    for (const { way, at, id, kind, outcome, ms, ...more } of latestOf(entries)) {
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
