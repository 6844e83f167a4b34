import { askOutcome } from '../../app-client/ask-outcome.ts';
import { AppCallError, type AppClient } from '../../app-client/client.ts';

/** A command failed. Did it have its effect nevertheless? Where nobody can tell, no. */
export async function hasHappened(client: AppClient, key: string, error: unknown): Promise<boolean> {
  if (!(error instanceof AppCallError) || error.happened === 'no') return false;
  try {
    return (await askOutcome(client, key, { attempts: 1 })).happened === 'yes';
  } catch {
    return false;
  }
}
