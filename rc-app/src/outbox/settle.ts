import { type EventsAnswer, LIMITS } from '@rocketchat-openclaw/shared';
import { DEAD, FAULT } from '../texts/faults.ts';
import type { Bisect } from './bisect.ts';
import type { Breaker } from './breaker.ts';
import type { Entry, Failed } from './entry.ts';
import type { HeldLines } from './held-lines.ts';
import type { Pushed } from './pushed.ts';
import type { Queue } from './queue.ts';
import type { Rows } from './rows.ts';

/**
 * A day, and the time that it may take to notice that the gateway is back. An older event is given up, unless an admin
 * sends it again.
 */
const MOST_AGE_MS = 24 * 60 * 60_000 + LIMITS.retryCeilingMs;
/** An event that is still not delivered may be an orphan: the process that heard of it may have died. */
export const ORPHANED_MS = 60_000;
/** How often a server that delivers nothing checks whether another one does. */
const LET_GO_MS = 60_000;

interface Needs {
  readonly stopwatch: () => number;
  readonly queue: Queue;
  readonly breaker: Breaker;
  readonly bisect: Bisect;
  readonly heldLines: HeldLines;
}

/** Settles an attempt: each event of the batch goes, waits on, or becomes a dead letter. */
export type Settle = (batch: readonly Entry[], pushed: Pushed, rows: Rows) => Promise<void>;

export function openSettle({ stopwatch, queue, breaker, bisect, heldLines }: Needs): Settle {
  const { entries } = queue;
  let letGoAt = Number.NEGATIVE_INFINITY;

  async function delivered(batch: readonly Entry[], answer: EventsAnswer, rows: Rows): Promise<void> {
    const wasOpen = breaker.open();
    breaker.succeeded();
    bisect.passed(batch.length);
    for (const entry of batch) acknowledge(entry, answer, rows);
    if (!wasOpen) return;
    heldLines.add('info', `OpenClaw is back and gets what waited, after ${wasOpen.failures} attempts in vain`);
    // Other servers of the cluster have heard of other messages in the meantime: together they are in order.
    if (stopwatch() - wasOpen.since <= ORPHANED_MS) return;
    await queue.takeInOlder(ORPHANED_MS, rows).catch((error: unknown) => {
      // The sweep looks for them each minute.
      heldLines.add('warn', `Events of other servers could not be read: ${String(error)}`);
    });
  }

  function acknowledge(entry: Entry, answer: EventsAnswer, rows: Rows): void {
    const { id } = entry.row.event;
    const result = answer.results.find((each) => each.id === id);
    if (!result) {
      breaker.failed({ retry: 'later', why: FAULT.noVerdict(id) });
      return;
    }
    const isRefused = result.outcome === 'refused' && !entry.isOnlyNow;
    if (isRefused) queue.bury(entry, DEAD.refused(result.reason), rows);
    else queue.take(entry, rows);
    entry.settle({ delivered: true, answer });
    // The gateway had the message without this edit, from another server or from an earlier process.
    const { edit, weight } = entry.row;
    if (result.outcome === 'duplicate' && edit) queue.add(edit, { weight }, rows);
  }

  async function failed(batch: readonly Entry[], pushed: Failed, rows: Rows): Promise<void> {
    const { retry, why } = pushed;
    if (retry === 'never') {
      const [only] = batch;
      if (bisect.refused(batch.length) && only) giveUp(only, pushed, rows);
      return;
    }
    const before = breaker.open();
    breaker.failed({ ...pushed, retry });
    if (retry === 'pause' && !before?.isPaused)
      heldLines.add('error', `The outbox is paused, and nothing is lost: ${why}`);
    if (retry === 'later' && !before) heldLines.add('warn', `OpenClaw is away, events wait in the outbox: ${why}`);
    await queue.takeInChanges(rows);
    queue.letWait([...entries], pushed);
    const isOld = ({ bornAt, isOnlyNow }: Entry) => !isOnlyNow && stopwatch() - bornAt > MOST_AGE_MS;
    const awayMs = stopwatch() - Math.max(before?.since ?? stopwatch(), letGoAt);
    if (awayMs >= LET_GO_MS || entries.some(isOld)) await letGo(rows);
    if (retry === 'pause') return;
    for (const entry of entries.filter(isOld)) queue.bury(entry, DEAD.waitedADay(why), rows);
  }

  function giveUp(entry: Entry, pushed: Failed, rows: Rows): void {
    if (entry.isOnlyNow) queue.take(entry, rows);
    else queue.bury(entry, pushed.why, rows);
    entry.settle(pushed);
  }

  async function letGo(rows: Rows): Promise<void> {
    letGoAt = stopwatch();
    // If it cannot be read now, it is read the next time.
    await queue.letGo(rows).catch(() => undefined);
  }

  return (batch, pushed, rows) =>
    pushed.delivered ? delivered(batch, pushed.answer, rows) : failed(batch, pushed, rows);
}
