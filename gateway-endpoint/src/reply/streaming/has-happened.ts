import { AppCallError, type AppClient } from '../../app-client/client.ts';

/** A command failed. Did it have its effect nevertheless? Where nobody can tell, no. */
export async function hasHappened(
  client: AppClient,
  key: string,
  error: unknown,
  newId: () => string,
): Promise<boolean> {
  if (!(error instanceof AppCallError) || error.happened === 'no') return false;
  try {
    const asking = { v: 1, command: 'outcome', key: `outcome.${newId()}`, of: key } as const;
    return (await client.call(asking, { attempts: 1 })).happened === 'yes';
  } catch {
    return false;
  }
}
