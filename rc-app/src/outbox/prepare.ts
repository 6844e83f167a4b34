import type { OutboxAccessors } from './accessors.ts';
import type { Entry } from './entry.ts';
import { place } from './place.ts';

/** More than these come only when much happens, and then they have settled by the next attempt without a question. */
const MOST_PREPARED = 5;

/**
 * While an attempt is under way, asks the server about the events that have come since, so that they are ready to leave
 * when it ends. Never throws. Resolves when their places are known.
 */
export type Prepare = (accessors: OutboxAccessors) => Promise<void>;

interface Needs {
  readonly stopwatch: () => number;
  readonly passed: (ms: number) => Promise<void>;
  readonly entries: readonly Entry[];
}

export function openPrepare({ stopwatch, passed, entries }: Needs): Prepare {
  let underWay: Promise<unknown> | undefined;
  return async (accessors) => {
    // One question at a time: events that come meanwhile are asked about together.
    while (underWay) await underWay;
    if (entries.filter(({ isPlaced }) => !isPlaced).length > MOST_PREPARED) return;
    underWay = place(entries, accessors, { now: stopwatch(), passed });
    await underWay;
    underWay = undefined;
  };
}
