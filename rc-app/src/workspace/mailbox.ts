import { type Answered, type Delivery, LIMITS } from '@rocketchat-openclaw/shared';

/** Deliveries for a gateway that fetches. Each stays here until the gateway brings its answer, or its time is over. */
export interface Mailbox {
  /** @returns the door's answer; undefined if no gateway fetched the delivery, or none brought an answer */
  put(delivery: Omit<Delivery, 'id'>): Promise<Answered | undefined>;
  /** A gateway fetches. @returns whether none had for a while, so that waiting events may be tried again */
  visit(): boolean;
  /** @returns whether the delivery was put here; otherwise another server of the cluster has handed it out */
  take(answered: Answered): boolean;
  /** The oldest delivery without an answer, as soon as there is one. */
  next(waitMs: number): Promise<Delivery | undefined>;
  /** The gateway will not fetch again: a delivery that was handed out and has no answer has failed now. */
  leave(): void;
  /** Does a gateway fetch regularly? */
  isVisited(): boolean;
  /** Milliseconds since the last fetch; undefined if there was none in this process. */
  absentMs(): number | undefined;
}

interface Times {
  readonly stopwatch: () => number;
  readonly later: (run: () => void, ms: number) => void;
  readonly newId: () => string;
}

/** A gateway that fetches comes again within a call's wait and a pause after a failure. */
const VISITED_MS = 30_000;
/** Handed out again and again, it would outlive its signature (LIMITS.tokenLifeSeconds). */
const MOST_HELD_MS = 30_000;
const MOST_REMEMBERED = 100;

interface Entry {
  readonly delivery: Delivery;
  readonly putAt: number;
  /** When it fails, unless it is fetched or answered before. */
  until: number;
  readonly settle: (answered: Answered | undefined) => void;
}

interface Waiting {
  hand(delivery: Delivery | undefined): void;
}

export function openMailbox({ stopwatch, later, newId }: Times): Mailbox {
  const entries: Entry[] = [];
  let waiting: Waiting[] = [];
  let known: string[] = [];
  let visitedAt: number | undefined;
  let isInVain = false;

  function settle(entry: Entry, answered: Answered | undefined): void {
    entries.splice(entries.indexOf(entry), 1);
    known = [...known, entry.delivery.id].slice(-MOST_REMEMBERED);
    isInVain = !answered;
    entry.settle(answered);
  }

  /** A timer cannot be extended, so it checks again as long as there is reason to wait. */
  function watch(entry: Entry): void {
    const left = () => Math.min(entry.until, entry.putAt + MOST_HELD_MS) - stopwatch();
    const look = () => {
      if (!entries.includes(entry)) return;
      if (left() > 0) later(look, left());
      else settle(entry, undefined);
    };
    later(look, left());
  }

  function handOut(entry: Entry, to: Waiting): void {
    entry.until = stopwatch() + LIMITS.pushTimeoutMs;
    to.hand(entry.delivery);
  }

  const isVisited = () => waiting.length > 0 || (visitedAt !== undefined && stopwatch() - visitedAt < VISITED_MS);

  return {
    isVisited,
    absentMs: () => (visitedAt === undefined ? undefined : waiting.length > 0 ? 0 : stopwatch() - visitedAt),
    put(signed) {
      return new Promise((answer) => {
        const putAt = stopwatch();
        const delivery = { id: newId(), ...signed };
        const entry: Entry = { delivery, putAt, until: putAt + LIMITS.pushTimeoutMs, settle: answer };
        entries.push(entry);
        watch(entry);
        // An older call may have lost its connection: the server does not tell us.
        const newest = waiting.at(-1);
        if (newest) handOut(entry, newest);
      });
    },
    visit() {
      const isNews = !isVisited() || isInVain;
      visitedAt = stopwatch();
      isInVain = false;
      return isNews;
    },
    take(answered) {
      const entry = entries.find(({ delivery }) => delivery.id === answered.id);
      if (entry) settle(entry, answered);
      return entry !== undefined || known.includes(answered.id);
    },
    next(waitMs) {
      return new Promise((goOn) => {
        const call: Waiting = {
          hand(delivery) {
            waiting = waiting.filter((each) => each !== call);
            visitedAt = stopwatch();
            goOn(delivery);
          },
        };
        waiting.push(call);
        const [oldest] = entries;
        if (oldest) return handOut(oldest, call);
        later(() => waiting.includes(call) && call.hand(undefined), waitMs);
      });
    },
    leave() {
      for (const entry of [...entries]) settle(entry, undefined);
      for (const call of [...waiting]) call.hand(undefined);
      visitedAt = undefined;
    },
  };
}
