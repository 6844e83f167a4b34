import { type Event, type EventsAnswer, LIMITS } from '@rocketchat-openclaw/shared';
import type { Pushed } from '../push/push.ts';
import { openBisect } from './bisect.ts';
import { type Open, openBreaker } from './breaker.ts';
import { type Entry, type Failed, type Handed, nextBatch } from './entry.ts';
import { type News, openNews } from './news.ts';
import { openQueue, type Putting } from './queue.ts';
import type { Rows } from './rows.ts';

/**
 * Hooks run at the same time and overtake one another: a reaction reached us before its message 184 times of 200. An
 * event therefore waits this long for those that happened before it.
 */
const SETTLE_MS = 50;
/**
 * A day, and as long again as it may take to see that the gateway is back: what waits longer is not worth an answer any
 * more, unless an admin wants one.
 */
const MOST_AGE_MS = 24 * 60 * 60_000 + LIMITS.retryCeilingMs;
/** What the process that heard of it has not delivered by then may be an orphan: the process may have died. */
const ORPHANED_MS = 60_000;
/** Where the gateway fetches from one server of the cluster only, that one delivers what the others have not by then. */
const LEFT_TO_US_MS = 2_000;
const LOOK_EVERY_MS = 1_000;
/** How often a server that delivers nothing looks whether another one does. */
const LET_GO_MS = 60_000;
/** Somebody who waits for the answer has the gateway tried at once, though not oftener than this. */
const ASK_AGAIN_MS = 5_000;
/** For reading what was said while no process lived: after that, answers matter more than order. */
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
  readonly rows: Rows;
}

export interface Outbox {
  /** Puts an event in its place and tells what became of it, or that it waits. */
  put(event: Event, as: Putting, way: Way): Promise<Handed>;
  /** What waited before this process was born goes first, and with it what is put in until `caughtUp`. */
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
  const { entries } = queue;
  let lastWay: Way | undefined;
  let ready: Promise<unknown> | undefined;
  let isPushing = false;
  let isHeld = false;
  let isWoken = false;
  let lookedAt = Number.NEGATIVE_INFINITY;
  let letGoAt = Number.NEGATIVE_INFINITY;
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
      void flush();
    };
    later(fire, Math.max(1, at - stopwatch()));
  }

  async function flush(): Promise<void> {
    if (isPushing || !lastWay) return;
    isPushing = true;
    try {
      ready ??= load(lastWay);
      await ready;
      while (breaker.mayTry() && entries.some(isSettled(stopwatch()))) {
        if (!(await pushOne(lastWay))) break;
      }
    } finally {
      isPushing = false;
      arm();
    }
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
    const batch = nextBatch(entries, isSettled(now), bisect.most());
    for (const entry of batch) Object.assign(entry, { isAttempted: true, isUnderWay: true });
    isWoken = false;
    const pushed = await deliver(batch.map(({ row }) => row.event));
    for (const entry of batch) entry.isUnderWay = false;
    if (pushed.delivered) await delivered(batch, pushed.answer, way);
    else await failed(batch, pushed, way);
    // The sign came while the attempt was under way that has failed now: it is as good as it was.
    if (isWoken) breaker.tryNow();
    return true;
  }

  async function delivered(batch: readonly Entry[], answer: EventsAnswer, { rows }: Way): Promise<void> {
    const wasOpen = breaker.open();
    breaker.succeeded();
    bisect.passed(batch.length);
    for (const entry of batch) acknowledge(entry, answer, rows);
    if (!wasOpen) return;
    news.say('info', `OpenClaw is back and gets what waited, after ${wasOpen.failures} attempts in vain`);
    // Other servers of the cluster have heard of other messages in the meantime: together they are in order.
    if (stopwatch() - wasOpen.since > ORPHANED_MS) await takeInOlder(ORPHANED_MS, rows);
  }

  function acknowledge(entry: Entry, answer: EventsAnswer, rows: Rows): void {
    const { id } = entry.row.event;
    const result = answer.results.find((each) => each.id === id);
    if (!result) {
      breaker.failed({ retry: 'later', why: `the gateway did not say what became of ${id}` });
      return;
    }
    const isRefused = result.outcome === 'refused' && !entry.isOnlyNow;
    if (isRefused) queue.bury(entry, `refused: ${result.reason ?? 'no reason given'}`, rows);
    else queue.take(entry, rows);
    entry.settle({ delivered: true, answer });
    // It had it before the edit, from another server or from another life of ours.
    if (result.outcome === 'duplicate' && entry.edit) queue.add(entry.edit, { weight: entry.row.weight }, rows);
  }

  async function failed(batch: readonly Entry[], pushed: Failed, { rows }: Way): Promise<void> {
    const { retry, why } = pushed;
    if (retry === 'never') {
      const [only] = batch;
      if (bisect.refused(batch.length) && only) giveUp(only, pushed, rows);
      return;
    }
    const before = breaker.open();
    breaker.failed({ ...pushed, retry });
    if (retry === 'pause' && !before?.isPaused) news.say('error', `The outbox is paused, and nothing is lost: ${why}`);
    if (retry === 'later' && !before) news.say('warn', `OpenClaw is away, events wait in the outbox: ${why}`);
    queue.letWait([...entries], pushed);
    const isOld = ({ bornAt, isOnlyNow }: Entry) => !isOnlyNow && stopwatch() - bornAt > MOST_AGE_MS;
    const awayMs = stopwatch() - Math.max(before?.since ?? stopwatch(), letGoAt);
    if (awayMs >= LET_GO_MS || entries.some(isOld)) await letGo(rows);
    if (retry === 'pause') return;
    for (const entry of entries.filter(isOld)) queue.bury(entry, `it waited for 24 hours: ${why}`, rows);
  }

  function giveUp(entry: Entry, pushed: Failed, rows: Rows): void {
    if (entry.isOnlyNow) queue.take(entry, rows);
    else queue.bury(entry, pushed.why, rows);
    entry.settle(pushed);
  }

  async function letGo(rows: Rows): Promise<void> {
    letGoAt = stopwatch();
    // What cannot be read now is read the next time.
    await queue.letGo(rows).catch(() => undefined);
  }

  async function takeInOlder(ageMs: number, rows: Rows): Promise<void> {
    // Heard of in what is the future now: the clock was set back. Taken in for nothing, it is known to the gateway.
    queue.takeIn((await rows.waiting()).filter(({ heardAt }) => Math.abs(clock() - heardAt) > ageMs));
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
    void flush();
  }

  return {
    news,
    open: breaker.open,
    wake,
    async put(event, as, way) {
      lastWay = way;
      // While the gateway is there, it hears everything as it happened.
      const mayChange = breaker.open() && !as.isOnlyNow;
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
    begin(way, caughtUp) {
      lastWay = way;
      ready ??= Promise.all([load(way), Promise.race([caughtUp, passed(CATCH_UP_MS)])]);
      void flush();
    },
    async takeInOrphans(way) {
      lastWay = way;
      await takeInOlder(ORPHANED_MS, way.rows);
      arm();
    },
    async takeInOthers(way) {
      lastWay = way;
      if (entries.length > 0 || stopwatch() - lookedAt < LOOK_EVERY_MS) return;
      lookedAt = stopwatch();
      await takeInOlder(LEFT_TO_US_MS, way.rows);
      arm();
    },
    async retry(way) {
      const letters = await way.rows.dead();
      for (const { event, weight, version } of letters) {
        const row = { event, weight, version: version + 1, heardAt: clock() };
        await way.rows.revive(row);
        queue.takeIn([row]);
      }
      wake(way);
      return letters.length;
    },
  };
}
