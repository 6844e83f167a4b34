import { type Admitted, laneOf } from './admitted.ts';
import { isLate } from './late.ts';

/**
 * Until when the agent has kept the messages of a lane waiting. A turn may take longer than the time after which a message
 * is too late, and those that wait for its end, or behind one that does, have come in time all the same.
 */
export interface KeptWaiting {
  /** A message of these lanes has waited for the agent until now. */
  note(lanes: readonly string[]): void;
  /** @param receivedAt when the event was stored */
  isLate(item: Admitted, receivedAt: number): boolean;
}

/** Lanes in which nothing has waited lately need not be known. */
const MOST = 1_000;

export function openKeptWaiting(clock: () => number): KeptWaiting {
  const until = new Map<string, number>();

  function note(lane: string): void {
    until.delete(lane);
    until.set(lane, clock());
    const [oldest] = until.keys();
    if (until.size > MOST && oldest !== undefined) until.delete(oldest);
  }

  return {
    note: (lanes) => lanes.forEach(note),
    isLate(item, receivedAt) {
      const waited = until.get(laneOf(item)) ?? 0;
      // It may have waited elsewhere for longer before it came.
      const wasInTime = waited >= receivedAt && !isLate(item, receivedAt);
      return isLate(item, clock(), wasInTime ? waited : 0);
    },
  };
}
