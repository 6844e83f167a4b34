import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

/** Runs something again and again until the returned function is called. Keeps no process alive. */
export type Every = (ms: number, run: () => void) => () => void;

/** Time, chance and the network: taken from the machine only here. Everything else gets them as arguments. */
export const machine = {
  clock: () => Date.now(),
  /** For waiting: unlike the clock it never goes back. */
  stopwatch: () => performance.now(),
  /** The start of this process, by the clock of that time. */
  startedAt: performance.timeOrigin,
  /** Unique for this process. */
  processId: randomUUID(),
  nonce: () => randomBytes(16),
  dice: () => Math.random(),
  newId: () => randomUUID(),
  random: (bytes: number) => randomBytes(bytes),
  pause: async (ms: number, signal?: AbortSignal) => {
    await sleep(ms, undefined, signal ? { signal } : {});
  },
  /** A signal that is aborted after so many milliseconds. */
  timeout: (ms: number) => AbortSignal.timeout(ms),
  every: (ms: number, run: () => void) => {
    const timer = setInterval(run, ms).unref();
    return () => clearInterval(timer);
  },
  fetch: (input: Parameters<typeof fetch>[0], init?: RequestInit) => globalThis.fetch(input, init),
} satisfies { every: Every } & Record<string, unknown>;
