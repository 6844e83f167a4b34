import { PlatformMessageNotDispatchedError } from 'openclaw/plugin-sdk/error-runtime';
import { parseAgentSessionKey } from 'openclaw/plugin-sdk/routing';
import { readLane } from '../admit/admitted.ts';
import type { Interrupted } from '../admit/turn-journal.ts';
import { AppCallError, type AppClient } from '../app-client/client.ts';
import { finalKeyOf, keyFor } from '../app-client/key.ts';
import { mayPass } from '../app-client/may-pass.ts';
import {
  isBeingPosted,
  isLeftRunning,
  isUndelivered,
  mendingOf,
  readyIn,
  SETTLED,
  type Session,
  type Sessions,
  severalIn,
  WITHOUT_ANSWER,
} from '../host/session-repair.ts';
import {
  answersIn,
  type Entry,
  finishedIn,
  isAllAnswered,
  isIn,
  isOpenEnded,
  type ReadTranscript,
} from '../host/transcript.ts';
import type { Outgoing } from '../reply/outgoing.ts';
import type { Sender } from '../reply/sender.ts';
import { settle } from '../reply/settle.ts';
import { isRunning } from './runs.ts';

export interface Recovery {
  readonly sessions: Sessions;
  readonly transcriptOf: ReadTranscript;
  readonly accountId: string;
  readonly client: AppClient;
  readonly sender: Pick<Sender, 'send'>;
  /** Are answers in threads shown in their room as well? */
  readonly alsoInRoom: () => boolean;
  /** For waiting: milliseconds. */
  readonly stopwatch: () => number;
  readonly pause: (ms: number, signal?: AbortSignal) => Promise<void>;
  readonly signal: AbortSignal;
  readonly log: { info(message: string): void; warn(message: string): void };
}

/** OpenClaw starts when all channels have started, resumes one session after the other, and tries each three times. */
export const RECOVERY_TIMEOUT_MS = 120_000;

const LOOK_EVERY_MS = 250;
const SAY_AGAIN_MS = 5_000;

/**
 * Resolves when a turn that a crash interrupted is answered, or OpenClaw has resumed it, or has had the time to.
 *
 * OpenClaw resumes interrupted sessions by itself (main-session-restart-recovery), and knows which answers were sent.
 * But in these cases it loses the answer, or sends it twice, without a log line:
 * - another turn begins in the session first. So the lane has to wait until this resolves;
 * - the run is `done`, and its answer is not on the durable queue yet: OpenClaw resumes only sessions that are
 *   `running`;
 * - an answer is on its way to that queue: OpenClaw leaves it to the queue, which never gets it;
 * - an earlier answer was sent, but that was not written down: it counts as this turn's;
 * - a turn that was resumed is answered, but still `running`;
 * - a turn has finished an answer, and goes on with messages that have joined it: OpenClaw goes on from there, and
 *   delivers only what comes now;
 * - a turn answers several messages, and OpenClaw had begun to deliver the answers: it leaves the others out;
 * - a turn is `running`, but the agent has not read its message: OpenClaw lets the agent go on with what is answered
 *   already. The event waits here still, and becomes a turn anew.
 *
 * @throws if a finished answer could not be posted: the next start tries again
 */
export async function untilRecovered(turn: Interrupted, recovery: Recovery): Promise<void> {
  const until = recovery.stopwatch() + RECOVERY_TIMEOUT_MS;
  const entries = turn.messageId === undefined ? [] : recovery.transcriptOf(turn);
  await sayFinished(turn, entries, until, recovery);
  if ((await sayReady(turn, until, recovery)) || (await saySeveral(turn, entries, until, recovery))) return;
  // OpenClaw resumes sessions once, at its start: it may be going on with this one.
  if (!turn.isSeenTo) await (isUnread(turn, entries) ? settleUnread(turn, recovery) : giveBack(turn, recovery));
  await untilDone(turn, until, recovery);
}

/**
 * The same with an OpenClaw that we have not tested with: its sessions may mean something else, so none is changed.
 * OpenClaw resumes the sessions that it knows to be interrupted, and the room waits for it.
 */
export function whileOpenClawRecovers(turn: Interrupted, recovery: Waiting): Promise<void> {
  return untilDone(turn, recovery.stopwatch() + RECOVERY_TIMEOUT_MS, recovery);
}

type Waiting = Pick<Recovery, 'sessions' | 'stopwatch' | 'pause' | 'signal'>;

async function untilDone(
  turn: Interrupted,
  until: number,
  { sessions, stopwatch, pause, signal }: Waiting,
): Promise<void> {
  function isOpen(): boolean {
    const session = sessions.getSessionEntry(at(turn));
    return session !== undefined && (session.status === 'running' || isBeingPosted(session, turn));
  }
  while (isOpen() && stopwatch() < until) await pause(LOOK_EVERY_MS, signal);
}

