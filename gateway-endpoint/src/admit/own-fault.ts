import { createChannelIngressError } from 'openclaw/plugin-sdk/channel-outbound';

/** A bug that the content of this event triggers: no later attempt would succeed. */
export const OwnFault = createChannelIngressError('OwnFault', { withReason: true });

/**
 * Some errors look like it and pass, e.g. while a configuration is reloaded. With OpenClaw's pauses this is a quarter
 * of a minute.
 */
const MOST_ATTEMPTS = 5;

/**
 * Handles an event. If a bug makes it fail, it is given up after some attempts, and listed for an operator. Otherwise
 * it would block its room for a day, which is how long an event is tried while the workspace is away.
 *
 * @param attempts how often it was tried before
 */
export async function givingUpOnFaults(attempts: number, handle: () => Promise<void>): Promise<void> {
  try {
    await handle();
  } catch (error) {
    if (attempts + 1 < MOST_ATTEMPTS || !isOwnFault(error)) throw error;
    throw new OwnFault('own-fault', String(error), { cause: error });
  }
}

/** `fetch` throws a TypeError as well, and says why in its cause. */
function isOwnFault(error: unknown): boolean {
  const kinds = [RangeError, TypeError, ReferenceError, SyntaxError];
  return kinds.some((kind) => error instanceof kind) && (error as Error).cause === undefined;
}
