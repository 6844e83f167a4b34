import type { PluginRuntime } from 'openclaw/plugin-sdk/runtime-store';
import { CHANNEL_ID } from '../config/channel-id.ts';
import { isTarget, readWanted, type Target } from '../place/target.ts';

/** Reads and changes what OpenClaw keeps of a session. */
export type Sessions = Pick<PluginRuntime['agent']['session'], 'getSessionEntry' | 'patchSessionEntry'>;
export type Session = NonNullable<ReturnType<Sessions['getSessionEntry']>>;

/** The run that was interrupted. */
interface Run {
  /** Milliseconds since the epoch. */
  readonly beganAt: number;
}

/** An answer that was finished, and was not known to stand on OpenClaw's queue. */
export interface Ready {
  readonly delivery: string;
  readonly to: Target;
  readonly threadId?: string;
  readonly text: string;
}

/** Of one piece, and for this account to say. */
export function readyIn(session: Session, run: Run, accountId: string): Ready | undefined {
  const { pendingFinalDelivery: answer } = session;
  const [delivery, ...others] = answer?.deliveries ?? [];
  const place = placeOf(session, run, accountId);
  if (!place || answer?.kind !== 'replayable' || !delivery || others.length > 0 || !isOpen(delivery)) return undefined;
  return { ...place, delivery: delivery.id, text: answer.text };
}

/** Answers of one turn to several messages, which OpenClaw had begun to deliver. */
export interface Several extends Pick<Ready, 'to' | 'threadId'> {
  /** In the order in which the agent has finished them. */
  readonly deliveries: readonly { readonly id: string; readonly isOpen: boolean }[];
}

/** @returns undefined where nothing is left to deliver, or one of them may be anywhere */
export function severalIn(session: Session, run: Run, accountId: string): Several | undefined {
  const deliveries = session.pendingFinalDelivery?.deliveries ?? [];
  const place = placeOf(session, run, accountId);
  if (!place || deliveries.length < 2 || !deliveries.some(isOpen)) return undefined;
  if (!deliveries.every((each) => isOpen(each) || ['delivered', 'suppressed'].includes(each.state))) return undefined;
  return { ...place, deliveries: deliveries.map((each) => ({ id: each.id, isOpen: isOpen(each) })) };
}

const isOpen = ({ state }: { readonly state: string }): boolean => state === 'prepared' || state === 'queued';

/** Where the answers of this run go, if they are for this account to say. */
function placeOf(
  { pendingFinalDelivery: answer }: Session,
  { beganAt }: Run,
  accountId: string,
): Pick<Ready, 'to' | 'threadId'> | undefined {
  if (!answer || answer.createdAt < beganAt) return undefined;
  const { channel, accountId: account, to = '', threadId } = answer.context ?? {};
  const wanted = channel === CHANNEL_ID && account === accountId ? readWanted(to) : undefined;
  if (!wanted || !isTarget(wanted)) return undefined;
  return { to: wanted, ...(threadId !== undefined && { threadId: String(threadId) }) };
}

/** The change after which OpenClaw resumes the session; null where it does so by itself, and where no answer is due. */
export function mendingOf(session: Session, { beganAt }: Run): Partial<Session> | null {
  const { status, startedAt = 0, pendingFinalDelivery: answer, restartRecoveryDeliveryRunId: claim } = session;
  const isOlder = answer !== undefined && answer.createdAt < beganAt;
  if (status === 'running') {
    // The claim is there from before the run, and goes with the answer that is delivered: this has been gone on with
    // after an earlier restart, is answered, and only its end is not written down.
    if (!claim && !answer) return SETTLED;
    return isOlder ? WITHOUT_ANSWER : null;
  }
  const goesOn = { status: 'running', abortedLastRun: true } as const;
  if (!answer || isOlder) return claim && startedAt >= beganAt ? { ...WITHOUT_ANSWER, ...goesOn } : null;
  const { deliveries = [] } = answer;
  if (deliveries.some(({ state }) => state !== 'prepared' && state !== 'queued')) return null;
  // OpenClaw leaves deliveries to its durable queue where they are in it, and sends again what was lost on the way there.
  const anew = deliveries.map((delivery) => ({ ...delivery, state: 'prepared' as const }));
  return { ...goesOn, pendingFinalDelivery: { ...answer, deliveries: anew } };
}

/**
 * Does OpenClaw's durable queue still have a part of the answer? A turn that has taken messages in has one for each of
 * them, and the run is `done` while they are posted one after the other.
 */
export function isBeingPosted({ pendingFinalDelivery: answer }: Session, { beganAt }: Run): boolean {
  if (!answer || answer.createdAt < beganAt) return false;
  return (answer.deliveries ?? []).some(({ state }) => state === 'queued');
}

/** Is the turn in the middle of its work, so that OpenClaw has delivered none of its answers? */
export function isUndelivered(session: Session, { beganAt }: Run): boolean {
  const { status, pendingFinalDelivery: answer, restartRecoveryDeliveryRunId: claim } = session;
  return status === 'running' && claim !== undefined && (answer === undefined || answer.createdAt < beganAt);
}

/** Would OpenClaw go on with it after a crash, and has no answer of it to deliver? */
export function isLeftRunning({ status, pendingFinalDelivery }: Session): boolean {
  return status === 'running' && pendingFinalDelivery === undefined;
}

/** The run has ended. */
export const SETTLED = { status: 'done', abortedLastRun: false } as const;

/** As in OpenClaw's own patches; its type does not say that undefined removes. */
export const WITHOUT_ANSWER = { pendingFinalDelivery: undefined } as unknown as Partial<Session>;
