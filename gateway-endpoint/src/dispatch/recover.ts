import type { PluginRuntime } from 'openclaw/plugin-sdk/runtime-store';
import type { Interrupted } from '../admit/begun.ts';
import type { AppClient } from '../app-client/client.ts';
import { finalKeyOf, keyFor } from '../reply/key.ts';
import { settle } from '../reply/settle.ts';

type Sessions = Pick<PluginRuntime['agent']['session'], 'getSessionEntry' | 'patchSessionEntry'>;
type Session = NonNullable<ReturnType<Sessions['getSessionEntry']>>;

export interface Recovery {
  readonly sessions: Sessions;
  readonly client: AppClient;
  /** For waiting: milliseconds. */
  readonly stopwatch: () => number;
  readonly pause: (ms: number, signal?: AbortSignal) => Promise<void>;
  readonly signal: AbortSignal;
  readonly log: { info(message: string): void; warn(message: string): void };
}

/** OpenClaw begins five seconds after its start, goes on with one session after the other, and tries each three times. */
export const RECOVERY_PATIENCE_MS = 120_000;

const LOOK_EVERY_MS = 250;

/**
 * A turn that was interrupted by the end of its process → OpenClaw has gone on with it, or has had its chance.
 *
 * OpenClaw goes on by itself (main-session-restart-recovery), with what its session was about when the process fell, and
 * knows what has been sent. But some things make it lose the answer, or say it twice, without a word:
 * - another turn begins in the session first. So the lane has to wait until this resolves;
 * - the run is `done`, and its answer is not on the durable queue yet: only what is `running` is gone on with;
 * - an answer before it was sent, and that was not written down: it counts as this turn's;
 * - a turn that was gone on with is answered, and still `running`.
 */
export async function untilRecovered(turn: Interrupted, recovery: Recovery): Promise<void> {
  const { sessions, stopwatch, pause, signal } = recovery;
  await giveBack(turn, recovery);
  const until = stopwatch() + RECOVERY_PATIENCE_MS;
  const isRunning = () => sessions.getSessionEntry(at(turn))?.status === 'running';
  while (isRunning() && stopwatch() < until) await pause(LOOK_EVERY_MS, signal);
}

async function giveBack(turn: Interrupted, { sessions, client, log }: Recovery): Promise<void> {
  const found = sessions.getSessionEntry(at(turn));
  const mending = found && mendingOf(found, turn);
  if (!found || !mending) return;
  // What is only put right owes nobody an answer: nothing can be said twice by it.
  if (mending.abortedLastRun && !(await isUnsaid(client, keysOf(turn, found), turn.eventId, log))) return;
  const mended = await sessions.patchSessionEntry({ ...at(turn), update: (session) => mendingOf(session, turn) });
  if (mended?.abortedLastRun)
    log.info(`event ${turn.eventId}: its answer was interrupted, and OpenClaw goes on with it`);
}

const at = ({ agentId, sessionKey }: Interrupted) => ({ agentId, sessionKey, readConsistency: 'latest' as const });

/** What has to change before OpenClaw goes on as it should; null where it does by itself, and where nothing is owed. */
function mendingOf(session: Session, { beganAt }: Interrupted): Partial<Session> | null {
  const { status, startedAt = 0, pendingFinalDelivery: answer, restartRecoveryDeliveryRunId: claim } = session;
  const isOlder = answer !== undefined && answer.createdAt < beganAt;
  if (status === 'running') {
    // The claim is there from before the run, and goes with the answer that is delivered: this has been gone on with
    // after an earlier restart, is answered, and only its end is not written down.
    if (!claim && !answer) return { status: 'done', abortedLastRun: false };
    return isOlder ? WITHOUT_ANSWER : null;
  }
  const goesOn = { status: 'running', abortedLastRun: true } as const;
  if (!answer || isOlder) return claim && startedAt >= beganAt ? { ...WITHOUT_ANSWER, ...goesOn } : null;
  const { deliveries = [] } = answer;
  if (deliveries.some(({ state }) => state !== 'prepared' && state !== 'queued')) return null;
  // What is on the durable queue OpenClaw leaves to it, whatever stands here; what has got lost on the way there it says anew.
  const anew = deliveries.map((delivery) => ({ ...delivery, state: 'prepared' as const }));
  return { ...goesOn, pendingFinalDelivery: { ...answer, deliveries: anew } };
}

/** As in OpenClaw's own patches; its type does not say that undefined removes. */
const WITHOUT_ANSWER = { pendingFinalDelivery: undefined } as unknown as Partial<Session>;

/** Of what may have been posted of its answer: by us, or from OpenClaw's durable queue. */
function keysOf({ eventId: event, hasSpoken }: Interrupted, { pendingFinalDelivery }: Session): string[] {
  const ours = hasSpoken ? [finalKeyOf(event), keyFor({ event, purpose: 'answer-0' }, 0)] : [];
  const queued = pendingFinalDelivery?.deliveries?.filter(({ state }) => state === 'queued') ?? [];
  return [...ours, ...queued.map(({ id }) => keyFor({ delivery: id, part: 0 }, 0))];
}

/** Is it certain that the app has posted none of these? */
async function isUnsaid(
  client: AppClient,
  keys: readonly string[],
  event: string,
  log: Recovery['log'],
): Promise<boolean> {
  try {
    const { happened } = await settle(client, keys);
    return keys.length === 0 || happened === 'none';
  } catch (error) {
    log.warn(`event ${event}: nobody can tell whether it was answered before the restart: ${String(error)}`);
    return false;
  }
}
