import type { Store } from '../store/store.ts';
import type { Holders } from './holders.ts';
import type { IngressTable } from './ingress-table.ts';
import { HELD, type Row } from './rows.ts';
import type { Urgency } from './urgency.ts';

/** The part of the queue that OpenClaw's type does not have: the size of the queue, and changes of events in it. */
export interface HeldEvents<P> {
  /** Is this event stored, in whatever state? */
  holds(id: string): boolean;
  /** The events that wait or are being handled. */
  held(): Held;
  /**
   * Changes the events that hold the words of a message, whether they wait or are being handled.
   *
   * @param change returns undefined if a row stays as it is
   * @returns the ids of the events that were changed, or that already had the change
   */
  amend(messageId: string, change: (payload: P, id: string) => P | undefined): string[];
  /** The event as it is stored now; undefined once it is done. */
  payloadOf(id: string): P | undefined;
  /** Stores an event for which nothing is left to do. */
  record(id: string, lane?: string): void;
}

export interface Held {
  readonly events: number;
  readonly bytes: number;
}

interface Needs<P> {
  readonly table: IngressTable;
  readonly store: Pick<Store, 'transaction'>;
  readonly clock: () => number;
  readonly urgencyOf: (payload: P) => Urgency;
  readonly holders: Pick<Holders, 'idsOf'>;
}

export function openHeldEvents<P>({ table, store, clock, urgencyOf, holders }: Needs<P>): HeldEvents<P> {
  return {
    holds: (id) => table.first('SELECT 1 FROM ingress WHERE id = ?', id) !== undefined,
    held: () => table.first<Held>('SELECT events, bytes FROM held') as Held,

    amend(messageId, alter) {
      return store.transaction(() =>
        holders.idsOf(messageId).flatMap((id) => {
          const next = alter(JSON.parse(table.find(id)?.payload ?? 'null'), id);
          if (next === undefined) return [];
          const set = `UPDATE ingress SET payload = ?, urgency = ? WHERE id = ? AND ${HELD}`;
          table.change(set, JSON.stringify(next), urgencyOf(next), id);
          return [id];
        }),
      );
    },

    payloadOf(id) {
      const row = table.first<Pick<Row, 'payload'>>(`SELECT payload FROM ingress WHERE id = ? AND ${HELD}`, id);
      return typeof row?.payload === 'string' ? (JSON.parse(row.payload) as P) : undefined;
    },

    record(id, lane) {
      const now = clock();
      const set = `INSERT INTO ingress (id, lane, status, received_at, updated_at, ended_at)
        VALUES (?, ?, 'completed', ?, ?, ?) ON CONFLICT (id) DO NOTHING`;
      table.change(set, id, lane ?? null, now, now, now);
    },
  };
}
