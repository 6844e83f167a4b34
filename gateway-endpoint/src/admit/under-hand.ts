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
}

/** The events that are being handled in this process, also by an earlier start of the account. */
const underHand = new Map<string, Handling>();

/** Finds out whether an event changes while it is handled. `key` names the event, in this process. */
export interface UnderHand {
  /** @returns whether the change is in time; it is if the event is not being handled */
  change(key: string): boolean;
  /** Called when handling has ended, or the event waits again. */
  forget(key: string): void;
}

export const UNDER_HAND: UnderHand = {
  change(key) {
    const handling = underHand.get(key);
    if (handling?.isDecided) return false;
    if (handling) handling.changes++;
    return true;
  },
  forget: (key) => void underHand.delete(key),
};

/**
 * Handles an event, and repeats that if the event changed before it was handed over.
 *
 * @param read the present state of the event
 * @param handle calls `handOver` when no later change counts any more; that throws `Amended` if one has come
 */
export async function asItStands<T>(
  key: string,
  read: () => T,
  handle: (item: T, handOver: () => void) => Promise<void>,
): Promise<void> {
  const handling: Handling = { changes: 0, isDecided: false };
  underHand.set(key, handling);
  for (;;) {
    const { changes } = handling;
    const handOver = () => {
      if (!handling.isDecided && handling.changes !== changes) throw new Amended(key);
      handling.isDecided = true;
    };
    try {
      await handle(read(), handOver);
      return handOver();
    } catch (error) {
      if (error instanceof Amended) continue;
      // The event waits for its next attempt, and may change until then.
      handling.isDecided = false;
      throw error;
    }
  }
}
