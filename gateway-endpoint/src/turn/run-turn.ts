import { laneIn } from '../admit/admitted.ts';
import { Amended } from '../admit/under-hand.ts';
import { CHANNEL_ID } from '../config/channel-id.ts';
import { watchAgent } from '../host/agent-events.ts';
import { hasSessionChanged, STUCK } from '../host/error-words.ts';
import { takeUpAgain } from '../host/given-up.ts';
import { pastStops, stopsIn } from '../host/stops.ts';
import type { Status } from '../reply/presence/status.ts';
import { type HandOver, handOver, type Way } from './hand-over.ts';
import { untilNoneIsOnItsWay } from './line.ts';
import { answersAt, isRunning, type Joined, runJoined, runStarted, type StartedRun, starterOf } from './runs.ts';
import { sayDropped } from './say-dropped.ts';
import type { Turn } from './turn.ts';
import { type Agent, type Answers, countAnswers, inputOf, planOf } from './turn-plan.ts';

/**
 * Hands one message to the agent, and resolves when OpenClaw is done with it. The claim ends earlier: when OpenClaw has
 * durably taken the message over.
 */
export async function runTurn(turn: Turn): Promise<Way> {
  const { event, typing, status, stream, claim, turnJournal } = turn;
  const answers = countAnswers();
  /** On the messages that it answers. */
  const signs = [status];
  status.seen();
  if (claim.isFromBefore) status.waitedBefore();
  let way: Way = 'turn';
  try {
    way = await runUnlessSessionChanges(turn, answers, signs);
    // OpenClaw drops the repeat of an attempt that it has not finished as a duplicate, without a log line.
    if (way === 'turn' && claim.wasStuck && !claim.isTaken() && answers.count() === 0) {
      throw new Error(`OpenClaw holds on to an earlier attempt and has to be restarted (${STUCK})`);
    }
    return way;
  } catch (error) {
    // Stopped before OpenClaw adopted it, it is no failure: the next start of the account handles it.
    if (!claim.abortSignal.aborted && !(error instanceof Amended)) answers.note(false);
    throw error;
  } finally {
    // Here, and not at OpenClaw's signal, which comes after two silent minutes as well.
    await Promise.all([typing.stop().catch(() => undefined), stream?.end()]);
    if (way === 'turn') for (const each of signs) answers.showIn(each);
    // If the gateway stops, the turn has not ended: OpenClaw resumes it after the start.
    if (!claim.abortSignal.aborted) turnJournal.end(event.id);
  }
}

/** So often the session of a message may change while OpenClaw begins its turn. */
const MOST_ATTEMPTS = 5;

/** The next message of the session is not handed over meanwhile, so their order stays. */
async function runUnlessSessionChanges(turn: Turn, answers: Answers, signs: Status[]): Promise<Way> {
  for (let attempt = 1; ; attempt++) {
    const under = underWay(turn, signs);
    try {
      return await run(turn, answers, under);
    } catch (error) {
      const isOver = under.handed.isTaken() || turn.claim.abortSignal.aborted || attempt === MOST_ATTEMPTS;
      if (isOver || !hasSessionChanged(error)) throw error;
    } finally {
      under.ends();
    }
  }
}

/** Dispatches the message, and follows it until OpenClaw is done with it. */
async function run(turn: Turn, answers: Answers, { handed, agent, begins }: UnderWay): Promise<Way> {
  const { event, account, conversation, claim, runtime, log } = turn;
  const { sessionKey } = conversation;
  const isMessage = turn.verdict.command === undefined;
  if (await takeUpAgain({ agentId: conversation.route.agentId, sessionKey }, runtime))
    log.warn(`session ${sessionKey}: OpenClaw had given it up after restarts, and it goes on with event ${event.id}`);
  // Not earlier: a stop may come while the context of the message is gathered.
  const stops = await stopsBefore(turn);
  if (!turn.place.setsOut()) return 'refused';
  claim.handOver?.();
  await begins();
  if (isMessage && stopsIn(sessionKey) !== stops) return 'refused';
  const outcome = await runtime.channel.inbound.run({
    channel: CHANNEL_ID,
    accountId: account.accountId,
    raw: event,
    adapter: { ingest: () => inputOf(turn), resolveTurn: () => planOf(turn, answers, handed.replyOptions, agent) },
  });
  if (outcome.dispatched && outcome.dispatchResult?.deliberateSilentTerminalReply) {
    answers.noteSilence();
    await sayDropped(turn, agent);
  }
  const way = await handed.way();
  if (agent.isInterrupted()) answers.noteSilence();
  const isDropped = !handed.isTaken() && answers.count() === 0 && stopsIn(sessionKey) !== stops;
  return isMessage && isDropped ? 'refused' : way;
}

/** How many stops its session has seen, once they have ended: a stop itself waits for none. */
async function stopsBefore({ conversation, verdict, runtime }: Turn): Promise<number> {
  const { route, sessionKey } = conversation;
  if (verdict.command?.name === 'stop') return stopsIn(sessionKey);
  return pastStops({ agentId: route.agentId, sessionKey }, runtime.agent.session);
}

/** A message on its way through OpenClaw, and the turn that it becomes or joins. */
interface UnderWay {
  readonly handed: HandOver;
  readonly agent: Agent;
  /** A turn of its own begins, as far as we know. */
  begins(): Promise<void>;
  ends(): void;
}

function underWay(turn: Turn, signs: Status[]): UnderWay {
  const { event, account, conversation, claim, place, turnJournal, runtime } = turn;
  const { route, sessionKey, thread } = conversation;
  const starter = starterOf(event.actor, account);
  // It tells of what runs, and is nothing that runs.
  const isStatus = turn.verdict.command?.name === 'status';
  let started: StartedRun | undefined;
  let runId: string | undefined;
  /** If only a turn runs that we have not begun, we do not see its end. */
  const wasRunning = isRunning(sessionKey);
  async function closes(): Promise<void> {
    if (!started) return;
    started.closes();
    await untilNoneIsOnItsWay(sessionKey, place);
  }
  const events = watchAgent({ runtime, isRun: (id) => id === runId, onEnd: () => started?.closes() });

  function onJoined(message: Joined | undefined): void {
    events.joined();
    if (message) signs.push(message.status);
  }
  function begins(): Promise<void> {
    started?.ends();
    // A command may begin a turn as well: `/new write the report`.
    if (!isStatus) started = runStarted(sessionKey, starter, { answersAt: answersAt(turn), onJoined });
    return turnJournal.begin({
      eventId: event.id,
      lane: laneIn(event.room.id, thread?.id),
      agentId: route.agentId,
      sessionKey,
    });
  }
  const handed = handOver(claim, {
    onWaiting() {
      turn.waiting.begins(turn);
      started?.ends();
      turnJournal.forget(event.id);
      place.isInMemory();
    },
    onBegin: (way, hasWaited) => {
      for (const { id } of [event, ...(claim.joined ?? [])]) turn.waiting.ends(id);
      if (way === 'joined') runJoined(sessionKey, starter, turn);
      // OpenClaw begins it now, and nothing may come in between.
      else if (hasWaited) begins().catch(() => undefined);
      place.leave();
    },
    takesBack: () => wasRunning,
    isIdle: () => !isRunning(sessionKey),
  });
  return {
    handed,
    begins,
    agent: {
      works(id) {
        runId = id;
        started?.works();
      },
      closes,
      isInterrupted: () => started?.isInterrupted() ?? false,
      takeDropped: events.takeDropped,
    },
    ends() {
      handed.ends();
      events.unwatch();
      started?.ends();
    },
  };
}
