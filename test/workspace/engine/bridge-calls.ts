/** How often apps called the server, by `accessor` or bridge path such as `getMessageBridge:doCreate`. */
export interface BridgeCalls {
  count(): number;
  byName(): Record<string, number>;
  reset(): void;
}

export interface CountedBridgeCalls extends BridgeCalls {
  note(name: string): void;
}

export function createBridgeCalls(): CountedBridgeCalls {
  const counts = new Map<string, number>();
  return {
    count: () => [...counts.values()].reduce((sum, count) => sum + count, 0),
    byName: () => Object.fromEntries(counts),
    reset: () => counts.clear(),
    note: (name) => counts.set(name, (counts.get(name) ?? 0) + 1),
  };
}
