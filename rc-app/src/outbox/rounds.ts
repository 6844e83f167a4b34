import type { OutboxAccessors } from './accessors.ts';
import type { Attempt } from './attempt.ts';
import type { Breaker } from './breaker.ts';
import { type Entry, type Failed, SETTLE_MS } from './entry.ts';
import type { HeldLines } from './held-lines.ts';
import { firstSettlesAt } from './next-batch.ts';
import type { Prepare } from './prepare.ts';
import type { Queue } from './queue.ts';

/** For reading the messages from while no process was alive: after that, answers matter more than order. */
const CATCH_UP_MS = 3_000;

/** When there is an attempt: a round makes one after the other, and then a timer waits for the next round. */
export interface Rounds {
  /** From now on attempts use these. */
  take(accessors: OutboxAccessors): void;
  /** The first round comes after what waited before this process, and after `caughtUp`. */
  begin(accessors: OutboxAccessors, caughtUp: Promise<unknown>): void;
  /** There is a round when what waits is due. */
  arm(): void;
  /** There is a round now. */
  go(): void;
  isUnderWay(): boolean;
}

interface Needs {
  readonly stopwatch: () => number;
  readonly later: (run: () => void, ms: number) => void;
  readonly passed: (ms: number) => Promise<void>;
  readonly queue: Queue;
  readonly breaker: Breaker;
  readonly attempt: Attempt;
  readonly prepare: Prepare;
  readonly heldLines: HeldLines;
}

export function openRounds({ stopwatch, later, passed, queue, breaker, attempt, prepare, heldLines }: Needs): Rounds {
  const { entries } = queue;
  let latest: OutboxAccessors | undefined;
  let ready: Promise<unknown> | undefined;
  let isUnderWay = false;
  let armedFor = Number.POSITIVE_INFINITY;

  function arm(): void {
    if (isUnderWay && latest) prepare(latest).then(settle, settle);
    else settle();
  }

  function settle(): void {
    const at = nextAt();
    if (at <= stopwatch()) go();
    else wake(at);
  }

  /** When something is due, and an attempt may be made; never while nothing waits. */
  const nextAt = () => {
    if (isUnderWay || attempt.isHeld()) return Number.POSITIVE_INFINITY;
    return Math.max(breaker.open()?.probeAt ?? 0, dueAt(entries));
  };

  /** A timer may fire a little early: as long as anybody waits, there is another one. */
  function wake(at: number): void {
    if (at >= armedFor) return;
    armedFor = at;
    const fire = () => {
      if (armedFor === at) armedFor = Number.POSITIVE_INFINITY;
      go();
    };
    later(fire, Math.max(1, at - stopwatch()));
  }

  function go(): void {
    if (isUnderWay || !latest) return;
    isUnderWay = true;
    round(latest)
      .catch(failed)
      .finally(() => {
        isUnderWay = false;
        // By a timer, also where something is due: a round that can do nothing must not begin again at once.
        wake(nextAt());
      });
  }

  async function round(accessors: OutboxAccessors): Promise<void> {
    // A new process may hear of an event before it is enabled; what others write down at the same time belongs before it.
    ready ??= passed(SETTLE_MS.unclear).then(() => load(queue, accessors, heldLines));
    await ready;
    while (breaker.mayTry() && stopwatch() >= dueAt(entries)) {
      if (!(await attempt.make(latest ?? accessors))) break;
    }
  }

  /** Nothing that is called here should fail. If it does, the next attempt comes later, and not at once for ever. */
  function failed(error: unknown): void {
    const failure: Failed = { delivered: false, retry: 'later', why: `the outbox failed: ${String(error)}` };
    heldLines.add('error', `Waiting events are tried again later: ${failure.why}`);
    for (const entry of entries) entry.isUnderWay = false;
    breaker.failed({ why: failure.why, retry: 'later' });
    queue.letWait([...entries], failure);
  }

  return {
    take(accessors) {
      latest = accessors;
    },
    begin(accessors, caughtUp) {
      latest = accessors;
      const read = Promise.race([caughtUp, passed(CATCH_UP_MS)]);
      ready ??= Promise.all([load(queue, accessors, heldLines), read]).catch(unread(heldLines));
      go();
    },
    arm,
    go,
    isUnderWay: () => isUnderWay,
  };
}

const unread = (heldLines: HeldLines) => (error: unknown) =>
  heldLines.add('error', `Messages from before the start could not be read: ${String(error)}`);

/** Takes in what waits in the store. Never throws. */
async function load(queue: Queue, { rows }: OutboxAccessors, heldLines: HeldLines): Promise<void> {
  try {
    queue.takeIn(await rows.waiting());
  } catch (error) {
    heldLines.add('error', `Events that waited before the start could not be read: ${String(error)}`);
  }
}

/** An event whose place is not known is looked at at once. */
function dueAt(entries: readonly Entry[]): number {
  const unplaced = entries.filter(({ isPlaced }) => !isPlaced).map(({ since }) => since);
  return unplaced.length > 0 ? Math.min(...unplaced) : firstSettlesAt(entries);
}
