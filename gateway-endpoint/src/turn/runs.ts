/**
 * The people who started the runs, by session. One session may belong to several rooms and accounts of this process.
 */
const starters = new Map<string, string[]>();

/** Somebody of an account. Ids of two workspaces may be the same. */
interface Starter {
  readonly accountId: string;
  readonly userId: string;
}

/** @returns to be called when it has ended */
export function runStarted(sessionKey: string, starter: Starter): () => void {
  const by = nameOf(starter);
  starters.set(sessionKey, [...(starters.get(sessionKey) ?? []), by]);
  return () => {
    const rest = [...(starters.get(sessionKey) ?? [])];
    const at = rest.indexOf(by);
    if (at >= 0) rest.splice(at, 1);
    if (rest.length > 0) starters.set(sessionKey, rest);
    else starters.delete(sessionKey);
  };
}

/** Does a run that somebody started here still run in the session? */
export const isRunning = (sessionKey: string): boolean => starters.has(sessionKey);

/** A stop ends all runs of the session. Did this person start all of them? False if there are none. */
export function areAllRunsBy(sessionKey: string, starter: Starter): boolean {
  const all = starters.get(sessionKey) ?? [];
  return all.length > 0 && all.every((by) => by === nameOf(starter));
}

/** The people of this account who started the runs of a session. */
export function startersOf(sessionKey: string, accountId: string): string[] {
  const own = (starters.get(sessionKey) ?? []).flatMap((by) =>
    by.startsWith(`${accountId}:`) ? by.slice(accountId.length + 1) : [],
  );
  return [...new Set(own)];
}

const nameOf = ({ accountId, userId }: Starter): string => `${accountId}:${userId}`;
