import { type Event, LIMITS } from '@rocketchat-openclaw/shared';
import type { Pushed } from '../push/push.ts';

/**
 * Hooks run at the same time and overtake one another: a reaction reached us before its message 184 times of 200. An
 * event therefore waits this long for those that happened before it.
 */
const SETTLE_MS = 50;

/** Pushes one batch and never throws. Any hook's accessors will do: they all lead to the same server. */
export type Deliver = (events: Event[]) => Promise<Pushed>;

export interface Outbox {
  /** Puts an event in its place and tells what became of it. */
  put(event: Event, deliver: Deliver): Promise<Pushed>;
}

interface Waiting {
  readonly event: Event;
  readonly since: number;
  readonly settle: (pushed: Pushed) => void;
}

/**
 * Events on their way out: in the order in which they happened, as few pushes as possible, one push at a time. A room
 * never overtakes itself, because nothing overtakes anything.
 *
 * @param stopwatch milliseconds since any moment; it never goes back
 * @param later runs something after a time, give or take
 */
export function openOutbox(stopwatch: () => number, later: (run: () => void, ms: number) => void): Outbox {
  const waiting: Waiting[] = [];
  let isPushing = false;
  let isArmed = false;

  /** A timer may fire a little early: as long as anybody waits, there is another one. */
  function arm(deliver: Deliver): void {
    if (isArmed || isPushing || waiting.length === 0) return;
    const oldest = Math.min(...waiting.map(({ since }) => since));
    isArmed = true;
    later(
      () => {
        isArmed = false;
        void flush(deliver);
      },
      Math.max(1, oldest + SETTLE_MS - stopwatch()),
    );
  }

  async function flush(deliver: Deliver): Promise<void> {
    isPushing = true;
    try {
      for (let batch = due(waiting, stopwatch()); batch.length > 0; batch = due(waiting, stopwatch())) {
        const pushed = await deliver(batch.map(({ event }) => event));
        for (const { settle } of batch) settle(pushed);
      }
    } finally {
      isPushing = false;
      arm(deliver);
    }
  }

  return {
    put(event, deliver) {
      return new Promise((settle) => {
        waiting.push({ event, since: stopwatch(), settle });
        arm(deliver);
      });
    },
  };
}

/** Takes out what may leave now: what has waited long enough, and whatever happened before that. */
function due(waiting: Waiting[], now: number): Waiting[] {
  // Array.prototype.sort is stable: what happened in the same millisecond stays in the order in which we heard of it.
  waiting.sort((a, b) => a.event.at - b.event.at);
  const settled = waiting.findLastIndex(({ since }) => now - since >= SETTLE_MS) + 1;
  return waiting.splice(0, Math.min(settled, fitting(waiting)));
}

/** How many fit into one delivery; a single event always does. */
function fitting(waiting: readonly Waiting[]): number {
  let bytes = 0;
  for (const [index, { event }] of waiting.entries()) {
    bytes += new TextEncoder().encode(JSON.stringify(event)).length;
    if (index > 0 && (bytes > LIMITS.payloadBytes || index >= LIMITS.eventsPerBatch)) return index;
  }
  return waiting.length;
}
