import type { EventOf } from '@rocketchat-openclaw/shared';
import type { OpenClawConfig } from 'openclaw/plugin-sdk/account-core';
import type { ChannelInboundTurnPlan } from 'openclaw/plugin-sdk/channel-inbound';
import {
  createMessageReceiptFromOutboundResults,
  deliverInboundReplyWithMessageSendContext,
} from 'openclaw/plugin-sdk/channel-outbound';
import type { Account } from '../config/account.ts';
import { CHANNEL_ID } from '../config/channel-id.ts';
import { replyToModeFor } from '../config/threading.ts';
import { sayPlainly } from '../host/said-by-host.ts';
import type { Conversation } from '../place/conversation.ts';
import { readTarget } from '../place/target.ts';
import { threadOfAnswer } from '../place/thread-of-answer.ts';
import { textFor, type Writing } from '../text/text.ts';
import type { Words } from '../texts/words.ts';
import { contentOf, inThread, mediaIn } from './content.ts';
import { inPlainWords, isFailure, isNoAnswer } from './failure.ts';
import { newCommand } from './new-command.ts';
import { isPresented } from './presentation.ts';
import type { Sender } from './sender.ts';
import type { TurnStream } from './streaming/turn-stream.ts';

type Delivery = ChannelInboundTurnPlan['delivery'];
type Payload = Parameters<Delivery['deliver']>[0];
type Info = Parameters<Delivery['deliver']>[1];

export interface Replying {
  readonly event: EventOf<'message.sent'>;
  readonly account: Pick<Account, 'accountId' | 'threading' | 'policy'>;
  readonly conversation: Pick<Conversation, 'to' | 'kind' | 'route' | 'thread'>;
  readonly cfg: OpenClawConfig;
  readonly ctxPayload: ChannelInboundTurnPlan['ctxPayload'];
  /** Is it a command that is answered? */
  readonly isCommand: boolean;
  /** A line of ours below its text. */
  readonly below?: () => string;
  /** OpenClaw's name for the turn in its log. */
  readonly runId: () => string | undefined;
  /** May the turn end without a word? */
  readonly maySayNothing: () => boolean;
  readonly sender: Sender;
  /** How the account writes. */
  readonly writing: Writing;
  /** Of the author in a direct conversation, and of the workspace in a room. */
  readonly words: Words;
  readonly stream: TurnStream | undefined;
  /** Called before a post that does not go through OpenClaw's durable queue. */
  readonly onSpeak: () => void;
  /** Called for each answer; `isGood` is false if the agent failed. */
  readonly onAnswer: (isGood: boolean) => void;
  /** Called when the agent was allowed to stay silent, and did. */
  readonly onSilence: () => void;
  /** Called with the error that kept an answer from its room. */
  readonly onRefused: (error: unknown) => void;
  readonly log: { warn(message: string): void };
}

