import type { CommandResult } from '@rocketchat-openclaw/shared';
import { AppCallError, type AppClient, type CallOptions } from './client.ts';

/**
 * Did the command with this key happen, and as which message? The app answers each such question anew.
 *
 * @throws AppCallError where the app cannot be asked
 */
export function askOutcome(client: AppClient, of: string, options?: CallOptions): Promise<CommandResult<'outcome'>> {
  return client.call({ v: 1, command: 'outcome', key: `outcome.${of}`, of }, options);
}

/** A command failed. Did it have its effect nevertheless? Where nobody can tell, no. */
export async function hasHappened(client: AppClient, key: string, error: unknown): Promise<boolean> {
  if (!(error instanceof AppCallError) || error.happened === 'no') return false;
  try {
    return (await askOutcome(client, key, { attempts: 1 })).happened === 'yes';
  } catch {
    return false;
  }
}
