import { type EventOf, nothingLeft } from '@rocketchat-openclaw/shared';
import type { BuildChannelInboundEventContextParams } from 'openclaw/plugin-sdk/channel-inbound';
import type { Account } from '../config/account.ts';
import { CHANNEL_ID } from '../config/channel-id.ts';
import type { Verdict } from '../gate/verdict.ts';
import type { Recalled } from '../history/recall.ts';
import type { Taken } from '../media/take.ts';
import type { Conversation } from './conversation.ts';
import { wordsOf } from './words.ts';

export interface TurnFacts {
  readonly event: EventOf<'message.sent'>;
  readonly account: Account;
  readonly conversation: Conversation;
  readonly verdict: Extract<Verdict, { start: true }>;
  readonly commandText: string;
  readonly recalled: Recalled | undefined;
  readonly taken: Taken;
}

/** An event of the contract → what OpenClaw's agent is told. Every field of the event is used or named as unused. */
export function contextOf({ event, account, conversation, verdict, commandText, recalled, taken }: TurnFacts) {
  const { id: _stable, type: _type, at: _at, room, actor, message, ...rest } = event;
  nothingLeft(rest);
  const {
    id: messageId,
    text: _text,
    threadId,
    mentions,
    files: _files,
    createdAt,
    editedAt: _edited,
    ...left
  } = message;
  nothingLeft(left);
  const { id: roomId, type: _roomType, name: roomName, parentId, encrypted: _encrypted, ...of } = room;
  nothingLeft(of);
  const { id: senderId, username, name, type: actorType, roles, ...who } = actor;
  nothingLeft(who);

  const { kind, to, from, route, sessionKey } = conversation;
  const { ingress, wasMentioned } = verdict;
  const words = wordsOf(event, taken);
  return {
    channelIngress: ingress,
    channel: CHANNEL_ID,
    accountId: account.accountId,
    messageId,
    timestamp: createdAt,
    from,
    sender: { id: senderId, name: name || username, username, roles, isBot: actorType === 'bot' },
    conversation: {
      kind,
      id: roomId,
      label: roomName || username,
      nativeChannelId: roomId,
      ...(parentId && { parentId }),
      ...(threadId && { threadId }),
    },
    route: {
      agentId: route.agentId,
      accountId: account.accountId,
      routeSessionKey: route.sessionKey,
      dispatchSessionKey: sessionKey,
      ...(route.dmScope && { dmScope: route.dmScope }),
      // Named, it makes OpenClaw begin the thread's session with a copy of the room's.
      ...(threadId && account.reading.thread.inheritParent && { parentSessionKey: route.sessionKey }),
    },
    reply: {
      to,
      originatingTo: to,
      nativeChannelId: roomId,
      ...(threadId && { messageThreadId: threadId }),
    },
    message: {
      rawBody: words.raw,
      commandBody: commandText,
      bodyForAgent: words.forAgent,
      ...(recalled && { inboundHistory: recalled.entries }),
    },
    // Otherwise OpenClaw shows the last 20 at most, and adds what its transcript holds already.
    ...(recalled && { sessionTranscript: { historyLimit: recalled.limit, historyKind: 'recent' } }),
    ...(taken.media.length > 0 && { media: taken.media }),
    access: {
      commands: { authorized: ingress.commandAccess.authorized },
      ...(kind !== 'direct' && {
        mentions: {
          canDetectMention: true,
          wasMentioned,
          explicitlyMentionedBot: wasMentioned,
          hasAnyMention: mentions.length > 0,
          mentionedUserIds: mentions.map((mention) => mention.id),
          requireMention: account.policy.requireMention,
          ...(ingress.activationAccess.effectiveWasMentioned !== undefined && {
            effectiveWasMentioned: ingress.activationAccess.effectiveWasMentioned,
          }),
        },
      }),
    },
  } satisfies BuildChannelInboundEventContextParams;
}
