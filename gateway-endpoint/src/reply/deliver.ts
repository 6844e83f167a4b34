import type { EventOf } from '@rocketchat-openclaw/shared';
import type { OpenClawConfig } from 'openclaw/plugin-sdk/account-core';
import type { ChannelInboundTurnPlan } from 'openclaw/plugin-sdk/channel-inbound';
import {
  createMessageReceiptFromOutboundResults,
  deliverInboundReplyWithMessageSendContext,
} from 'openclaw/plugin-sdk/channel-outbound';
import type { Account } from '../config/account.ts';
import { CHANNEL_ID } from '../config/channel-id.ts';
import type { Conversation } from '../dispatch/conversation.ts';
import { contentOf, inThread, mediaIn } from './content.ts';
import { isPresented } from './presentation.ts';
import type { Sender } from './sender.ts';
import type { TurnStream } from './streaming/turn-stream.ts';

type Delivery = ChannelInboundTurnPlan['delivery'];
type Payload = Parameters<Delivery['deliver']>[0];
type Info = Parameters<Delivery['deliver']>[1];

export interface Replying {
  readonly event: EventOf<'message.sent'>;
  readonly account: Pick<Account, 'accountId'>;
  readonly conversation: Pick<Conversation, 'to' | 'route' | 'thread'>;
  readonly cfg: OpenClawConfig;
  readonly ctxPayload: ChannelInboundTurnPlan['ctxPayload'];
  readonly sender: Sender;
  readonly stream: TurnStream | undefined;
  /** Told of each answer: is it one, or does it say, or show by its absence, that the agent failed? */
  readonly onAnswer: (isGood: boolean) => void;
  readonly log: { warn(message: string): void };
}

/** The answers of one turn → posts in the room and thread the question was asked in. */
export function deliverTo(replying: Replying): Delivery {
  const { event, account, conversation, cfg, ctxPayload, sender, stream, onAnswer, log } = replying;
  const { room } = event;
  const { to, route, thread } = conversation;
  const addressed = { to, replyToId: null, threadId: thread?.id ?? null };
  let answers = 0;

  async function post(payload: Payload) {
    const sent = await sender.send({
      to: { roomId: room.id },
      ...inThread(thread),
      ...contentOf(payload),
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

  /** For an answer that its preview cannot become after all. */
  async function queue(payload: Payload, info: Info) {
    const { accountId } = account;
    const by = { cfg, channel: CHANNEL_ID, accountId, agentId: route.agentId, ctxPayload };
    const queued = await deliverInboundReplyWithMessageSendContext({ ...by, ...addressed, payload, info });
    if (queued.status === 'failed') throw queued.error;
    return 'delivery' in queued ? queued.delivery : post(payload);
  }

  return {
    observeMessageSent: true,
    // The answer goes on OpenClaw's own durable queue and comes back to us through `outbound`: a workspace that is
    // away for a while, or a gateway that is killed, then costs time and not the answer.
    durable: (payload, info) => {
      if (stream?.takes(payload, info)) return false;
      return payload.text || mediaIn(payload).length > 0 || isPresented(payload) ? addressed : false;
    },
    deliver: (payload, info) =>
      stream?.takes(payload, info) ? stream.finish(payload, info, (anew) => queue(anew, info)) : post(payload),
    async onDelivered(payload, info, result) {
      if (info.kind === 'final') onAnswer(!payload.isError);
      await stream?.delivered(info, result);
    },
    onError(error, { kind }) {
      onAnswer(false);
      log.warn(`${kind} answer to ${event.id} was not posted: ${String(error)}`);
    },
  };
}
