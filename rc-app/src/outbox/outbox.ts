import { type Event, LIMITS } from '@rocketchat-openclaw/shared';
import type { Pushed } from '../push/push.ts';

/**
 * Hooks run at the same time and overtake one another: a reaction reached us before its message 184 times of 200. An
 * event therefore waits this long for those that happened before it.
 */
const SETTLE_MS = 50;

/** Pushes one batch and never throws. */
export type Deliver = (events: Event[]) => Promise<Pushed>;

/**
 * Asks the server what the next batch needs, and never throws. Any hook's accessors will do: they all lead to the same
 * server. Its answer comes after everything that the server told us before, however long either of us stood still.
 */
export type OpenWay = () => Promise<Deliver>;

export interface Outbox {
  /** Puts an event in its place and tells what became of it. */
  put(event: Event, openWay: OpenWay): Promise<Pushed>;
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
  function arm(openWay: OpenWay): void {
    if (isArmed || isPushing || waiting.length === 0) return;
    const oldest = Math.min(...waiting.map(({ since }) => since));
    isArmed = true;
    later(
      () => {
        isArmed = false;
        void flush(openWay);
      },
      Math.max(1, oldest + SETTLE_MS - stopwatch()),
    );
  }

  async function flush(openWay: OpenWay): Promise<void> {
    isPushing = true;
    try {
      for (let now = stopwatch(); waiting.some(isDue(now)); now = stopwatch()) {
        const deliver = await openWay();
        await aTurn(); // for the hooks that came in together with the answer
        const batch = takeDue(waiting, now);
        const pushed = await deliver(batch.map(({ event }) => event));
        for (const { settle } of batch) settle(pushed);
      }
    } finally {
      isPushing = false;
      arm(openWay);
    }
  }

  const aTurn = () => new Promise<void>((goOn) => later(goOn, 0));

  return {
    put(event, openWay) {
      return new Promise((settle) => {
        waiting.push({ event, since: stopwatch(), settle });
        arm(openWay);
      });
    },
  };
}

const isDue =
  (now: number) =>
  ({ since }: Waiting): boolean =>
    now - since >= SETTLE_MS;

/** Takes out what may leave now: what has waited long enough, and whatever happened before that. */
function takeDue(waiting: Waiting[], now: number): Waiting[] {
  // Array.prototype.sort is stable: what happened in the same millisecond stays in the order in which we heard of it.
  waiting.sort((a, b) => a.event.at - b.event.at);
  const settled = waiting.findLastIndex(isDue(now)) + 1;
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
