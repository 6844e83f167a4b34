import type { ILogger } from '@rocket.chat/apps-engine/definition/accessors/ILogger';
import { pause } from '../machine.ts';

/** Clients give up on an interaction, and close its form, after 5 s (ActionManager.TRIGGER_TIMEOUT). */
const PATIENCE_MS = 3_500;

/** The result, or undefined where it takes longer than clients wait. Never throws: a hook has no caller. */
export async function within<T>(work: Promise<T>, log: ILogger): Promise<T | undefined> {
  const caught = work.catch((error: unknown) => {
    log.warn(`what somebody clicked was not answered: ${String(error)}`);
    return undefined;
  });
  return Promise.race([caught, pause(PATIENCE_MS).then(() => undefined)]);
}
