import type { ChannelInboundTurnPlan } from 'openclaw/plugin-sdk/channel-inbound';
import { CHANNEL_ID } from '../config/channel-id.ts';
import { isBot } from '../gate/rules.ts';
import { granted } from '../host/granted.ts';
import { deliverTo } from '../reply/deliver.ts';
import type { Status } from '../reply/presence/status.ts';
import { replyOptionsOf } from '../reply/streaming/reply-options.ts';
import type { ReplyOptions } from '../reply/streaming/stream.ts';
import { commandBodyOf, contextOf } from './context.ts';
import { maySayNothing, silenceAllowed } from './may-say-nothing.ts';
import { tellRefused } from './notice/tell-refused.ts';
import type { Turn } from './turn.ts';
import { atWork } from './waiting.ts';
import { wordsWhere } from './words-for.ts';

/** The answers of one turn, as far as they matter for the sign on its message. */
export interface Answers {
  note(isGood: boolean): void;
  /** The agent was allowed to stay silent, and did. */
  noteSilence(): void;
  count(): number;
  showIn(status: Pick<Status, 'over' | 'keptSilent'>): void;
}

export function countAnswers(): Answers {
  const answers = { good: 0, bad: 0 };
  let isSilence = false;
  const count = () => answers.good + answers.bad;
  return {
    note(isGood) {
      answers[isGood ? 'good' : 'bad'] += 1;
    },
    noteSilence() {
      isSilence = true;
    },
    count,
    showIn(status) {
      if (isSilence && count() === 0) return status.keptSilent();
      // A tool that failed on the way to an answer is no failure of the turn.
      status.over(answers.bad > 0 && answers.good === 0);
    },
  };
}

/** Hears of the agent of a turn. */
export interface Agent {
  works(runId: string): void;
  /** An answer is ready. It is let out when this resolves. */
  closes(): Promise<void>;
  /** Has a later message ended its turn? */
  isInterrupted(): boolean;
  /** Earlier answers that OpenClaw has dropped, and that go before this one. */
  takeDropped(delivered: string): string[];
}

/** A turn as OpenClaw wants it: its session, its message, and how its answers come to us. */
export function planOf(turn: Turn, answers: Answers, handedOver: ReplyOptions, agent: Agent): ChannelInboundTurnPlan {
  const { event, account, conversation, cfg, verdict } = turn;
  const { accountId } = account;
  const { route, sessionKey, to, kind } = conversation;
  const context = contextOf(turn);
  const ctxPayload = turn.runtime.channel.inbound.buildContext(context);
  let runId: string | undefined;
  return {
    cfg,
    ...silenceAllowed(turn),
    ...(verdict.reading === 'granted' && granted(cfg, context.sender.id)),
    channel: CHANNEL_ID,
    accountId,
    route: { agentId: route.agentId, sessionKey, ...(route.dmScope && { dmScope: route.dmScope }) },
    ctxPayload,
    delivery: deliveryOf(turn, ctxPayload, answers, { ...agent, runId: () => runId }),
    replyPipeline: { typing: typingOf(turn) },
    // Without it OpenClaw drops the answer to a message that has interrupted a turn (`interrupt`).
    dispatchReplyFromConfig: turn.runtime.channel.reply.dispatchReplyFromConfig,
    ...(isBot(event.actor) && { botLoopProtection: loopOf(turn) }),
    replyOptions: {
      ...handedOver,
      ...replyOptionsOf(account, turn.stream, turn.status),
      onAgentRunStart: (id) => {
        runId = id;
        agent.works(id);
      },
    },
    record: {
      ...(kind === 'direct' && {
        updateLastRoute: { sessionKey: route.sessionKey, channel: CHANNEL_ID, to, accountId },
      }),
      onRecordError: (error) => turn.log.warn(`session of ${event.room.id} not recorded: ${String(error)}`),
    },
  };
}

/** The message as OpenClaw reads it. */
export function inputOf({ event, verdict, words }: Turn) {
  return {
    id: event.message.id,
    timestamp: event.message.createdAt,
    rawText: words.raw,
    textForAgent: words.forAgent,
    textForCommands: commandBodyOf(verdict, words.raw),
  };
}

type Delivery = ChannelInboundTurnPlan['delivery'];

function deliveryOf(
  turn: Turn,
  ctxPayload: ChannelInboundTurnPlan['ctxPayload'],
  answers: Answers,
  { runId, closes, isInterrupted, takeDropped }: Agent & { readonly runId: () => string | undefined },
): Delivery {
  const { event, account, turnJournal, log } = turn;
  const writing = turn.writingIn(account);
  const words = wordsWhere(event, writing);
  const isStatus = turn.verdict.command?.name === 'status';
  const delivery = deliverTo({
    ...turn,
    ...(isStatus && { below: () => atWork(turn, event.actor.id, turn.waiting, words) }),
    ctxPayload,
    onSpeak: () => turnJournal.markSpoken(event.id),
    onAnswer: answers.note,
    maySayNothing: () => isInterrupted() || maySayNothing(turn),
    writing,
    words,
    onSilence: answers.noteSilence,
    onRefused: (error) => {
      tellRefused(error, event, turn).catch((cause: unknown) =>
        log.warn(`event ${event.id}: nobody hears why its answer was not given: ${String(cause)}`),
      );
    },
    isCommand: turn.verdict.command !== undefined,
    runId,
  });
  return {
    ...delivery,
    async preparePayload(payload, info) {
      if (info.kind === 'final') await closes();
      const prepared = delivery.preparePayload ? await delivery.preparePayload(payload, info) : payload;
      if (info.kind !== 'final' || !prepared?.text) return prepared;
      return { ...prepared, text: [...takeDropped(payload.text ?? ''), prepared.text].join('\n\n') };
    },
  };
}

/** It is kept alive and ended by the turn, not by OpenClaw. */
function typingOf({ typing, event, log }: Turn) {
  return {
    start: () => typing.start(),
    keepaliveIntervalMs: 0,
    maxDurationMs: 0,
    onStartError: (error: unknown) => log.warn(`typing in ${event.room.id}: ${String(error)}`),
  };
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
