import type { TakeBack } from './adoption.ts';

/** The event changed before it had any effect: it is handled again in its new state. */
export class Amended extends Error {
  constructor(eventId: string) {
    super(`event ${eventId} was changed before it was handed over`);
  }
}

interface Handling {
  changes: number;
  /** OpenClaw has the event, or handling has ended: a later change is an event of its own. */
  isDecided: boolean;
  readonly takeBack: TakeBack;
  /** Called after each change. */
  onChange(): void;
}

/** The events that are being handled in this process, also by an earlier start of the account. */
const underHand = new Map<string, Handling>();

/** Finds out whether an event changes while it is handled. `key` names the event, in this process. */
export interface UnderHand {
  /** Is the event being handled? */
  has(key: string): boolean;
  /** @returns whether the change is in time; it is if the event is not being handled */
  change(key: string): boolean;
  /** Called when handling has ended, or the event waits again. */
  forget(key: string): void;
  /** Takes an event back from OpenClaw; undefined if it is not being handled, or if it is too late. */
  takeBack(key: string): Promise<Pick<TakeBack, 'release'> | undefined>;
}

export const UNDER_HAND: UnderHand = {
  has: (key) => underHand.has(key),
  change(key) {
    const handling = underHand.get(key);
    if (!handling) return true;
    // Also where it is too late: OpenClaw may refuse the event, which counts then.
    handling.changes++;
    handling.onChange();
    return !handling.isDecided;
  },
  forget: (key) => void underHand.delete(key),
  async takeBack(key) {
    const handling = underHand.get(key);
    if (!(await handling?.takeBack.ask())) return undefined;
    underHand.delete(key);
    return handling?.takeBack;
  },
};

interface Deciding {
  handOver(): void;
  comesBack(): void;
  readonly changed: Promise<never>;
}

/**
 * Handles an event, and repeats that if the event changed before it was handed over.
 *
 * @param read the present state of the event
 * @param handle calls `handOver` when later changes no longer count; that throws `Amended` if one has come. It calls
 *   `comesBack` if OpenClaw has refused the event: changes count again, also those since `handOver`. `changed` is rejected
 *   with `Amended` as soon as a change counts, for one that waits
 */
export async function asItStands<T>(
  key: string,
  takeBack: TakeBack,
  read: () => T,
  handle: (item: T, decide: Deciding) => Promise<void>,
): Promise<void> {
  const handling: Handling = { changes: 0, isDecided: false, takeBack, onChange: () => undefined };
  underHand.set(key, handling);
  for (;;) {
    const { changes } = handling;
    const { promise: changed, reject } = Promise.withResolvers<never>();
    // Few events wait for it.
    changed.catch(() => undefined);
    handling.onChange = () => {
      if (!handling.isDecided && handling.changes !== changes) reject(new Amended(key));
    };
    const handOver = () => {
      if (!handling.isDecided && handling.changes !== changes) throw new Amended(key);
      handling.isDecided = true;
    };
    const comesBack = () => {
      handling.isDecided = false;
      handling.onChange();
    };
    try {
      await handle(read(), { handOver, comesBack, changed });
      return handOver();
    } catch (error) {
      if (error instanceof Amended) continue;
      // The event waits for its next attempt, and may change until then.
      handling.isDecided = false;
      throw error;
    }
  }
}
