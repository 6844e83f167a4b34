import { setTimeout as pause } from 'node:timers/promises';

/**
 * Looks again and again until nothing is thrown. As vitest's `vi.waitFor`, which works only below vitest.
 *
 * @throws what the last look threw
 */
export async function until<T>(
  look: () => T | Promise<T>,
  { timeoutMs = 60_000, everyMs = 20 }: { timeoutMs?: number; everyMs?: number } = {},
): Promise<T> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    try {
      return await look();
    } catch (error) {
      if (performance.now() > deadline) throw error;
    }
    await pause(everyMs);
  }
}
