import type { DatabaseSync } from 'node:sqlite';
import { ROOM_OF_LANE } from './room-of-lane.ts';
import { type Entry, MOST_KEPT } from './write.ts';

/** An entry with its time, in milliseconds since 1970. For an event that has no outcome yet that is its arrival. */
export interface Dated extends Entry {
  readonly at: number;
}

export interface Wanted {
  /** The latest so many. */
  readonly limit: number;
  /** Only the event or command with this id, and the commands that answer the event. */
  readonly id?: string | undefined;
}

/** All that can be shown: the entries of both ways. */
export const MOST_SHOWN = 2 * MOST_KEPT;

/**
 * Events and commands that have had their outcome stand in the logbook. The queue itself has those that wait, and those
 * whose outcome was not written: the turn of an event runs, or the last second before a crash.
 */
const OF_QUEUE = `
  SELECT 'in' AS way, coalesce(ended_at, received_at) AS at, id,
    CASE WHEN instr(id, ':') > 0 THEN substr(id, 1, instr(id, ':') - 1) ELSE '' END AS kind,
    ${ROOM_OF_LANE} AS room_id,
    CASE status WHEN 'pending' THEN 'waits' WHEN 'claimed' THEN 'in progress' WHEN 'failed' THEN 'given up'
      ELSE CASE WHEN id IN (SELECT event_id FROM begun) THEN 'in progress' ELSE 'done' END END AS outcome,
    CASE WHEN failure IS NOT NULL THEN failure WHEN attempts > 0 THEN 'attempts that failed: ' || attempts END AS reason,
    NULL AS ms, NULL AS event_id
  FROM ingress
  WHERE id IN (SELECT id FROM (SELECT id FROM ingress WHERE $id IS NULL ORDER BY seq DESC LIMIT ${MOST_KEPT})
      UNION SELECT $id)
    AND (status IN ('pending', 'claimed') OR id NOT IN (SELECT id FROM logbook))`;

const OF_LOGBOOK = `
  SELECT way, at, id, kind, room_id, outcome, reason, ms, event_id FROM logbook
  WHERE $id IS NULL OR id = $id OR event_id = $id`;

/** Oldest first. */
export function readEntries(db: DatabaseSync, { limit, id: wanted }: Wanted): Dated[] {
  const all = `SELECT * FROM (${OF_LOGBOOK} UNION ALL ${OF_QUEUE}) ORDER BY at DESC, id DESC LIMIT $limit`;
  const rows = db.prepare(all).all({ $id: wanted ?? null, $limit: limit });
  return rows.reverse().map(({ way, at, id, kind, room_id, outcome, reason, ms, event_id }) => ({
    at: Number(at),
    way: way === 'in' ? 'in' : 'out',
    id: String(id),
    kind: String(kind),
    ...(room_id !== null && { roomId: String(room_id) }),
    outcome: String(outcome),
    ...(reason !== null && { reason: String(reason) }),
    ...(ms !== null && { ms: Number(ms) }),
    ...(event_id !== null && { eventId: String(event_id) }),
  }));
}
