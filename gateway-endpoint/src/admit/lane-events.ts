import type { Store } from '../store/store.ts';
import type { Holders } from './holders.ts';
import type { IngressTable } from './ingress-table.ts';
import { HELD } from './rows.ts';

/** The events of a lane behind one that is being handled, which may take them in. */
export interface LaneEvents<P> {
  /** The ids of the events that hold the words of a message, whether they wait or are being handled. */
  idsOf(messageId: string): string[];
  /** The events that wait behind this one in its lane, oldest first. */
  behind(id: string, most: number): P[];
  /**
   * One event takes in others of its lane, which are done then.
   *
   * @param into returns undefined if the others are not what they were
   * @returns false then, and if one of them no longer waits: nothing is changed
   */
  join(id: string, others: readonly string[], into: (payload: P, others: readonly P[]) => P | undefined): boolean;
  /**
   * The events that one has taken in wait again, each for itself.
   *
   * @param from takes them out of the payload; it returns undefined if there are none
   */
  part(id: string, from: (payload: P) => Parted<P> | undefined): void;
  /** Is there one before it in its lane that is not done? */
  isBehind(id: string): boolean;
  /** When the latest event of its lane was stored. */
  lastInLaneOf(id: string): number | undefined;
}

export interface Parted<P> {
  /** What stays in the payload. */
  readonly rest: P;
  /** The payload of each of the others, by its id. */
  readonly others: ReadonlyMap<string, P>;
}

interface Needs {
  readonly table: IngressTable;
  readonly store: Pick<Store, 'transaction'>;
  readonly clock: () => number;
  readonly holders: Holders;
}

const IN_LANE = 'lane = (SELECT lane FROM ingress WHERE id = ?)';

export function openLaneEvents<P>({ table, store, clock, holders }: Needs): LaneEvents<P> {
  const read = (payload: string | null | undefined) => JSON.parse(payload ?? 'null') as P;

  function end(id: string): void {
    const now = clock();
    const done = `UPDATE ingress SET status = 'completed', payload = NULL, metadata = NULL, last_error = NULL,
      ended_at = ?, updated_at = ? WHERE id = ?`;
    table.change(done, now, now, id);
  }

  function wait(id: string, payload: P): void {
    const again = `UPDATE ingress SET status = 'pending', payload = ?, ended_at = NULL, updated_at = ?
      WHERE id = ? AND status = 'completed'`;
    table.change(again, JSON.stringify(payload), clock(), id);
  }

  return {
    idsOf: holders.idsOf,

    behind(id, most) {
      const found = `SELECT payload FROM ingress WHERE status = 'pending' AND ${IN_LANE}
        AND seq > (SELECT seq FROM ingress WHERE id = ?) ORDER BY seq LIMIT ?`;
      return table
        .all<{ payload: string | null }>(found, id, id, Math.max(0, most))
        .map(({ payload }) => read(payload));
    },

    join: (id, others, into) =>
      store.transaction(() => {
        const rows = others.map(table.find);
        const payloads = rows.flatMap((row) => (row?.status === 'pending' ? [read(row.payload)] : []));
        const row = table.find(id);
        if (!row || payloads.length < others.length) return false;
        const next = into(read(row.payload), payloads);
        if (next === undefined) return false;
        for (const each of others) end(each);
        holders.note(id);
        return table.change(`UPDATE ingress SET payload = ? WHERE id = ? AND ${HELD}`, JSON.stringify(next), id) > 0;
      }),

    part: (id, from) =>
      store.transaction(() => {
        const row = table.find(id);
        if (typeof row?.payload !== 'string') return;
        const alone = from(read(row.payload));
        if (!alone) return;
        table.change('UPDATE ingress SET payload = ? WHERE id = ?', JSON.stringify(alone.rest), id);
        for (const [each, payload] of alone.others) wait(each, payload);
      }),

    isBehind(id) {
      const before = (status: string) => `EXISTS (SELECT 1 FROM ingress WHERE status = '${status}' AND ${IN_LANE}
        AND seq < (SELECT seq FROM ingress WHERE id = ?))`;
      const found = `SELECT ${before('pending')} OR ${before('claimed')} AS is_behind`;
      return table.first<{ is_behind: number }>(found, id, id, id, id)?.is_behind === 1;
    },

    lastInLaneOf(id) {
      const found = `SELECT max(received_at) AS at FROM ingress WHERE ${HELD} AND ${IN_LANE}`;
      return table.first<{ at: number | null }>(found, id)?.at ?? undefined;
    },
  };
}
