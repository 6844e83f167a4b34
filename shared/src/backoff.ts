import { LIMITS } from './contract/limits.ts';

/**
 * How long to wait before the next attempt.
 *
 * @param attempt 0 for the first repeat
 * @param dice a number from 0 to 1; half of the wait is chance, so that many senders do not return in step
 * @param floorMs the peer's `Retry-After`, when it named one
 * @param ceilingMs the longest wait, where the peer asks for none
 * @returns milliseconds
 */
export function delayBefore(
  attempt: number,
  dice: () => number,
  floorMs = 0,
  ceilingMs: number = LIMITS.retryCeilingMs,
): number {
  const ceiling = Math.min(ceilingMs, LIMITS.retryBaseMs * 2 ** attempt);
  return Math.max(Math.round(ceiling * (0.5 + dice() / 2)), Math.min(floorMs, LIMITS.retryCeilingMs));
}