/** The answers of one turn → posts in the room and thread the question was asked in. */
export function deliverTo(replying: Replying): Delivery {
  const { event, account, conversation, cfg, ctxPayload, sender, stream, words } = replying;
  const { onSpeak, onAnswer, onRefused, log } = replying;
  const { room } = event;
  const { to, route, thread } = conversation;
  const threadOf = threadsOf(replying);
  let answers = 0;

  const addressed = (payload: Payload) => ({ to, replyToId: null, threadId: threadOf(payload)?.id ?? null });
  const isStreamed = (payload: Payload, info: Info) =>
    threadOf(payload)?.id === thread?.id && stream?.takes(payload, info) === true;

  /** The queue does not store that it is an answer, so we remember it. */
  function expected(payload: Payload) {
    const place = addressed(payload);
    const target = readTarget(to);
    if (target) {
      const { text } = contentOf(payload, words);
      sender.expect({ to: target, threadId: place.threadId ?? undefined, text }, event.id);
    }
    return place;
  }

  async function post(payload: Payload) {
    const sent = await sender.send({
      to: { roomId: room.id },
      ...inThread(threadOf(payload)),
      ...contentOf(payload, words),
      keyOf: { event: event.id, purpose: `answer-${answers++}` },
    });
    const results = sent.messageIds.map((messageId) => ({ channel: CHANNEL_ID, messageId, channelId: room.id }));
    return {
      messageIds: [...sent.messageIds],
      receipt: createMessageReceiptFromOutboundResults({ results, kind: 'text' }),
      visibleReplySent: results.length > 0,
      ...(payload.text !== undefined && { content: payload.text }),
    };
  }

  /** Posts an answer that the preview cannot become after all. */
  async function queue(payload: Payload, info: Info) {
    const { accountId } = account;
    const by = { cfg, channel: CHANNEL_ID, accountId, agentId: route.agentId, ctxPayload };
    const queued = await deliverInboundReplyWithMessageSendContext({ ...by, ...expected(payload), payload, info });
    if (queued.status === 'failed') throw queued.error;
    return 'delivery' in queued ? queued.delivery : post(payload);
  }

  return {
    observeMessageSent: true,
    preparePayload: wordsForPeople(replying),
    // The answer goes on OpenClaw's own durable queue and comes back to us through `outbound`: a workspace that is
    // away for a while, or a gateway that is killed, then costs time and not the answer.
    durable: (payload, info) => {
      if (isStreamed(payload, info)) return false;
      if (!payload.text && mediaIn(payload).length === 0 && !isPresented(payload)) return false;
      return expected(payload);
    },
    deliver(payload, info) {
      onSpeak();
      return stream && isStreamed(payload, info)
        ? stream.finish(payload, info, (anew) => queue(anew, info))
        : post(payload);
    },
    async onDelivered(payload, info, result) {
      // A payload that is not posted, such as the second report of one failure, is no answer.
      if (info.kind === 'final' && result?.visibleReplySent !== false) onAnswer(!payload.isError);
      await stream?.delivered(info, result);
    },
    onError(error, { kind }) {
      onAnswer(false);
      onRefused(error);
      log.warn(`${kind} answer to ${event.id} was not posted: ${String(error)}`);
    },
  };
}

function threadsOf({ event, conversation: { kind, thread }, account: { threading } }: Replying) {
  const isFlat = kind === 'direct' && replyToModeFor('direct', threading) === 'off';
  const asked = { messageId: event.message.id, thread, alsoInRoom: threading.alsoInRoom, isFlat };
  return (payload: Payload) => threadOfAnswer(payload, asked);
}

/** Failures once per turn, with a reference that is in the log beside OpenClaw's own text. */
function wordsForPeople(replying: Replying): NonNullable<Delivery['preparePayload']> {
  const { event, account, isCommand, below, runId, maySayNothing, writing, words, onSilence, log } = replying;
  let failures = 0;
  return (payload) => {
    // It would give no post. OpenClaw goes on as if there were no answer, and reports that if one is due.
    if (showsNothing(payload, writing)) return null;
    if (!isFailure(payload)) return withText(payload, withLine(sayPlainly(payload.text ?? '', words), below));
    // The author of a command must read its error, but not that of a turn that it started.
    if (isCommand && payload.isError && runId() === undefined) return { ...payload, isError: false };
    if (isNoAnswer(payload) && maySayNothing()) {
      onSilence();
      return null;
    }
    // OpenClaw may tell of the same failure in several ways.
    if (failures++ > 0) return null;
    return inPlainWords(payload, { event: event.id, purpose: 'failure' }, newCommand(account.policy), words, (line) =>
      log.warn(`event ${event.id}, run ${runId() ?? 'none'}: ${line}`),
    );
  };
}

const withLine = (text: string, below: (() => string) | undefined): string =>
  text !== '' && below ? `${text}\n${below()}` : text;

function withText(payload: Payload, text: string): Payload {
  return text === (payload.text ?? '') ? payload : { ...payload, text };
}

/** Invisible characters only, or none. */
function showsNothing(payload: Payload, writing: Writing): boolean {
  if (mediaIn(payload).length > 0 || isPresented(payload) || payload.channelData) return false;
  return textFor(payload.text ?? '', writing).length === 0;
}
