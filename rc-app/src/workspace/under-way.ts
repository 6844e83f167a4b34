/** What this process does for the server now: hooks, commands, jobs and deliveries. */
export interface UnderWay {
  /** @returns the same, which is under way until it ends */
  add<T>(work: Promise<T>): Promise<T>;
  /** Ends when all of it has ended, or after so many milliseconds. Never rejects. */
  over(mostMs: number): Promise<void>;
}

export function openUnderWay(pause: (ms: number) => Promise<void>): UnderWay {
  const all = new Set<Promise<unknown>>();

  async function ended(): Promise<void> {
    // Others may have begun meanwhile.
    while (all.size > 0) await Promise.allSettled(all);
  }

  return {
    add(work) {
      all.add(work);
      const done = () => void all.delete(work);
      work.then(done, done);
      return work;
    },
    over: (mostMs) => Promise.race([ended(), pause(mostMs)]),
  };
}
