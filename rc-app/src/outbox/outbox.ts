import type { Event } from '@rocketchat-openclaw/shared';
import { openBisect } from './bisect.ts';
import { type Open, openBreaker } from './breaker.ts';
import { isChange } from './coalesce.ts';
import { type Entry, type Failed, type Handed, nextBatch, type Putting } from './entry.ts';
import { type News, openNews } from './news.ts';
import type { Pushed } from './pushed.ts';
import { openQueue } from './queue.ts';
import type { Rows } from './rows.ts';
import { ORPHANED_MS, openSettle } from './settle.ts';
import { mayBeOld, type Standing, type Words } from './stand.ts';

/**
 * Hooks run at the same time and overtake one another: a reaction reached us before its message 184 times of 200. An
 * event therefore waits this long for those that happened before it.
 */
const SETTLE_MS = 50;
/** Where the gateway fetches from one server of the cluster only, that one delivers what the others have not by then. */
const LEFT_TO_US_MS = 2_000;
const LOOK_EVERY_MS = 1_000;
/** For somebody who waits for the answer the gateway is tried at once, but no more often than this. */
const ASK_AGAIN_MS = 5_000;
/** The server is asked whether an event may leave, and a later event may be decided first. */
const UNDECIDED_MS = 2_000;
/** For reading the messages from while no process was alive: after that, answers matter more than order. */
const CATCH_UP_MS = 3_000;

/** Pushes one batch and never throws. */
export type Deliver = (events: Event[]) => Promise<Pushed>;

/** The way out. Any hook's accessors will do: they all lead to the same server. */
export interface Way {
  /**
   * Asks the server what the next batch needs, and never throws. Its answer comes after everything that the server told
   * us before, however long either of us stood still.
   *
   * @returns undefined while an admin lets nothing leave
   */
  open(): Promise<Deliver | undefined>;
  /** How a message that had to wait stands now. Never throws, and answers within seconds. */
  asItStands(waiting: Words): Promise<Standing>;
  readonly rows: Rows;
}

