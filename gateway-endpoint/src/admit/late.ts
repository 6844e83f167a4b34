import type { Admitted } from './admitted.ts';

/** Whoever asked has looked elsewhere by then, and forty of them would get forty answers at once. */
export const LATE_AFTER_MS = 10 * 60_000;

/** Did it happen so long ago that an answer would surprise? Unless an operator has asked for it since. */
export function isLate({ event, retriedAt = 0 }: Admitted, now: number): boolean {
  return now - Math.max(event.at, retriedAt) > LATE_AFTER_MS;
}
