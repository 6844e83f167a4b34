/**
 * The next message of a conversation waits this long, on disk, for the running turn to end. Then OpenClaw gets it and
 * decides; it would keep the message in memory, where a crash or a failed turn loses it. It is less than the age that makes
 * a message late (`late.ts`).
 */
export const TURN_WAIT_MS = 8 * 60_000;

/** The lanes of the conversations, and which of them have a running turn. */
export interface Lanes {
  busy(): string[];
  /** The lane is busy until the work ends, at most for `mostMs`. */
  during<T>(lane: string, work: () => Promise<T>, mostMs?: number): Promise<T>;
}

/**
 * A message that reaches OpenClaw while the turn before it begins or ends can lose its answer, or get an error instead of
 * one. So a room waits for its turn to end, but not for ever: a turn may hang.
 *
 * @param onFree a lane is no longer busy
 */
export function openLanes(defaultMs: number, onFree: () => void): Lanes {
  const turns = new Map<string, Set<symbol>>();

  function end(lane: string, turn: symbol): void {
    const inLane = turns.get(lane);
    if (!inLane?.delete(turn) || inLane.size > 0) return;
    turns.delete(lane);
    onFree();
  }

  return {
    busy: () => [...turns.keys()],
    async during(lane, work, mostMs = defaultMs) {
      const turn = Symbol(lane);
      turns.set(lane, (turns.get(lane) ?? new Set()).add(turn));
      const timer = setTimeout(() => end(lane, turn), mostMs);
      timer.unref();
      try {
        return await work();
      } finally {
        clearTimeout(timer);
        end(lane, turn);
      }
    },
  };
}
