import { PlatformMessageNotDispatchedError } from 'openclaw/plugin-sdk/error-runtime';
import { readLane } from '../admit/admitted.ts';
import type { Interrupted } from '../admit/turn-journal.ts';
import { AppCallError } from '../app-client/client.ts';
import { mayPass } from '../app-client/may-pass.ts';
import { isUndelivered, readyIn, SETTLED, type Session, severalIn, WITHOUT_ANSWER } from '../host/session-repair.ts';
import { answersIn, type Entry, finishedIn } from '../host/transcript.ts';
import type { Outgoing } from '../reply/outgoing.ts';
import { settle } from '../reply/settle.ts';
import { at, CANNOT_TELL, keysOf, type Recovery } from './recovery.ts';

const SAY_AGAIN_MS = 5_000;

/**
 * Posts the answers of an interrupted turn that OpenClaw would lose.
 *
 * @param entries the transcript of its session
 * @param until by the stopwatch, how long a post is tried
 * @returns whether nothing is left to do
 */
export async function sayRecovered(
  turn: Interrupted,
  entries: readonly Entry[],
  until: number,
  recovery: Recovery,
): Promise<boolean> {
  await sayFinished(turn, entries, until, recovery);
  return (await sayReady(turn, until, recovery)) || (await saySeveral(turn, entries, until, recovery));
}

/**
 * Posts answers that OpenClaw had to deliver, with the keys that its queue would use: if they are in that queue after all, the
 * second post finds that it was posted already. Before that they are taken out of the session, because OpenClaw would let
 * the model write them again.
 *
 * @param isStill are they the answers of the session yet?
 * @returns whether nothing is left to do
 */
async function takeOver(
  turn: Interrupted,
  { sessions }: Pick<Recovery, 'sessions'>,
  isStill: (session: Session) => boolean,
  post: () => Promise<void>,
): Promise<boolean> {
  const taken = await sessions.patchSessionEntry({ ...at(turn), update: (now) => (isStill(now) ? SETTLED : null) });
  if (!taken) return false;
  await post();
  await sessions.patchSessionEntry({ ...at(turn), update: (now) => (isStill(now) ? WITHOUT_ANSWER : null) });
  return true;
}

/** An answer in one piece. */
async function sayReady(turn: Interrupted, until: number, recovery: Recovery): Promise<boolean> {
  const { sessions, accountId } = recovery;
  const found = sessions.getSessionEntry(at(turn));
  const ready = found && readyIn(found, turn, accountId);
  if (!ready) return false;
  const { delivery, ...message } = ready;
  const isStill = (now: Session) => readyIn(now, turn, accountId)?.delivery === delivery;
  const keyOf = { delivery, part: 0 };
  return takeOver(turn, recovery, isStill, () => sayOnce(turn, { ...message, keyOf }, until, recovery));
}

/**
 * The answers of a turn that has answered several messages, where OpenClaw had begun to deliver them: it would say that it
 * cannot tell whether they were. Their texts stand in the transcript alone.
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
  return takeOver(turn, recovery, isStill, async () => {
    for (const [index, { id, isOpen }] of deliveries.entries()) {
      // Only the first can be posted past the queue: a preview becomes it.
      const its = { ...turn, hasSpoken: turn.hasSpoken && index === 0 };
      const keyOf = { delivery: id, part: 0 };
      if (isOpen) await sayOnce(its, { ...place, text: texts[index] ?? '', keyOf }, until, recovery);
    }
  });
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

function placeIn(lane: string): Pick<Outgoing, 'to' | 'threadId'> {
  const { roomId, threadId } = readLane(lane);
  return { to: { roomId }, ...(threadId !== undefined && { threadId }) };
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
