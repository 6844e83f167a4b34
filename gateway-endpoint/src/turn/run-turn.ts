import type { ChannelInboundTurnPlan } from 'openclaw/plugin-sdk/channel-inbound';
import { bindIngressLifecycleToReplyOptions } from 'openclaw/plugin-sdk/channel-outbound';
import type { PluginRuntime } from 'openclaw/plugin-sdk/runtime-store';
import { laneIn } from '../admit/admitted.ts';
import type { Claim } from '../admit/inbox.ts';
import type { TurnJournal } from '../admit/turn-journal.ts';
import { Amended } from '../admit/under-hand.ts';
import { CHANNEL_ID } from '../config/channel-id.ts';
import { isBot } from '../gate/rules.ts';
import { STUCK } from '../host/error-words.ts';
import { granted } from '../host/granted.ts';
import { pastStops, stopping } from '../host/stops.ts';
import { deliverTo } from '../reply/deliver.ts';
import type { Seen } from '../reply/presence/presence.ts';
import type { Sender } from '../reply/sender.ts';
import { replyOptionsOf } from '../reply/streaming/reply-options.ts';
import { commandBodyOf, contextOf, type TurnFacts } from './context.ts';
import { inSession } from './in-session.ts';
import { maySayNothing, silenceAllowed } from './may-say-nothing.ts';
import { tellRefused } from './notice/tell-refused.ts';
import { runStarted } from './runs.ts';
import type { Services } from './services.ts';

export interface Turn extends TurnFacts, Seen {
  readonly claim: Claim;
  readonly turnJournal: TurnJournal;
  readonly writingIn: Services['writingIn'];
  readonly runtime: PluginRuntime;
  readonly sender: Sender;
  readonly log: { warn(message: string): void };
}

/** Hands one message to the agent. The claim ends when OpenClaw has durably taken the turn over, not when it answers. */
export async function runTurn(turn: Turn): Promise<void> {
  const { event, account, conversation, cfg, runtime, typing, status, stream, claim, words, turnJournal, log } = turn;
  const { accountId } = account;
  const { route, sessionKey, to, kind, thread } = conversation;
  const { agentId } = route;
  // A tool that failed on the way to an answer is no failure of the turn.
  const answers = { good: 0, bad: 0, isSilence: false };
  const onAnswer = (isGood: boolean) => {
    answers[isGood ? 'good' : 'bad'] += 1;
  };
  const context = contextOf(turn);
  const ctxPayload = runtime.channel.inbound.buildContext(context);
  status.seen();
  const isCommand = turn.verdict.command !== undefined;
  let runId: string | undefined;
  const lane = laneIn(event.room.id, thread?.id);
  let ended = () => {};
  const isStop = turn.verdict.command?.name === 'stop';
  const run = async () => {
    if (!isStop) await pastStops({ agentId, sessionKey }, runtime.agent.session);
    claim.handOver?.();
    // A command may begin a turn as well: `/new write the report`.
    ended = runStarted(sessionKey, { accountId, userId: event.actor.id });
    turnJournal.begin({ eventId: event.id, lane, agentId, sessionKey });
    return runtime.channel.inbound.run({
      channel: CHANNEL_ID,
      accountId,
      raw: event,
      adapter: {
        ingest: ({ message }) => ({
          id: message.id,
          timestamp: message.createdAt,
          rawText: words.raw,
          textForAgent: words.forAgent,
          textForCommands: commandBodyOf(turn.verdict, words.raw),
        }),
        resolveTurn: () => ({
          cfg,
          ...silenceAllowed(turn),
          ...(turn.verdict.reading === 'granted' && granted(cfg, context.sender.id)),
          channel: CHANNEL_ID,
          accountId,
          route: { agentId, sessionKey, ...(route.dmScope && { dmScope: route.dmScope }) },
          ctxPayload,
          delivery: deliverTo({
            ...turn,
            ctxPayload,
            onSpeak: () => turnJournal.markSpoken(event.id),
            onAnswer,
            maySayNothing: maySayNothing(turn),
            writing: turn.writingIn(account),
            onSilence: () => {
              answers.isSilence = true;
            },
            onRefused: (error) => {
              tellRefused(error, event, turn).catch((cause: unknown) =>
                log.warn(`event ${event.id}: nobody hears why its answer was not given: ${String(cause)}`),
              );
            },
            isCommand,
            runId: () => runId,
          }),
          replyPipeline: {
            typing: {
              start: () => typing.start(),
              // It is kept alive and ended here, see below.
              keepaliveIntervalMs: 0,
              maxDurationMs: 0,
              onStartError: (error) => log.warn(`typing in ${event.room.id}: ${String(error)}`),
            },
          },
          ...(isBot(event.actor) && { botLoopProtection: loopOf(turn) }),
          replyOptions: {
            ...bindIngressLifecycleToReplyOptions(claim),
            ...replyOptionsOf(account, stream, status),
            onAgentRunStart: (id) => {
              runId = id;
            },
          },
          record: {
            ...(kind === 'direct' && {
              updateLastRoute: { sessionKey: route.sessionKey, channel: CHANNEL_ID, to, accountId },
            }),
            onRecordError: (error) => log.warn(`session of ${event.room.id} not recorded: ${String(error)}`),
          },
        }),
      },
    });
  };
  try {
    const outcome = isStop
      ? await stopping(sessionKey, run)
      : await (isCommand || claim.interrupts ? run() : inSession({ sessionKey, claim }, run));
    if (outcome.dispatched && outcome.dispatchResult?.deliberateSilentTerminalReply) answers.isSilence = true;
    // OpenClaw drops the repeat of an attempt that it has not finished as a duplicate, without a log line.
    if (claim.wasStuck && !claim.isTaken() && answers.good + answers.bad === 0) {
      throw new Error(`OpenClaw holds on to an earlier attempt and has to be restarted (${STUCK})`);
    }
  } catch (error) {
    // Stopped before OpenClaw adopted it, it is no failure: the next start of the account handles it.
    if (!claim.abortSignal.aborted && !(error instanceof Amended)) onAnswer(false);
    throw error;
  } finally {
    ended();
    // Here, and not at OpenClaw's signal, which comes after two silent minutes as well.
    await Promise.all([typing.stop().catch(() => undefined), stream?.end()]);
    if (answers.isSilence && answers.good + answers.bad === 0) status.keptSilent();
    else status.over(answers.bad > 0 && answers.good === 0);
    // If the gateway stops, the turn has not ended: OpenClaw resumes it after the start.
    if (!claim.abortSignal.aborted) turnJournal.end(event.id);
  }
}

type Loop = NonNullable<ChannelInboundTurnPlan['botLoopProtection']>;

/** Two bots that answer each other are stopped by OpenClaw; people are not counted. */
function loopOf({ event, account, bot, cfg }: Turn): Loop {
  return {
    scopeId: account.accountId,
    conversationId: event.room.id,
    senderId: event.actor.id,
    receiverId: bot.id,
    eventId: event.id,
    ...limitsOf('config', account.policy.botLoopProtection),
    ...limitsOf('defaultsConfig', cfg.channels?.defaults?.botLoopProtection),
    defaultEnabled: true,
  };
}

/** In zod's types an absent key may be undefined; in OpenClaw's it may not. */
function limitsOf(key: 'config' | 'defaultsConfig', limits: object | undefined): Pick<Loop, typeof key> {
  return limits === undefined ? {} : { [key]: limits };
}
