import type { EventOf } from '@rocketchat-openclaw/shared';
import type { ChannelInboundTurnPlan } from 'openclaw/plugin-sdk/channel-inbound';
import { createMessageReceiptFromOutboundResults } from 'openclaw/plugin-sdk/channel-outbound';
import { CHANNEL_ID } from '../config/channel-id.ts';
import type { Conversation } from '../dispatch/conversation.ts';
import { contentOf, inThread, mediaIn } from './content.ts';
import type { Sender } from './sender.ts';

export interface Replying {
  readonly event: EventOf<'message.sent'>;
  readonly conversation: Pick<Conversation, 'to' | 'thread'>;
  readonly sender: Sender;
  readonly log: { warn(message: string): void };
}

/** The answers of one turn → posts in the room and thread the question was asked in. */
export function deliverTo({
  event,
  conversation: { to, thread },
  sender,
  log,
}: Replying): ChannelInboundTurnPlan['delivery'] {
  const { room } = event;
  let answers = 0;
  return {
    observeMessageSent: true,
    // The answer goes on OpenClaw's own durable queue and comes back to us through `outbound`: a workspace that is
    // away for a while, or a gateway that is killed, then costs time and not the answer.
    durable: (payload) =>
      payload.text || mediaIn(payload).length > 0 ? { to, replyToId: null, threadId: thread?.id ?? null } : false,
    async deliver(payload) {
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
    },
    onError: (error, { kind }) => log.warn(`${kind} answer to ${event.id} was not posted: ${String(error)}`),
  };
}
