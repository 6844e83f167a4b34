import type { Admitted } from './admitted.ts';

/** By then the person has looked elsewhere, and after an outage forty people would get forty answers at once. */
export const LATE_AFTER_MS = 10 * 60_000;

/**
 * Is the event so old that an answer would surprise? Not if an operator has asked for another attempt, and not because the
 * agent has worked on others meanwhile.
 *
 * @param busyUntil how long the agent has kept it waiting
 */
export function isLate({ event, retriedAt = 0 }: Admitted, now: number, busyUntil = 0): boolean {
  return now - Math.max(event.at, retriedAt, busyUntil) > LATE_AFTER_MS;
}
