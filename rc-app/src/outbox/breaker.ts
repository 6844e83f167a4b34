import { delayBefore } from '@rocketchat-openclaw/shared';

/**
 * One attempt a minute in the first hour, when somebody is probably repairing it; later one every quarter of an hour.
 */
const FIRST_HOUR_MS = 60 * 60_000;
const PROBE_MS = 60_000;

/** While it is open the gateway is away: one batch at a time is tried, whatever waits. */
export interface Open {
  /** By the stopwatch. */
  readonly since: number;
  readonly probeAt: number;
  readonly failures: number;
  readonly why: string;
  /** The connection itself is wrong: an admin has to repair it. */
  readonly isPaused: boolean;
}

export interface Failure {
  readonly why: string;
  readonly retry: 'later' | 'pause';
  readonly retryAfterMs?: number | undefined;
  /** It may be repaired without a message to us, such as a wrong clock, so it is tried again soon. */
  readonly mendsItself?: true;
}

export interface Breaker {
  open(): Open | undefined;
  mayTry(): boolean;
  failed(failure: Failure): void;
  succeeded(): void;
  /** The next attempt may come now: there is a sign that it may succeed. */
  tryNow(): void;
}

export function openBreaker(stopwatch: () => number, dice: () => number): Breaker {
  let state: Open | undefined;
  return {
    open: () => state,
    mayTry: () => !state || stopwatch() >= state.probeAt,
    failed({ why, retry, retryAfterMs = 0, mendsItself = false }) {
      const now = stopwatch();
      const { since = now, failures = 0 } = state ?? {};
      const ceiling = mendsItself || now - since < FIRST_HOUR_MS ? PROBE_MS : undefined;
      const isPaused = retry === 'pause';
      // An admin does not repair a connection within seconds.
      const floor = isPaused && !mendsItself ? PROBE_MS : retryAfterMs;
      const probeAt = now + delayBefore(failures, dice, floor, ceiling);
      state = { since, probeAt, failures: failures + 1, why, isPaused };
    },
    succeeded() {
      state = undefined;
    },
    tryNow() {
      if (state) state = { ...state, probeAt: stopwatch() };
    },
  };
}