export interface Outbox {
  /** Puts an event in its place, and returns its fate, or that it waits. */
  put(event: Event, as: Putting, way: Way): Promise<Handed>;
  /** A message was deleted, and the deletion may not leave: the message does not leave either, if it waits here. */
  retract(messageId: string, way: Way): void;
  /** Has the gateway got the words of a message from here lately, as far as this process remembers? */
  wasTold(messageId: string): boolean;
  /** No batch is cut before this is decided: the event was heard, and may have to leave before others. */
  decide<T>(decision: Promise<T>): Promise<T>;
  /** Events from before this process go first, and with them those that come in until `caughtUp`. */
  begin(way: Way, caughtUp: Promise<unknown>): void;
  /** There is a sign that the gateway is back. */
  wake(way: Way): void;
  /** Takes in what dead processes have left behind. */
  takeInOrphans(way: Way): Promise<void>;
  /** Takes in what other servers cannot deliver, where nothing else waits. Once in a second it looks, however often it is called. */
  takeInOthers(way: Way): Promise<void>;
  /** Dead letters wait again, as if they had just been written. @returns how many */
  retry(way: Way): Promise<number>;
  /** Is the gateway away, as far as this process knows? What waits in all is in the rows. */
  open(): Open | undefined;
  readonly news: News;
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
 */
export function openOutbox({ stopwatch, clock, dice, later }: Times): Outbox {
  const news = openNews();
  const queue = openQueue({ stopwatch, clock, news });
  const breaker = openBreaker(stopwatch, dice);
  const bisect = openBisect();
  const settle = openSettle({ stopwatch, queue, breaker, bisect, news });
  const { entries } = queue;
  const undecided = new Set<Promise<unknown>>();
  let lastWay: Way | undefined;
  let ready: Promise<unknown> | undefined;
  let isPushing = false;
  let isHeld = false;
  let isWoken = false;
  let lookedAt = Number.NEGATIVE_INFINITY;
  let triedAt = Number.NEGATIVE_INFINITY;
  let armedFor = Number.POSITIVE_INFINITY;

  const passed = (ms: number) => new Promise<void>((goOn) => later(goOn, ms));
  const isSettled = (now: number) => (entry: Entry) => now - entry.since >= SETTLE_MS;

  /** A timer may fire a little early: as long as anybody waits, there is another one. */
  function arm(): void {
    if (isPushing || isHeld || entries.length === 0) return;
    const at = breaker.open()?.probeAt ?? Math.min(...entries.map(({ since }) => since)) + SETTLE_MS;
    if (at >= armedFor) return;
    armedFor = at;
    const fire = () => {
      if (armedFor === at) armedFor = Number.POSITIVE_INFINITY;
      flush();
    };
    later(fire, Math.max(1, at - stopwatch()));
  }

  function flush(): void {
    if (isPushing || !lastWay) return;
    isPushing = true;
    pushAll(lastWay)
      .catch(failed)
      .finally(() => {
        isPushing = false;
        arm();
      });
  }

  async function pushAll(way: Way): Promise<void> {
    ready ??= load(way);
    await ready;
    while (breaker.mayTry() && entries.some(isSettled(stopwatch()))) {
      if (!(await pushOne(lastWay ?? way))) break;
    }
  }

  /** Nothing that is called here should fail. If it does, the next attempt comes later, and not at once for ever. */
  function failed(error: unknown): void {
    const failure: Failed = { delivered: false, retry: 'later', why: `the outbox failed: ${String(error)}` };
    news.say('error', `What waits is tried again later: ${failure.why}`);
    for (const entry of entries) entry.isUnderWay = false;
    breaker.failed({ why: failure.why, retry: 'later' });
    queue.letWait([...entries], failure);
  }

  async function pushOne(way: Way): Promise<boolean> {
    const now = stopwatch();
    triedAt = now;
    const deliver = await way.open();
    isHeld = !deliver;
    if (!deliver) {
      queue.letWait([...entries], { delivered: false, retry: 'pause', why: 'an admin has paused the app' });
      return false;
    }
    await passed(0); // for the hooks that came in together with the answer
    if (undecided.size > 0) await Promise.race([Promise.allSettled([...undecided]), passed(UNDECIDED_MS)]);
    const cut = () => nextBatch(entries, isSettled(now), bisect.most());
    const first = cut();
    const batch = (await readAgain(first, way)) ? cut() : first;
    if (batch.length === 0) return true;
    for (const entry of batch) Object.assign(entry, { isAttempted: true, isUnderWay: true });
    isWoken = false;
    const pushed = await deliver(batch.map(({ row }) => row.event));
    for (const entry of batch) entry.isUnderWay = false;
    await settle(batch, pushed, way.rows);
    // The sign came while the attempt was under way that has failed now: it is as good as it was.
    if (isWoken) breaker.tryNow();
    return true;
  }

  /** Events that had to wait leave as they stand now. @returns was anything read? Others may have come meanwhile */
  async function readAgain(batch: readonly Entry[], { asItStands, rows }: Way): Promise<boolean> {
    const reading = batch.filter(mayBeOld).map(async (entry) => {
      const standing = await asItStands(entry.row.event);
      await queue.correct(entry, standing, rows);
    });
    await Promise.all(reading);
    return reading.length > 0;
  }

  async function load({ rows }: Way): Promise<void> {
    try {
      queue.takeIn(await rows.waiting());
    } catch (error) {
      news.say('error', `What waited before could not be read: ${String(error)}`);
    }
  }

  function wake(way: Way): void {
    lastWay = way;
    isHeld = false;
    isWoken = true;
    breaker.tryNow();
    flush();
  }

  return {
    news,
    open: breaker.open,
    wake,
    async put(event, as, way) {
      lastWay = way;
      // While the gateway is there, it hears everything as it happened, but for what waited when it was away.
      const isLate = breaker.open() || (isChange(event) && queue.isDelayed(event.message.id));
      const mayChange = isLate && !as.isOnlyNow;
      const absorbed = mayChange ? await queue.absorb(event, as.weight, way.rows) : undefined;
      if (absorbed) return absorbed;
      const entry = queue.held(event.id) ?? queue.add(event, as, way.rows);
      const open = breaker.open();
      if (open && entry.isOnlyNow && stopwatch() - triedAt >= ASK_AGAIN_MS) breaker.tryNow();
      else if (open && !isPushing) {
        queue.letWait([entry], { delivered: false, retry: open.isPaused ? 'pause' : 'later', why: open.why });
      }
      arm();
      return entry.handed;
    },
    wasTold: queue.wasTold,
    retract: (messageId, { rows }) => queue.retract(messageId, rows),
    async decide(decision) {
      undecided.add(decision);
      try {
        return await decision;
      } finally {
        undecided.delete(decision);
      }
    },
    begin(way, caughtUp) {
      lastWay = way;
      const read = Promise.race([caughtUp, passed(CATCH_UP_MS)]);
      ready ??= Promise.all([load(way), read]).catch((error: unknown) =>
        news.say('error', `What was said before could not be read: ${String(error)}`),
      );
      flush();
    },
    async takeInOrphans(way) {
      lastWay = way;
      await queue.takeInOlder(ORPHANED_MS, way.rows);
      arm();
    },
    async takeInOthers(way) {
      lastWay = way;
      if (entries.length > 0 || stopwatch() - lookedAt < LOOK_EVERY_MS) return;
      lookedAt = stopwatch();
      await queue.takeInOlder(LEFT_TO_US_MS, way.rows);
      arm();
    },
    async retry(way) {
      const letters = await way.rows.dead();
      for (const { event, weight, version, edit } of letters) {
        const row = { event, weight, version: version + 1, heardAt: clock(), edit };
        await way.rows.revive(row);
        queue.takeIn([row]);
      }
      wake(way);
      return letters.length;
    },
  };
}
