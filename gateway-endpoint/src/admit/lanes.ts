/** The lanes of the conversations in which an event is on its way to OpenClaw: the next one waits for it. */
export interface Lanes {
  busy(): string[];
  /** The lanes are busy until the work ends. */
  during<T>(lanes: readonly string[], work: () => Promise<T>): Promise<T>;
}

/**
 * OpenClaw gets the messages of a room in their order: each one when OpenClaw has the one before it, as a turn, within
 * one, or waiting for one.
 *
 * @param onFree a lane is no longer busy
 */
export function openLanes(onFree: () => void): Lanes {
  const works = new Map<string, number>();

  function count(lane: string, by: number): void {
    const left = (works.get(lane) ?? 0) + by;
    if (left > 0) works.set(lane, left);
    else works.delete(lane);
  }

  return {
    busy: () => [...works.keys()],
    async during(lanes, work) {
      const each = new Set(lanes);
      for (const lane of each) count(lane, 1);
      try {
        return await work();
      } finally {
        for (const lane of each) count(lane, -1);
        if ([...each].some((lane) => !works.has(lane))) onFree();
      }
    },
  };
}
