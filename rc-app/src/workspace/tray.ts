import { type Answered, type Delivery, LIMITS } from '@rocketchat-openclaw/shared';

/** Deliveries for a gateway that fetches: each lies here until its answer has been brought. */
export interface Tray {
  /** @returns the door's answer; undefined where nobody came for it, or came back */
  lay(delivery: Omit<Delivery, 'id'>): Promise<Answered | undefined>;
  /** Somebody has come. @returns whether nobody had for a while, so that what waits may be tried again */
  visit(): boolean;
  /** @returns whether it was waited for here, or had been: otherwise another server of the cluster has handed it out */
  take(answered: Answered): boolean;
  /** The oldest that is not answered, as soon as there is one. */
  next(waitMs: number): Promise<Delivery | undefined>;
  /** Nobody will come again: a delivery that was handed out and has no answer has failed now. */
  leave(): void;
  /** Does somebody come again and again? */
  isVisited(): boolean;
  /** How long nobody has come, in milliseconds; undefined where nobody ever has since this process was born. */
  absentMs(): number | undefined;
}

interface Times {
  readonly stopwatch: () => number;
  readonly later: (run: () => void, ms: number) => void;
  readonly newId: () => string;
}

/** Whoever fetches comes again within a call's wait and a pause after a failure. */
const VISITED_MS = 30_000;
/** Handed out again and again, it would outlive its signature (LIMITS.tokenLifeSeconds). */
const MOST_LAID_MS = 30_000;
const MOST_REMEMBERED = 100;

interface Laid {
  readonly delivery: Delivery;
  readonly laidAt: number;
  /** By then somebody has come for it, or come back with its answer. */
  until: number;
  readonly settle: (answered: Answered | undefined) => void;
}

interface Waiting {
  hand(delivery: Delivery | undefined): void;
}

export function openTray({ stopwatch, later, newId }: Times): Tray {
  const laid: Laid[] = [];
  let waiting: Waiting[] = [];
  let known: string[] = [];
  let visitedAt: number | undefined;
  let isInVain = false;

  function settle(entry: Laid, answered: Answered | undefined): void {
    laid.splice(laid.indexOf(entry), 1);
    known = [...known, entry.delivery.id].slice(-MOST_REMEMBERED);
    isInVain = !answered;
    entry.settle(answered);
  }

  /** A timer cannot be put off: it looks again, as long as there is reason to wait. */
  function watch(entry: Laid): void {
    const left = () => Math.min(entry.until, entry.laidAt + MOST_LAID_MS) - stopwatch();
    const look = () => {
      if (!laid.includes(entry)) return;
      if (left() > 0) later(look, left());
      else settle(entry, undefined);
    };
    later(look, left());
  }

  function handOut(entry: Laid, to: Waiting): void {
    entry.until = stopwatch() + LIMITS.pushTimeoutMs;
    to.hand(entry.delivery);
  }

  const hasLately = (now: number) => visitedAt !== undefined && now - visitedAt < VISITED_MS;
  const isVisited = () => waiting.length > 0 || hasLately(stopwatch());

  return {
    isVisited,
    absentMs: () => (visitedAt === undefined ? undefined : waiting.length > 0 ? 0 : stopwatch() - visitedAt),
    lay(signed) {
      return new Promise((answer) => {
        const laidAt = stopwatch();
        const delivery = { id: newId(), ...signed };
        const entry: Laid = { delivery, laidAt, until: laidAt + LIMITS.pushTimeoutMs, settle: answer };
        laid.push(entry);
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
      const entry = laid.find(({ delivery }) => delivery.id === answered.id);
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
        const [oldest] = laid;
        if (oldest) return handOut(oldest, call);
        later(() => waiting.includes(call) && call.hand(undefined), waitMs);
      });
    },
    leave() {
      for (const entry of [...laid]) settle(entry, undefined);
      for (const call of [...waiting]) call.hand(undefined);
      visitedAt = undefined;
    },
  };
}
