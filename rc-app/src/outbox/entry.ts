import { type Event, LIMITS } from '@rocketchat-openclaw/shared';
import type { Pushed } from './pushed.ts';
import type { Row, Weight } from './row.ts';

/**
 * The outcome of an event in the outbox. It `waits` while the gateway does not have it yet; it is `moot` when an edit or a
 * deletion came before it left, so that nothing is left to send.
 */
export type Handed = Pushed & { readonly waits?: true; readonly isMoot?: true };

/** An attempt that failed. */
export type Failed = Extract<Pushed, { delivered: false }>;

export interface Putting {
  readonly weight: Weight;
  /** A person waits for the result: it is tried once, now. */
  readonly isOnlyNow?: boolean;
}

/** An event in the memory of this process. */
export interface Entry {
  row: Row;
  /** When it was heard of, by the stopwatch. */
  readonly since: number;
  /** When it happened, by the stopwatch: its age by a clock would change when the clock is set. */
  readonly bornAt: number;
  /** A person waits for the result and can repeat it: it is tried once, and never stored. */
  readonly isOnlyNow: boolean;
  /** The gateway may know it, although no answer came: so an event that undoes it is sent, too. */
  isAttempted: boolean;
  /** An attempt has failed since it came, or sending is paused: meanwhile it takes in changes. */
  isDelayed: boolean;
  isUnderWay: boolean;
  /** When its row has been written. Never rejects. */
  stored: Promise<void>;
  /** Its row was written or read: if the row has gone since, another server has delivered it. */
  hasRow: boolean;
  readonly handed: Promise<Handed>;
  readonly settle: (handed: Handed) => void;
}

export function anEntry(row: Row, { since, bornAt }: Pick<Entry, 'since' | 'bornAt'>, isOnlyNow: boolean): Entry {
  const { promise, resolve } = withResolvers<Handed>();
  return {
    row,
    since,
    bornAt,
    isOnlyNow,
    isAttempted: false,
    isDelayed: false,
    isUnderWay: false,
    stored: Promise.resolve(),
    hasRow: false,
    handed: promise,
    settle: resolve,
  };
}

/**
 * Hooks run at the same time and overtake one another: a reaction reached us before its message 184 times of 200. An
 * event therefore waits this long for those that happened before it.
 */
export const SETTLE_MS = 50;

export const isSettled = (now: number) => (entry: Entry) => now - entry.since >= SETTLE_MS;

/**
 * The next batch: the events that have settled and all that happened before them, as many as one delivery holds.
 *
 * @param hasSettled has it waited long enough for what happened before it?
 */
export function nextBatch(entries: Entry[], hasSettled: (entry: Entry) => boolean, most: number): Entry[] {
  // Array.prototype.sort is stable: events of the same millisecond stay in the order in which we heard them.
  entries.sort((a, b) => a.row.event.at - b.row.event.at);
  joinedFirst(entries);
  const settled = entries.findLastIndex(hasSettled) + 1;
  return entries.slice(0, Math.min(settled, most, fitting(entries)));
}

/** Hooks come in no order, and a joining has no time of its own: the app may hear of it so much later. */
const JOIN_LAG_MS = 2_000;

/** The bot's joining of a room comes before the first messages to it there. */
function joinedFirst(entries: Entry[]): void {
  for (const joined of entries.filter(({ row }) => row.event.type === 'room.joined')) {
    const { event } = joined.row;
    const from = entries.indexOf(joined);
    let to = from;
    for (const [at, { row }] of [...entries.slice(0, from).entries()].reverse()) {
      if (row.event.at < event.at - JOIN_LAG_MS) break;
      if (roomOf(row.event) !== roomOf(event)) continue;
      if (row.event.type === 'room.left' || row.event.type === 'room.joined') break;
      to = at;
    }
    entries.splice(to, 0, ...entries.splice(from, 1));
  }
}

const roomOf = (event: Event): string | undefined => ('room' in event ? event.room.id : undefined);

/** How many fit into one delivery; a single event always does. */
function fitting(entries: readonly Entry[]): number {
  let bytes = 0;
  for (const [index, { row }] of entries.entries()) {
    bytes += new TextEncoder().encode(JSON.stringify(row.event)).length;
    if (index > 0 && (bytes > LIMITS.payloadBytes || index >= LIMITS.eventsPerBatch)) return index;
  }
  return entries.length;
}

/** Not every sandbox has `Promise.withResolvers`. */
function withResolvers<T>(): { promise: Promise<T>; resolve: (value: T) => void } {
  let resolve: (value: T) => void = () => {};
  const promise = new Promise<T>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
