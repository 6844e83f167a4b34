import type { TellPerson } from '../app-client/tell-person.ts';
import { isBot } from '../gate/rules.ts';
import type { Presence, WaitingSign } from '../reply/presence/presence.ts';
import type { Words } from '../texts/words.ts';
import type { Known } from './context.ts';
import { isRunning, whoRuns } from './runs.ts';
import { wordsTo } from './words-for.ts';

/** Shows that messages wait while the agent works on others. One per account. */
export interface Waiting {
  /** The message waits from now on. Called again, it changes nothing. */
  begins(known: Known): void;
  /** It waits no longer. */
  ends(eventId: string): void;
  /** It may wait again: it was taken back, and is a question again. */
  comesBack(eventId: string): void;
  /** Would another message have a sign? In a flood it has none. */
  hasRoom(): boolean;
  /** How many messages wait in the session. */
  countIn(sessionKey: string): number;
}

interface Needs {
  readonly presence: Pick<Presence, 'waits'>;
  readonly tellPerson: TellPerson;
  readonly pause: (ms: number, signal?: AbortSignal) => Promise<void>;
  readonly signal: AbortSignal;
  readonly log: { warn(message: string): void };
}

/** A message that waits for less has no sign of it but typing. */
const MARKED_AFTER_MS = 1_000;
/** After this the author reads why. */
const TOLD_AFTER_MS = 20_000;
/** Messages with a sign at the same time. A flood needs no signs. */
const MOST = 100;
/** Messages that are remembered as begun: a look at one of them may end later. */
const MOST_ENDED = 1_000;

export function openWaiting({ presence, tellPerson, pause, signal, log }: Needs): Waiting {
  const waiting = new Map<string, { readonly sessionKey: string; end(): void }>();

  async function show(known: Known, sign: WaitingSign, over: AbortSignal): Promise<void> {
    const { event, conversation } = known;
    const { sessionKey, thread } = conversation;
    await pause(MARKED_AFTER_MS, over);
    sign.mark();
    await pause(TOLD_AFTER_MS - MARKED_AFTER_MS, over);
    if (isBot(known.event.actor)) return;
    const inSession = [...waiting].flatMap(([id, each]) => (each.sessionKey === sessionKey ? [id] : []));
    const place = { roomId: event.room.id, userId: event.actor.id, ...(thread && { threadId: thread.id }) };
    const text = wordsTo(event).WAITS({ whose: whoseRun(known), ahead: Math.max(0, inSession.indexOf(event.id)) });
    await tellPerson({ place, text, keyOf: { event: event.id, purpose: 'waits' } });
  }

  const ended = new Set<string>();
  const hasRoom = () => waiting.size < MOST;

  function begins(known: Known): void {
    const { event, conversation } = known;
    if (waiting.has(event.id) || ended.has(event.id) || !hasRoom()) return;
    const over = new AbortController();
    const sign = presence.waits(known);
    const end = () => {
      over.abort();
      signal.removeEventListener('abort', end);
      sign.end();
    };
    // The next start of the account knows nothing of this sign.
    signal.addEventListener('abort', end, { once: true });
    waiting.set(event.id, { sessionKey: conversation.sessionKey, end });
    sign.start();
    const until = AbortSignal.any([over.signal, signal]);
    show(known, sign, until).catch((error: unknown) => {
      if (!until.aborted) log.warn(`event ${event.id}: its author does not hear that it waits: ${String(error)}`);
    });
  }

  return {
    begins,
    hasRoom,
    comesBack: (eventId) => void ended.delete(eventId),
    ends(eventId) {
      const found = waiting.get(eventId);
      waiting.delete(eventId);
      ended.add(eventId);
      const [oldest] = ended;
      if (ended.size > MOST_ENDED && oldest !== undefined) ended.delete(oldest);
      found?.end();
    },
    countIn: (sessionKey) => [...waiting.values()].filter((each) => each.sessionKey === sessionKey).length,
  };
}

/** A line for `!status`: whose questions are worked on, and how many messages wait. */
export function atWork(
  { account, conversation }: Pick<Known, 'account' | 'conversation'>,
  userId: string,
  waiting: Pick<Waiting, 'countIn'>,
  { AT_WORK }: Words,
): string {
  const { sessionKey, kind } = conversation;
  const runs = whoRuns(sessionKey, account.accountId).filter((by) => kind !== 'direct' || by.userId === userId);
  const whose = runs.flatMap(({ username }) => (username ? [`@${username}`] : []));
  return AT_WORK({ whose, isAtWork: isRunning(sessionKey), waiting: waiting.countIn(sessionKey) });
}

/** The names of the others whose question is worked on. In a direct conversation they are nobody's business. */
export function whoseRun({
  account,
  conversation,
  event,
}: Pick<Known, 'account' | 'conversation'> & { readonly event: Pick<Known['event'], 'actor'> }): string[] {
  if (conversation.kind === 'direct') return [];
  const others = whoRuns(conversation.sessionKey, account.accountId).filter(({ userId }) => userId !== event.actor.id);
  return [...new Set(others.flatMap(({ username }) => (username ? [`@${username}`] : [])))];
}
