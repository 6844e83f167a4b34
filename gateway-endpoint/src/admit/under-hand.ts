/** The event changed before anything was done about it: it is handled anew, as it stands now. */
export class Amended extends Error {
  constructor(eventId: string) {
    super(`event ${eventId} was changed before it was handed over`);
  }
}

interface Handling {
  changes: number;
  /** OpenClaw has it, or it has ended: a later change is an event of its own. */
  isDecided: boolean;
}

/** The events that are being handled in this process, whichever start of the account began it. */
const underHand = new Map<string, Handling>();

/** Finds out whether an event changes while it is handled. `key` names the event, in this process. */
export interface UnderHand {
  /** @returns is the change in time? It is where nobody handles the event. */
  change(key: string): boolean;
  /** It is neither handled nor waits any more, or waits anew. */
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
 * Handles an event, and does so again if it changed before it was handed over.
 *
 * @param read as it stands now
 * @param handle calls `handOver` in the moment after which no change counts any more; it throws `Amended` where one has come
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
      // It waits for its next attempt, as it stands then.
      handling.isDecided = false;
      throw error;
    }
  }
}
