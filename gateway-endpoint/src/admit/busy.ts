/**
 * The next message of a conversation waits this long for a turn to end; then OpenClaw decides what it means for it. Here it
 * waits on disk: OpenClaw would keep it in memory, where a fall loses it, and so does a turn that ends badly. Less than
 * what makes it late mail (`late.ts`).
 */
export const TURN_PATIENCE_MS = 8 * 60_000;

/** Which conversations have a turn under way. */
export interface Busy {
  lanes(): string[];
  /** The lane counts as busy until the work ends, and at most for as long as our patience, or the one given here. */
  during<T>(lane: string, work: () => Promise<T>, patienceMs?: number): Promise<T>;
}

/**
 * A message that reaches OpenClaw in the moment in which the turn before it begins or ends can lose its answer or get
 * an error for one, so a room waits for its turn to end. Not for ever: a turn may hang.
 *
 * @param onFree a lane is no longer busy
 */
export function openBusy(patienceMs: number, onFree: () => void): Busy {
  const turns = new Map<string, Set<symbol>>();

  function end(lane: string, turn: symbol): void {
    const inLane = turns.get(lane);
    if (!inLane?.delete(turn) || inLane.size > 0) return;
    turns.delete(lane);
    onFree();
  }

  return {
    lanes: () => [...turns.keys()],
    async during(lane, work, ms = patienceMs) {
      const turn = Symbol(lane);
      turns.set(lane, (turns.get(lane) ?? new Set()).add(turn));
      const patience = setTimeout(() => end(lane, turn), ms);
      patience.unref();
      try {
        return await work();
      } finally {
        clearTimeout(patience);
        end(lane, turn);
      }
    },
  };
}
