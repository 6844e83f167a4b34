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
  /** How long it waits from then on for what happened before it. */
  settlesMs: number;
  /** The server was asked what else there is in its room, or need not be. */
  isPlaced: boolean;
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
    settlesMs: SETTLE_MS.unclear,
    isPlaced: false,
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

/** What the server has in the room of an event from before it, and whether we have heard all of that. */
export type Surroundings = 'quiet' | 'heard' | 'unclear';

/**
 * Hooks run at the same time and overtake one another: a reaction reached us before its message 184 times of 200. An
 * event therefore waits this long for those that happened before it: not at all if nothing did, and briefly if we have
 * heard all that the server has, because a message has its time before the server stores it.
 */
export const SETTLE_MS: Readonly<Record<Surroundings, number>> = { quiet: 0, heard: 8, unclear: 50 };

/** When it has waited long enough for what happened before it, by the stopwatch. */
export const settlesAt = ({ since, settlesMs }: Entry): number => since + settlesMs;

export const isSettled = (now: number) => (entry: Entry) => now >= settlesAt(entry);

/** Not every sandbox has `Promise.withResolvers`. */
function withResolvers<T>(): { promise: Promise<T>; resolve: (value: T) => void } {
  let resolve: (value: T) => void = () => {};
  const promise = new Promise<T>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
