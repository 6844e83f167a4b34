import type { Event } from '@rocketchat-openclaw/shared';
import type { OutboxAccessors } from './accessors.ts';
import { openAttempt } from './attempt.ts';
import { openBisect } from './bisect.ts';
import { type Open, openBreaker } from './breaker.ts';
import { isChange } from './coalesce.ts';
import type { Handed, Putting } from './entry.ts';
import { type HeldLines, openHeldLines } from './held-lines.ts';
import { openPrepare } from './prepare.ts';
import { openQueue } from './queue.ts';
import { openRounds } from './rounds.ts';
import { ORPHANED_MS, openSettle } from './settle.ts';

/** Where the gateway fetches from one server of the cluster only, that one delivers what the others have not by then. */
const LEFT_TO_US_MS = 2_000;
const LOOK_EVERY_MS = 1_000;
/** For somebody who waits for the answer the gateway is tried at once, but no more often than this. */
const ASK_AGAIN_MS = 5_000;

export interface Outbox {
  /** Puts an event in its place, and returns its outcome, or that it waits. */
  put(event: Event, as: Putting, accessors: OutboxAccessors): Promise<Handed>;
  /** A message was deleted, and the deletion may not leave: the message does not leave either, if it waits here. */
  retract(messageId: string, accessors: OutboxAccessors): void;
  /** Has the gateway got the words of a message from here lately, as far as this process remembers? */
  wasTold(messageId: string): boolean;
  /** No batch is cut before this is decided: the event was heard, and may have to leave before others. */
  decide<T>(decision: Promise<T>): Promise<T>;
  /** Events from before this process go first, and with them those that come in until `caughtUp`. */
  begin(accessors: OutboxAccessors, caughtUp: Promise<unknown>): void;
  /** There is a sign that the gateway is back. */
  wake(accessors: OutboxAccessors): void;
  /** Takes in what dead processes have left behind. */
  takeInOrphans(accessors: OutboxAccessors): Promise<void>;
  /** Takes in what other servers cannot deliver, where nothing else waits. Once in a second it looks, however often it is called. */
  takeInOthers(accessors: OutboxAccessors): Promise<void>;
  /** Dead letters wait again, as if they had just been written. @returns how many */
  retry(accessors: OutboxAccessors): Promise<number>;
  /** Is the gateway away, as far as this process knows? What waits in all is in the rows. */
  open(): Open | undefined;
  readonly heldLines: HeldLines;
}

/** The only clock, chance and timer of an outbox. The stopwatch never goes back; the clock is milliseconds since 1970. */
export interface Times {
  readonly stopwatch: () => number;
  readonly clock: () => number;
  readonly dice: () => number;
  readonly later: (run: () => void, ms: number) => void;
}

/**
 * Events on their way out: in the order in which they happened, as few pushes as possible, one push at a time. A room
 * never overtakes itself, because nothing overtakes anything. Each is written down while it is pushed, and forgotten when
 * the gateway has written it down.
 *
 * The queue holds what waits, an attempt pushes the next batch of it, and rounds decide when there is an attempt. The
 * breaker keeps them apart while the gateway is away.
 */
export function openOutbox({ stopwatch, clock, dice, later }: Times): Outbox {
  const passed = (ms: number) => new Promise<void>((goOn) => later(goOn, ms));
  const heldLines = openHeldLines();
  const queue = openQueue({ stopwatch, clock, heldLines });
  const breaker = openBreaker(stopwatch, dice);
  const bisect = openBisect();
  const settle = openSettle({ stopwatch, queue, breaker, bisect, heldLines });
  const attempt = openAttempt({ stopwatch, passed, queue, breaker, bisect, settle });
  const prepare = openPrepare({ stopwatch, passed, entries: queue.entries });
  const rounds = openRounds({ stopwatch, later, passed, queue, breaker, attempt, prepare, heldLines });
  let lookedAt = Number.NEGATIVE_INFINITY;

  function wake(accessors: OutboxAccessors): void {
    rounds.take(accessors);
    attempt.wake();
    rounds.go();
  }

  return {
    heldLines,
    open: breaker.open,
    wake,
    async put(event, as, accessors) {
      rounds.take(accessors);
      // While the gateway is there, it hears everything as it happened, but for what waited when it was away.
      const isLate = breaker.open() || (isChange(event) && queue.isDelayed(event.message.id));
      const mayChange = isLate && !as.isOnlyNow;
      const absorbed = mayChange ? await queue.absorb(event, as.weight, accessors.rows) : undefined;
      if (absorbed) return absorbed;
      const entry = queue.held(event.id) ?? queue.add(event, as, accessors.rows);
      const open = breaker.open();
      if (open && entry.isOnlyNow && stopwatch() - attempt.lastAt() >= ASK_AGAIN_MS) breaker.tryNow();
      else if (open && !rounds.isUnderWay()) {
        queue.letWait([entry], { delivered: false, retry: open.isPaused ? 'pause' : 'later', why: open.why });
      }
      rounds.arm();
      return entry.handed;
    },
    wasTold: queue.wasTold,
    retract: (messageId, { rows }) => queue.retract(messageId, rows),
    decide: attempt.decide,
    begin: rounds.begin,
    async takeInOrphans(accessors) {
      rounds.take(accessors);
      await queue.takeInOlder(ORPHANED_MS, accessors.rows);
      rounds.arm();
    },
    async takeInOthers(accessors) {
      rounds.take(accessors);
      if (queue.entries.length > 0 || stopwatch() - lookedAt < LOOK_EVERY_MS) return;
      lookedAt = stopwatch();
      await queue.takeInOlder(LEFT_TO_US_MS, accessors.rows);
      rounds.arm();
    },
    async retry(accessors) {
      const letters = await accessors.rows.dead();
      for (const { event, weight, version, edit } of letters) {
        const row = { event, weight, version: version + 1, heardAt: clock(), edit };
        await accessors.rows.revive(row);
        queue.takeIn([row]);
      }
      wake(accessors);
      return letters.length;
    },
  };
}
