import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Surroundings } from './app-client/http-client.ts';

/** Time, chance and the network: the only place where they are taken from the machine. Everything else is told. */
export const world = {
  clock: () => Date.now(),
  nonce: () => randomBytes(16),
  dice: () => Math.random(),
  newId: () => randomUUID(),
  random: (bytes: number) => randomBytes(bytes),
  pause: async (ms: number, signal?: AbortSignal) => {
    await sleep(ms, undefined, signal ? { signal } : {});
  },
  fetch: (input: Parameters<typeof fetch>[0], init?: RequestInit) => globalThis.fetch(input, init),
} satisfies Surroundings & Record<string, unknown>;
