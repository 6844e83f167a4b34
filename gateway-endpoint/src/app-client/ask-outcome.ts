import type { CommandResult } from '@rocketchat-openclaw/shared';
import type { AppClient, CallOptions } from './client.ts';

/**
 * Did the command with this key happen, and as which message? The app answers each such question anew.
 *
 * @throws AppCallError where the app cannot be asked
 */
export function askOutcome(client: AppClient, of: string, options?: CallOptions): Promise<CommandResult<'outcome'>> {
  return client.call({ v: 1, command: 'outcome', key: `outcome.${of}`, of }, options);
}
