import { createChannelIngressError } from 'openclaw/plugin-sdk/channel-outbound';

/** A bug that the content of this event triggers: no later attempt would succeed. */
export const OwnFault = createChannelIngressError('OwnFault', { withReason: true });

/**
 * Some errors look like it and pass, e.g. while a configuration is reloaded. With OpenClaw's pauses this is a quarter
 * of a minute.
 */
const MOST_ATTEMPTS = 5;

/** Far more than fail at one time. */
const MOST_REMEMBERED = 1_000;

/**
 * Handles an event. If a bug makes it fail, it is given up after some attempts, and listed for an operator. Otherwise
 * it would block its room for a day, which is how long an event is tried while the workspace is away.
 */
export type GivingUp = (eventId: string, handle: () => Promise<void>) => Promise<void>;

/**
 * Counts in memory: the attempts of the row are also those of an outage, and say nothing of a bug. A new process tries as
 * often again.
 */
export function openGivingUp(mostRemembered = MOST_REMEMBERED): GivingUp {
  const faults = new Map<string, number>();

  function count(eventId: string): number {
    const soFar = (faults.get(eventId) ?? 0) + 1;
    faults.delete(eventId);
    faults.set(eventId, soFar);
    const [oldest] = faults.keys();
    if (faults.size > mostRemembered && oldest !== undefined) faults.delete(oldest);
    return soFar;
  }

  return async (eventId, handle) => {
    try {
      await handle();
      faults.delete(eventId);
    } catch (error) {
      if (!isOwnFault(error)) faults.delete(eventId);
      else if (count(eventId) >= MOST_ATTEMPTS) {
        faults.delete(eventId);
        throw new OwnFault('own-fault', String(error), { cause: error });
      }
      throw error;
    }
  };
}

/** `fetch` throws a TypeError as well, and says why in its cause. */
function isOwnFault(error: unknown): boolean {
  const kinds = [RangeError, TypeError, ReferenceError, SyntaxError];
  return kinds.some((kind) => error instanceof kind) && (error as Error).cause === undefined;
}
