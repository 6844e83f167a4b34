import type { Actor } from '@rocketchat-openclaw/shared';
import { label } from '../place/label.ts';
import type { Status } from '../reply/presence/status.ts';

interface Run {
  readonly by: Starter;
  /** A later run has a greater one. */
  readonly number: number;
  phase: 'starts' | 'works' | 'closes';
  /** Has a later message taken its place? */
  isInterrupted: boolean;
  readonly more: More;
}

/** What is known of a run that is a turn of the agent. */
interface More {
  /** Where its answers appear, as `answersAt` names it. Rooms may share a session. */
  readonly answersAt?: string;
  /** Called when a message is put into it. */
  readonly onJoined?: (joined: Joined | undefined) => void;
}

/** A message that a running turn answers. */
export interface Joined {
  /** The sign on it, which tells how the turn ends. */
  readonly status: Status;
}

/** The runs that people of this process started, by session. One session may belong to several rooms and accounts. */
const runs = new Map<string, Set<Run>>();

/** People whose message was put into a running turn. They count as its starters, too, until the session is idle. */
const joined = new Map<string, Set<Starter>>();

/** Somebody of an account. Ids of two workspaces may be the same. */
export interface Starter {
  readonly accountId: string;
  readonly userId: string;
  /** For people who may know whose question it is. */
  readonly username?: string | undefined;
}

/** Tells how a run goes on. Each call counts once, and none after its end. */
export interface StartedRun {
  /** The agent works: from now on it can take messages in. */
  works(): void;
  /** The agent has finished, and its answer is on its way: it takes in no more. */
  closes(): void;
  ends(): void;
  /** Has a later message ended it, so that it may have no answer? Stays true after its end. */
  isInterrupted(): boolean;
}

type Watcher = (sessionKey: string) => void;

const watchers = new Set<Watcher>();

/** Calls the watcher after each change of the runs of a session, for the rest of the process. */
export const watchRuns = (watcher: Watcher): void => void watchers.add(watcher);

let latest = 0;

/** The number of the latest run of the process. */
export const latestRun = (): number => latest;

export function runStarted(sessionKey: string, starter: Starter, more: More = {}): StartedRun {
  const run: Run = { by: starter, number: ++latest, phase: 'starts', isInterrupted: false, more };
  const inSession = runs.get(sessionKey) ?? new Set();
  runs.set(sessionKey, inSession.add(run));

  function enter(phase: Run['phase']): void {
    if (!inSession.has(run) || run.phase === phase || run.phase === 'closes') return;
    run.phase = phase;
    tell(sessionKey);
  }
  return {
    works: () => enter('works'),
    closes: () => enter('closes'),
    ends() {
      if (!inSession.delete(run)) return;
      if (inSession.size === 0) {
        runs.delete(sessionKey);
        joined.delete(sessionKey);
      }
      tell(sessionKey);
    },
    isInterrupted: () => run.isInterrupted,
  };
}

/** A later message ends what runs in the session (`interrupt`), and is answered instead. */
export function interruptRuns(sessionKey: string): void {
  for (const run of runs.get(sessionKey) ?? []) run.isInterrupted = true;
}

function tell(sessionKey: string): void {
  for (const watcher of watchers) watcher(sessionKey);
}

/** The message of this person is part of what runs in the session. */
export function runJoined(sessionKey: string, starter: Starter, message?: Joined): void {
  const inSession = runs.get(sessionKey);
  if (!inSession) return;
  joined.set(sessionKey, (joined.get(sessionKey) ?? new Set()).add(starter));
  for (const { more } of inSession) more.onJoined?.(message);
}

/** Does a run that somebody started here still run in the session? */
export const isRunning = (sessionKey: string): boolean => runs.has(sessionKey);

/** Does everything that runs in the session work, and neither starts nor closes? */
export const works = (sessionKey: string): boolean =>
  isRunning(sessionKey) && [...(runs.get(sessionKey) ?? [])].every(({ phase }) => phase === 'works');

/** Can what runs in the session take a message in that is to be answered there? */
export const takesMore = (sessionKey: string, answersAt: string): boolean =>
  works(sessionKey) && [...(runs.get(sessionKey) ?? [])].every(({ more }) => more.answersAt === answersAt);

/** Have all runs of the session ended, up to the one with this number? */
export const areOver = (sessionKey: string, upTo: number): boolean =>
  [...(runs.get(sessionKey) ?? [])].every(({ number }) => number > upTo);

/** A stop ends all runs of the session. Did this person start all of them? False if there are none. */
export function areAllRunsBy(sessionKey: string, { accountId, userId }: Starter): boolean {
  const all = startersIn(sessionKey);
  return all.length > 0 && all.every((by) => by.accountId === accountId && by.userId === userId);
}

/** The people of this account who started the runs of a session, each once. */
export function whoRuns(sessionKey: string, accountId: string): Starter[] {
  const own = startersIn(sessionKey).filter((by) => by.accountId === accountId);
  return [...new Map(own.map((by) => [by.userId, by])).values()];
}

/** Their ids. */
export const startersOf = (sessionKey: string, accountId: string): string[] =>
  whoRuns(sessionKey, accountId).map(({ userId }) => userId);

const startersIn = (sessionKey: string): Starter[] => [
  ...[...(runs.get(sessionKey) ?? [])].map(({ by }) => by),
  ...(joined.get(sessionKey) ?? []),
];

/** Their username only where it is a plain label: it stands in sentences for others. */
export function starterOf(
  { id, username }: Pick<Actor, 'id' | 'username'>,
  { accountId }: { readonly accountId: string },
): Starter {
  return { accountId, userId: id, ...(username && label(username) === username && { username }) };
}

interface Answered {
  readonly event: { readonly room: { readonly id: string } };
  readonly account: { readonly accountId: string };
  readonly conversation: { readonly thread?: { readonly id: string } | undefined };
}

/** Names the room or thread, in its account, in which a message is answered. */
export const answersAt = ({ event, account, conversation }: Answered): string =>
  JSON.stringify([account.accountId, event.room.id, conversation.thread?.id ?? '']);
