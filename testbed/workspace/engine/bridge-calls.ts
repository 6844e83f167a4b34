/** How often apps called the server, by `accessor` or bridge path such as `getMessageBridge:doCreate`. */
export interface BridgeCalls {
  count(): number;
  byName(): Record<string, number>;
  reset(): void;
  /** Tells the name of each call before it is carried out. Returns what ends it. */
  tap(listener: (name: string) => void): () => void;
}

export interface CountedBridgeCalls extends BridgeCalls {
  note(name: string): void;
}

export function createBridgeCalls(): CountedBridgeCalls {
  const counts = new Map<string, number>();
  const taps = new Set<(name: string) => void>();
  return {
    count: () => [...counts.values()].reduce((sum, count) => sum + count, 0),
    byName: () => Object.fromEntries(counts),
    reset: () => counts.clear(),
    tap(listener) {
      taps.add(listener);
      return () => taps.delete(listener);
    },
    note(name) {
      counts.set(name, (counts.get(name) ?? 0) + 1);
      for (const tap of taps) tap(name);
    },
  };
}
