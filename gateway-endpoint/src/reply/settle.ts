import type { CommandResult } from '@rocketchat-openclaw/shared';
import { askOutcome } from '../app-client/ask-outcome.ts';
import type { AppClient } from '../app-client/client.ts';

/** Was the message posted: all of it, none, a part, or is that unknown? Ids are those of the posts found. */
export interface Settled {
  readonly happened: 'all' | 'none' | 'some' | 'unknown';
  readonly messageIds: readonly string[];
}

/**
 * Asks the app for the outcome of each piece of a message.
 *
 * @param keys of its pieces, in their order
 * @throws AppCallError where the app cannot be asked
 */
export async function settle(client: AppClient, keys: readonly string[]): Promise<Settled> {
  const outcomes: CommandResult<'outcome'>[] = [];
  for (const of of keys) outcomes.push(await askOutcome(client, of));
  const messageIds = outcomes.flatMap(({ messageId }) => messageId ?? []);
  const are = (happened: 'yes' | 'no') => outcomes.every((outcome) => outcome.happened === happened);
  if (outcomes.some((outcome) => outcome.happened === 'unknown')) return { happened: 'unknown', messageIds };
  if (are('yes')) return { happened: 'all', messageIds };
  return { happened: are('no') ? 'none' : 'some', messageIds };
}
