import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import { HEADER_COLUMNS, HELD, type RowHeader } from './rows.ts';
import { URGENCY } from './urgency.ts';

/** How many lanes one pass of the drain looks at; it starts 32 events at most. The other lanes come next. */
const MOST_LANES = 100;
/** How many events that might interrupt one turn are looked at, such as clicks whose meaning is not known yet. */
const MOST_LOOKED_AT = 100;

/**
 * When it may be tried again, as in OpenClaw's `ingress-retry-policy`: after a second, doubled with each attempt, three
 * minutes at most. With a shorter pause the drain would skip it. An attempt in the future, before the clock was set
 * back, does not count.
 */
const IS_DUE = `(
  i.attempts <= 0 OR i.last_error IS NULL OR i.last_attempt_at IS NULL OR i.last_attempt_at > $now
  OR i.last_attempt_at + min(180000, 1000 << (min(i.attempts, 9) - 1)) <= $now
)`;

export interface Candidates {
  readonly clock: () => number;
  /** Lanes in which an event is on its way to OpenClaw. */
  readonly busyLanes: () => readonly string[];
  readonly interrupts: (header: RowHeader) => boolean;
  /** Will this event, which waits in the lane of its room, be answered in this lane, which is that of a thread? */
  readonly opens: (id: string, lane: string) => boolean;
}

/** The first event of a lane; `root` is the event that waits with the first message of its thread, if there is one. */
type Head = RowHeader & { readonly lane: string; readonly root: string | null };

/** A thread's lane ends with the id of its first message, which waits in the lane of its room. */
const ROOT = `(
  SELECT r.id FROM ingress AS r
  WHERE r.message_id = substr(i.lane, instr(i.lane, ':') + 1) AND ${HELD.replace('status', 'r.status')}
    AND r.status = 'pending' AND r.lane = substr(i.lane, 1, instr(i.lane, ':') - 1) AND r.seq < i.seq
)`;

/**
 * The events that may be handled next: the first one of each lane, and of a busy lane the first one that interrupts. The
 * events behind them cost nothing. OpenClaw's drain leaves out the lanes in which it is handling an event.
 *
 * A question that opens a thread waits in the lane of its room, also for its next attempt. Messages of that thread
 * wait behind it.
 */
export function openCandidates(db: DatabaseSync, options: Candidates): () => RowHeader[] {
  const { clock, busyLanes, interrupts, opens } = options;
  const first = db.prepare(`
    SELECT ${HEADER_COLUMNS.replace(/\w+/g, 'i.$&')}, ${ROOT} AS root
    FROM heads CROSS JOIN ingress AS i ON i.seq = heads.seq
    WHERE heads.lane NOT IN (SELECT value FROM json_each($busy)) AND ${IS_DUE}
    ORDER BY heads.seq LIMIT ${MOST_LANES}`);
  const urgent = (urgency: number, most: number) => `
    SELECT * FROM (
      SELECT ${HEADER_COLUMNS} FROM ingress AS i
      WHERE lane = $lane AND status = 'pending' AND urgency > 0 AND urgency = ${urgency}
      ORDER BY seq LIMIT ${most})`;
  const mayInterrupt = db.prepare(`
    ${urgent(URGENCY.now, 1)} UNION ALL ${urgent(URGENCY.answers, 1)} UNION ALL ${urgent(URGENCY.unclear, MOST_LOOKED_AT)}
    ORDER BY seq`);
  const all = (sql: typeof first, values: Record<string, SQLInputValue>) => sql.all(values) as unknown as RowHeader[];

  /** Lanes that wait for the first message of their thread leave their place to others. */
  function freeLanes(busy: readonly string[], now: number): RowHeader[] {
    const behindRoots: string[] = [];
    for (;;) {
      const $busy = JSON.stringify([...busy, ...behindRoots]);
      const heads = all(first, { $busy, $now: now }) as Head[];
      const found = heads.filter(({ root, lane }) => root === null || !opens(root, lane));
      if (found.length === heads.length || heads.length < MOST_LANES) return found;
      behindRoots.push(...heads.flatMap((head) => (found.includes(head) ? [] : head.lane)));
    }
  }

  return () => {
    const now = clock();
    const busy = busyLanes();
    const free = freeLanes(busy, now);
    const interrupting = busy.flatMap((lane) => all(mayInterrupt, { $lane: lane }).find(interrupts) ?? []);
    return [...free, ...interrupting].sort((a, b) => a.seq - b.seq);
  };
}
