import type { Attempt } from '@rocketchat-openclaw/shared';

/** Time and chance of the sandbox: the only place where the app reads a clock, waits or throws dice. */
export function attemptNow(): Attempt {
  return { now: clock(), nonce: crypto.getRandomValues(new Uint8Array(16)) };
}

export const clock = (): number => Date.now();

/** For waiting: unlike the clock it never goes back. */
export const stopwatch = (): number => performance.now();

export const pause = (ms: number): Promise<void> => new Promise((goOn) => later(goOn, ms));

export const later = (run: () => void, ms: number): void => void setTimeout(run, ms);

export const dice = (): number => Math.random();

/** Like no other. */
export const newId = (): string => crypto.randomUUID();
