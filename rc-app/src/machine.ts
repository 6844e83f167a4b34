import type { Attempt } from '@rocketchat-openclaw/shared';

/** Time and chance of the sandbox: the only place where the app reads a clock, waits or throws dice. */
export function attemptNow(): Attempt {
  return { now: clock(), nonce: crypto.getRandomValues(new Uint8Array(16)) };
}

export const clock = (): number => Date.now();

/** For waiting: unlike the clock it never goes back. */
export const stopwatch = (): number => performance.now();

export const pause = (ms: number): Promise<void> => new Promise((goOn) => later(goOn, ms));

/**
 * No timer of ours outlives the server: its process ends with the pipe to it, unless something like a timer holds it.
 *
 * @param ms 0 for after everything that has already come from the server
 */
export function later(run: () => void, ms: number): void {
  const timer: unknown = ms === 0 && HAS_IMMEDIATE ? setImmediate(run) : setTimeout(run, ms);
  // Older versions of Deno give a number, and there nothing can be done.
  if (isTimer(timer)) timer.unref();
}

/** In Deno's sandbox it may be missing, and there a timer of 0 ms takes one. */
const HAS_IMMEDIATE = typeof setImmediate === 'function';

function isTimer(timer: unknown): timer is { unref(): void } {
  return typeof timer === 'object' && timer !== null && 'unref' in timer;
}

export const dice = (): number => Math.random();

/** A random UUID. */
export const newId = (): string => crypto.randomUUID();
