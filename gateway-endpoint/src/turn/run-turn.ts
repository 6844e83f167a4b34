import { laneIn } from '../admit/admitted.ts';
import { Amended } from '../admit/under-hand.ts';
import { CHANNEL_ID } from '../config/channel-id.ts';
import { STUCK } from '../host/error-words.ts';
import { pastStops, stopping } from '../host/stops.ts';
import { inSession } from './in-session.ts';
import { runStarted } from './runs.ts';
import type { Turn } from './turn.ts';
import { type Answers, countAnswers, inputOf, planOf } from './turn-plan.ts';

/** Hands one message to the agent. The claim ends when OpenClaw has durably taken the turn over, not when it answers. */
export async function runTurn(turn: Turn): Promise<void> {
  const { event, typing, status, stream, claim, turnJournal } = turn;
  const answers = countAnswers();
  status.seen();
  try {
    await inOrder(turn, () => run(turn, answers));
    // OpenClaw drops the repeat of an attempt that it has not finished as a duplicate, without a log line.
    if (claim.wasStuck && !claim.isTaken() && answers.count() === 0) {
      throw new Error(`OpenClaw holds on to an earlier attempt and has to be restarted (${STUCK})`);
    }
  } catch (error) {
    // Stopped before OpenClaw adopted it, it is no failure: the next start of the account handles it.
    if (!claim.abortSignal.aborted && !(error instanceof Amended)) answers.note(false);
    throw error;
  } finally {
    // Here, and not at OpenClaw's signal, which comes after two silent minutes as well.
    await Promise.all([typing.stop().catch(() => undefined), stream?.end()]);
    answers.showIn(status);
    // If the gateway stops, the turn has not ended: OpenClaw resumes it after the start.
    if (!claim.abortSignal.aborted) turnJournal.end(event.id);
  }
}

/** A stop, other commands and answers to the agent's questions do not wait for the turn that runs in the session. */
function inOrder({ claim, conversation: { sessionKey }, verdict }: Turn, work: () => Promise<void>): Promise<void> {
  if (verdict.command?.name === 'stop') return stopping(sessionKey, work);
  return verdict.command || claim.interrupts ? work() : inSession({ sessionKey, claim }, work);
}

async function run(turn: Turn, answers: Answers): Promise<void> {
  const { event, account, conversation, claim, turnJournal, runtime } = turn;
  const { accountId } = account;
  const { route, sessionKey, thread } = conversation;
  const { agentId } = route;
  const isStop = turn.verdict.command?.name === 'stop';
  if (!isStop) await pastStops({ agentId, sessionKey }, runtime.agent.session);
  claim.handOver?.();
  // A command may begin a turn as well: `/new write the report`.
  const ended = runStarted(sessionKey, { accountId, userId: event.actor.id });
  try {
    turnJournal.begin({ eventId: event.id, lane: laneIn(event.room.id, thread?.id), agentId, sessionKey });
    const outcome = await runtime.channel.inbound.run({
      channel: CHANNEL_ID,
      accountId,
      raw: event,
      adapter: { ingest: () => inputOf(turn), resolveTurn: () => planOf(turn, answers) },
    });
    if (outcome.dispatched && outcome.dispatchResult?.deliberateSilentTerminalReply) answers.noteSilence();
  } finally {
    ended();
  }
}
