import { parseAgentSessionKey } from 'openclaw/plugin-sdk/routing';
import type { Interrupted } from '../admit/turn-journal.ts';
import type { AppClient } from '../app-client/client.ts';
import {
  isBeingPosted,
  isLeftRunning,
  mendingOf,
  SETTLED,
  type Session,
  WITHOUT_ANSWER,
} from '../host/session-repair.ts';
import { type Entry, isAllAnswered, isIn, isOpenEnded } from '../host/transcript.ts';
import { settle } from '../reply/settle.ts';
import { at, CANNOT_TELL, keysOf, type Recovery } from './recovery.ts';
import { isRunning } from './runs.ts';
import { sayRecovered } from './say-recovered.ts';

/** OpenClaw starts when all channels have started, resumes one session after the other, and tries each three times. */
export const RECOVERY_TIMEOUT_MS = 120_000;

const LOOK_EVERY_MS = 250;
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
  if (await sayRecovered(turn, entries, until, recovery)) return;
  // OpenClaw resumes sessions once, at its start: it may be going on with this one.
  if (!turn.isSeenTo) await (isUnread(turn, entries) ? settleLeft(at(turn), recovery) : giveBack(turn, recovery));
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
    const where = at({ agentId, sessionKey });
    const found = sessions.getSessionEntry(where);
    if (!found || !isLeftRunning(found) || !isAllAnswered(transcriptOf(where))) continue;
    if (await settleLeft(where, { sessions }))
      log.info(`session ${sessionKey}: all is answered, and OpenClaw does not go on with it`);
  }
}

/** OpenClaw has begun the turn, but the agent has not read its message, and nothing else is open: it has to go again. */
function isUnread({ isHeld = false, messageId }: Interrupted, entries: readonly Entry[]): boolean {
  return isHeld && messageId !== undefined && !isIn(entries, messageId) && !isOpenEnded(entries);
}

/** @returns whether the session was still left running */
async function settleLeft(where: ReturnType<typeof at>, { sessions }: Pick<Recovery, 'sessions'>): Promise<boolean> {
  const update = (now: Session) => (isLeftRunning(now) ? SETTLED : null);
  return Boolean(await sessions.patchSessionEntry({ ...where, update }));
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
