import { createChannelIngressError } from 'openclaw/plugin-sdk/channel-outbound';

/** A fault of the program that an event meets by what it holds: no later attempt goes better. */
export const OwnFault = createChannelIngressError('OwnFault', { withReason: true });

/** Some of them look like it and pass, as while a configuration is read anew. With OpenClaw's pauses that is a quarter of a minute. */
const MOST_ATTEMPTS = 5;

/**
 * Handles an event. If it fails by our own fault, it is given up after some attempts, and listed for an operator: tried
 * for a day, as where the workspace is away, it would hold up its room for as long.
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
