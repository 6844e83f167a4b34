import type { OutboxAccessors } from './accessors.ts';
import type { Bisect } from './bisect.ts';
import type { Breaker } from './breaker.ts';
import { type Entry, isSettled } from './entry.ts';
import { firstSettlesAt, nextBatch } from './next-batch.ts';
import { place } from './place.ts';
import type { Queue } from './queue.ts';
import type { Settle } from './settle.ts';
import { mayBeOld } from './stand.ts';

/** The server is asked whether an event may leave, and a later event may be decided first. */
const UNDECIDED_MS = 2_000;

/** The next batch on its way: cut, read again, delivered, and settled by the answer. One attempt at a time. */
export interface Attempt {
  /** @returns may the next one follow at once? */
  make(accessors: OutboxAccessors): Promise<boolean>;
  /** No batch is cut before this is decided: the event was heard, and may have to leave before others. */
  decide<T>(decision: Promise<T>): Promise<T>;
  /** There is a sign that the gateway is back. */
  wake(): void;
  /** When the last one began, by the stopwatch. */
  lastAt(): number;
  /** Did the last one find that an admin lets nothing leave? */
  isHeld(): boolean;
}

interface Needs {
  readonly stopwatch: () => number;
  readonly passed: (ms: number) => Promise<void>;
  readonly queue: Queue;
  readonly breaker: Breaker;
  readonly bisect: Bisect;
  readonly settle: Settle;
}

export function openAttempt({ stopwatch, passed, queue, breaker, bisect, settle }: Needs): Attempt {
  const { entries } = queue;
  const undecided = new Set<Promise<unknown>>();
  let lastAt = Number.NEGATIVE_INFINITY;
  let isHeld = false;
  let isWoken = false;

  /** Events that had to wait leave as they stand now. @returns was anything read? Others may have come meanwhile */
  async function readAgain(batch: readonly Entry[], { asItStands, rows }: OutboxAccessors): Promise<boolean> {
    const reading = batch.filter(mayBeOld).map(async (entry) => {
      const standing = await asItStands(entry.row.event);
      await queue.correct(entry, standing, rows);
    });
    await Promise.all(reading);
    return reading.length > 0;
  }

  return {
    async make(accessors) {
      const now = stopwatch();
      lastAt = now;
      const isInStep = await place(entries, accessors, { now, passed });
      if (now < firstSettlesAt(entries)) return true;
      const deliver = await accessors.open(isInStep);
      isHeld = !deliver;
      if (!deliver) {
        queue.letWait([...entries], { delivered: false, retry: 'pause', why: 'an admin has paused the app' });
        return false;
      }
      await passed(0); // for the hooks that came in together with the answer
      if (undecided.size > 0) await Promise.race([Promise.allSettled([...undecided]), passed(UNDECIDED_MS)]);
      const cut = () => nextBatch(entries, isSettled(now), bisect.most());
      const first = cut();
      const batch = (await readAgain(first, accessors)) ? cut() : first;
      if (batch.length === 0) return first.length > 0;
      for (const entry of batch) Object.assign(entry, { isAttempted: true, isUnderWay: true });
      isWoken = false;
      const pushed = await deliver(batch.map(({ row }) => row.event));
      for (const entry of batch) entry.isUnderWay = false;
      await settle(batch, pushed, accessors.rows);
      // The sign came while the attempt was under way that has failed now: it is as good as it was.
      if (isWoken) breaker.tryNow();
      return true;
    },
    async decide(decision) {
      undecided.add(decision);
      try {
        return await decision;
      } finally {
        undecided.delete(decision);
      }
    },
    wake() {
      isHeld = false;
      isWoken = true;
      breaker.tryNow();
    },
    lastAt: () => lastAt,
    isHeld: () => isHeld,
  };
}