/**
 * A turn that ran when the restored backup was made: it may have been answered since. So it is not resumed, neither by
 * us nor by OpenClaw.
 */
export async function leaveRestored(turn: Interrupted, { sessions, log }: Recovery): Promise<void> {
  if (!sessions.getSessionEntry(at(turn))) return;
  const left = await sessions.patchSessionEntry({
    ...at(turn),
    update: ({ status, pendingFinalDelivery: answer }) =>
      status === 'running' || answer ? { ...SETTLED, ...WITHOUT_ANSWER } : null,
  });
  if (left)
    log.warn(`event ${turn.eventId}: its turn comes from a backup, may have been answered since, and is not resumed`);
}

/**
 * Posts an answer that was finished, with the key that OpenClaw's queue would use: if it is in that queue after all,
 * the second post finds that it was posted already.
 *
 * @returns whether nothing is left to do
 */
async function sayReady(turn: Interrupted, until: number, recovery: Recovery): Promise<boolean> {
  const { sessions, accountId } = recovery;
  const found = sessions.getSessionEntry(at(turn));
  const ready = found && readyIn(found, turn, accountId);
  if (!ready) return false;
  const isStill = (session: Session) => readyIn(session, turn, accountId)?.delivery === ready.delivery;
  // First we take it out of the session, because OpenClaw would let the model write it again.
  const taken = await sessions.patchSessionEntry({ ...at(turn), update: (now) => (isStill(now) ? SETTLED : null) });
  if (!taken) return false;
  const { delivery, ...message } = ready;
  await sayOnce(turn, { ...message, keyOf: { delivery, part: 0 } }, until, recovery);
  await sessions.patchSessionEntry({ ...at(turn), update: (now) => (isStill(now) ? WITHOUT_ANSWER : null) });
  return true;
}

/**
 * Posts the answers of a turn that has answered several messages, where OpenClaw had begun to deliver them: it would say that
 * it cannot tell whether they were. Their texts stand in the transcript alone, and their keys are those of OpenClaw's queue.
 *
 * @returns whether nothing is left to do
 */
async function saySeveral(
  turn: Interrupted,
  entries: readonly Entry[],
  until: number,
  recovery: Recovery,
): Promise<boolean> {
  const { sessions, accountId } = recovery;
  const found = sessions.getSessionEntry(at(turn));
  const several = found && severalIn(found, turn, accountId);
  const texts = answersIn(entries, turn.messageId ?? '');
  if (!several || texts.length !== several.deliveries.length) return false;
  const { deliveries, ...place } = several;
  const isStill = (now: Session) => severalIn(now, turn, accountId)?.deliveries[0]?.id === deliveries[0]?.id;
  const taken = await sessions.patchSessionEntry({ ...at(turn), update: (now) => (isStill(now) ? SETTLED : null) });
  if (!taken) return false;
  for (const [index, { id, isOpen }] of deliveries.entries()) {
    // Only the first can be posted past the queue: a preview becomes it.
    const its = { ...turn, hasSpoken: turn.hasSpoken && index === 0 };
    const keyOf = { delivery: id, part: 0 };
    if (isOpen) await sayOnce(its, { ...place, text: texts[index] ?? '', keyOf }, until, recovery);
  }
  await sessions.patchSessionEntry({ ...at(turn), update: (now) => (isStill(now) ? WITHOUT_ANSWER : null) });
  return true;
}

/**
 * Posts the answers that the turn had finished before further messages joined it, as long as OpenClaw has delivered nothing
 * of the turn. They have a key of their own, so a further start posts none of them again.
 */
async function sayFinished(
  turn: Interrupted,
  entries: readonly Entry[],
  until: number,
  recovery: Recovery,
): Promise<void> {
  const text = finishedIn(entries, turn.messageId ?? '').join('\n\n');
  const session = recovery.sessions.getSessionEntry(at(turn));
  if (text === '' || !session || !isUndelivered(session, turn)) return;
  const keyOf = { event: turn.eventId, purpose: 'finished' };
  await sayOnce(turn, { ...placeIn(turn.lane), text, keyOf }, until, recovery);
}

/**
 * Settles the sessions in which the agent has answered all that it has read, and in which no turn of ours was interrupted.
 * OpenClaw leaves a session `running` where it begins a turn and cannot admit it. After a crash it would let the agent go
 * on, which may then answer the last message once more.
 *
 * @param sessionKeys of sessions that messages of this account have started turns in
 */
