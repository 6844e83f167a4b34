import type { ChannelIngressQueue, ChannelIngressQueueRecord } from 'openclaw/plugin-sdk/channel-outbound';
import type { Store } from '../store/store.ts';
import { openCandidates } from './candidates.ts';
import { openClaims } from './claims.ts';
import { type HeldEvents, openHeldEvents } from './held-events.ts';
import { openHolders } from './holders.ts';
import { openIngressTable } from './ingress-table.ts';
import { type LaneEvents, openLaneEvents } from './lane-events.ts';
import { openPrune } from './prune.ts';
import { openRecords, type QueueName } from './records.ts';
import { URGENCY, type Urgency } from './urgency.ts';

export interface QueueOptions<P> extends QueueName {
  readonly store: Store;
  readonly clock: () => number;
  /** A new claim token. */
  readonly token: () => string;
  readonly urgencyOf?: (payload: P) => Urgency;
  /** The id of the message whose words wait. */
  readonly wordsIn?: (payload: P) => string | undefined;
  /** The ids of the messages whose words have been taken in. */
  readonly joinedIn?: (payload: P) => readonly string[];
  /**
   * Lanes in which an event is on its way to OpenClaw: only events that interrupt are handled there, although OpenClaw
   * counts the lane as free.
   */
  readonly busyLanes?: () => readonly string[];
  readonly interrupts?: (record: ChannelIngressQueueRecord<P>) => boolean;
  /** The lane in which it is answered; undefined where the payload cannot be read. */
  readonly turnLaneOf?: (payload: P) => string | undefined;
}

export type IngressQueue<P> = ChannelIngressQueue<P> & HeldEvents<P> & LaneEvents<P>;

/**
 * The durable queue of one account, in a SQLite file of our own. OpenClaw gives its own store to bundled and official
 * plugins only (`PLUGIN_TRUST_REFUSED`), but its ingress monitor takes any object of this type; the semantics follow
 * its src/channels/message/ingress-queue.ts. One differs: `listPending` returns only the events that may be handled
 * next. The drain asks with each pass for all that wait, only to find these.
 */
export function openQueue<P>(options: QueueOptions<P>): IngressQueue<P> {
  const { store, clock, token, urgencyOf = () => URGENCY.unclear, busyLanes = () => [], interrupts, ...rest } = options;
  const { wordsIn = () => undefined, joinedIn = () => [], turnLaneOf = () => undefined, ...name } = rest;
  const { db } = store;
  const table = openIngressTable(db);
  const records = openRecords<P>(name, table, clock);
  const candidates = openCandidates(db, {
    clock,
    busyLanes,
    interrupts: (header) => interrupts?.(records.ofEvent(header)) ?? false,
    opens: (id, lane) => turnLaneOf(JSON.parse(table.find(id)?.payload ?? 'null')) === lane,
  });
  const holders = openHolders<P>(table, joinedIn);
  const prune = openPrune(db, clock);

  return {
    ...openHeldEvents<P>({ table, store, clock, urgencyOf, holders }),
    ...openLaneEvents<P>({ table, store, clock, holders }),
    ...openClaims<P>({ table, records, candidates, clock, token }),

    async enqueue(id, payload, { metadata, receivedAt = clock(), laneKey = id } = {}) {
      const inserted = table.change(
        `INSERT INTO ingress (id, status, lane, payload, metadata, received_at, updated_at, urgency, message_id)
         VALUES (?, 'pending', ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING`,
        ...[id, laneKey, JSON.stringify(payload), json(metadata), receivedAt, clock(), urgencyOf(payload)],
        wordsIn(payload) ?? null,
      );
      const row = table.find(id);
      if (!row) throw new Error(`event ${id} vanished while it was stored`);
      if (inserted === 0) return records.ofDuplicate(row);
      return { kind: 'accepted', duplicate: false, record: records.ofEvent(row) };
    },

    async listPending({ limit = 100, orderBy } = {}) {
      const next = candidates();
      if (orderBy === 'id') next.sort((a, b) => (a.id < b.id ? -1 : 1));
      return next.slice(0, limit === 'all' ? next.length : limit).map(records.ofEvent);
    },

    prune: async (limits) => prune(limits),
  };
}

function json(value: unknown): string | null {
  return value === undefined ? null : JSON.stringify(value);
}