export async function settleIdle(
  sessionKeys: readonly string[],
  { sessions, transcriptOf, log }: Pick<Recovery, 'sessions' | 'transcriptOf' | 'log'>,
): Promise<void> {
  for (const sessionKey of sessionKeys) {
    const { agentId } = parseAgentSessionKey(sessionKey) ?? {};
    if (agentId === undefined || isRunning(sessionKey)) continue;
    const at = { agentId, sessionKey, readConsistency: 'latest' as const };
    const found = sessions.getSessionEntry(at);
    if (!found || !isLeftRunning(found) || !isAllAnswered(transcriptOf(at))) continue;
    const settled = await sessions.patchSessionEntry({ ...at, update: (now) => (isLeftRunning(now) ? SETTLED : null) });
    if (settled) log.info(`session ${sessionKey}: all is answered, and OpenClaw does not go on with it`);
  }
}

function placeIn(lane: string): Pick<Outgoing, 'to' | 'threadId'> {
  const { roomId, threadId } = readLane(lane);
  return { to: { roomId }, ...(threadId !== undefined && { threadId }) };
}

/** OpenClaw has begun the turn, but the agent has not read its message, and nothing else is open: it has to go again. */
function isUnread({ isHeld = false, messageId }: Interrupted, entries: readonly Entry[]): boolean {
  return isHeld && messageId !== undefined && !isIn(entries, messageId) && !isOpenEnded(entries);
}

async function settleUnread(turn: Interrupted, { sessions }: Recovery): Promise<void> {
  await sessions.patchSessionEntry({
    ...at(turn),
    update: (now) => (isLeftRunning(now) ? SETTLED : null),
  });
}

/** Repeats until the time is over. @throws the error of the last attempt */
async function sayOnce(
  turn: Interrupted,
  message: Pick<Outgoing, 'to' | 'threadId' | 'text' | 'keyOf'>,
  until: number,
  recovery: Recovery,
): Promise<void> {
  const { client, sender, alsoInRoom, stopwatch, pause, signal, log } = recovery;
  for (;;) {
    try {
      // The outcome of the queue's keys need not be asked: when it is sent again, pieces that were posted are found,
      // and the others are posted.
      const happened = turn.hasSpoken ? (await settle(client, keysOf(turn, []))).happened : 'none';
      if (happened === 'unknown') return log.warn(`event ${turn.eventId}: ${CANNOT_TELL}`);
      if (happened !== 'none') return;
      await sender.send({
        ...message,
        alsoInRoom: alsoInRoom(),
        answers: turn.eventId,
        signal,
      });
      return log.info(`event ${turn.eventId}: its answer was ready when the gateway fell, and is said now`);
    } catch (error) {
      if (isFinal(error)) return log.warn(`event ${turn.eventId}: its answer was ready, and is lost: ${String(error)}`);
      if (signal.aborted || stopwatch() >= until) throw error;
      await pause(SAY_AGAIN_MS, signal);
    }
  }
}

function isFinal(error: unknown): boolean {
  if (error instanceof PlatformMessageNotDispatchedError) return !error.retryable;
  return error instanceof AppCallError && !mayPass(error);
}

async function giveBack(turn: Interrupted, { sessions, client, log }: Recovery): Promise<void> {
  const found = sessions.getSessionEntry(at(turn));
  const mending = found && mendingOf(found, turn);
  if (!found || !mending) return;
  const queued = found.pendingFinalDelivery?.deliveries?.filter(({ state }) => state === 'queued') ?? [];
  const ids = queued.map(({ id }) => id);
  // If the session is only repaired, nobody waits for an answer, and nothing can be posted twice.
  if (mending.abortedLastRun && !(await isUnsaid(client, keysOf(turn, ids), turn.eventId, log))) return;
  const mended = await sessions.patchSessionEntry({ ...at(turn), update: (session) => mendingOf(session, turn) });
  if (mended?.abortedLastRun)
    log.info(`event ${turn.eventId}: its answer was interrupted, and OpenClaw goes on with it`);
}

const at = ({ agentId, sessionKey }: Interrupted) => ({ agentId, sessionKey, readConsistency: 'latest' as const });

/** The keys of posts that may exist of its answer: made by us, or from OpenClaw's durable queue. */
function keysOf({ eventId: event, hasSpoken }: Interrupted, deliveries: readonly string[]): string[] {
  const ours = hasSpoken ? [finalKeyOf(event), keyFor({ event, purpose: 'answer-0' }, 0)] : [];
  return [...ours, ...deliveries.map((delivery) => keyFor({ delivery, part: 0 }, 0))];
}

/** Is it certain that the app has posted none of these? */
async function isUnsaid(
  client: AppClient,
  keys: readonly string[],
  event: string,
  log: Recovery['log'],
): Promise<boolean> {
  try {
    return keys.length === 0 || (await settle(client, keys)).happened === 'none';
  } catch (error) {
    log.warn(`event ${event}: ${CANNOT_TELL}: ${String(error)}`);
    return false;
  }
}

const CANNOT_TELL = 'nobody can tell whether it was answered before the restart';
