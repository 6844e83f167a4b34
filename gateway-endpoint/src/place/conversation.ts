import type { EventOf } from '@rocketchat-openclaw/shared';
import type { OpenClawConfig } from 'openclaw/plugin-sdk/account-core';
import { type ResolvedAgentRoute, resolveThreadSessionKeys } from 'openclaw/plugin-sdk/routing';
import type { PluginRuntime } from 'openclaw/plugin-sdk/runtime-store';
import { peerIn, threadIn } from '../config/account-names.ts';
import { CHANNEL_ID } from '../config/channel-id.ts';
import { fromOf, routeOf } from './route.ts';
import { writeTarget } from './target.ts';

/** The conversation of a message in OpenClaw's terms, with its agent and session. */
export interface Conversation {
  readonly kind: 'direct' | 'channel';
  /** `user:<id>` or `channel:<id>`; ids are case-sensitive and are never taken back from a session key. */
  readonly to: string;
  readonly from: string;
  readonly route: ResolvedAgentRoute;
  readonly sessionKey: string;
  /** The thread in which it is answered; absent if that is the room itself. */
  readonly thread: AnswerThread | undefined;
}

export interface AnswerThread {
  readonly id: string;
  /** Are answers shown in the room as well? */
  readonly alsoInRoom: boolean;
}

/** The same for OpenClaw's inbound context, whatever is said there. */
export function placeOf({ kind, to, from, route, sessionKey, thread }: Conversation, place: Place) {
  const { accountId, roomId, label } = place;
  const threadId = thread?.id;
  const peer = { kind, id: peerIn(accountId, roomId) };
  return {
    channel: CHANNEL_ID,
    accountId,
    from,
    conversation: {
      kind,
      id: roomId,
      label,
      nativeChannelId: roomId,
      ...(threadId && { threadId }),
      // OpenClaw looks rooms up by it, without their account.
      ...(peer.id !== roomId && kind === 'channel' && { routePeer: peer }),
    },
    route: {
      agentId: route.agentId,
      accountId,
      routeSessionKey: route.sessionKey,
      dispatchSessionKey: sessionKey,
      ...(route.dmScope && { dmScope: route.dmScope }),
    },
    reply: { to, originatingTo: to, nativeChannelId: roomId, ...(threadId && { messageThreadId: threadId }) },
  } as const;
}

interface Place {
  readonly accountId: string;
  readonly roomId: string;
  readonly label: string;
}

/** Anything that happened in a room, to a message there or not. */
export type Happened = Pick<EventOf<'message.sent'>, 'room' | 'actor'> & {
  readonly message?: { readonly threadId?: string | undefined };
};

/**
 * A direct room is a conversation with its other person; every other room is a `channel`, groups included: a target
 * `channel:<id>` does not say which kind it is, and both directions must arrive at the same session.
 */
export function conversationOf(
  { room, actor }: Happened,
  accountId: string,
  cfg: OpenClawConfig,
  resolveAgentRoute: PluginRuntime['channel']['routing']['resolveAgentRoute'],
  thread: AnswerThread | undefined,
): Conversation {
  // An integration in a direct room is not the person whose room it is: it has a session of its own.
  const kind = room.type === 'direct' && !actor.via ? 'direct' : 'channel';
  const peer = { kind, id: kind === 'direct' ? actor.id : room.id } as const;
  const route = routeOf(peer, accountId, cfg, resolveAgentRoute);
  const { sessionKey } = resolveThreadSessionKeys({
    baseSessionKey: route.sessionKey,
    threadId: thread?.id ?? null,
    normalizeThreadId: (id) => threadIn(accountId, id),
  });
  return {
    kind,
    to: writeTarget(kind === 'direct' ? { userId: actor.id } : { roomId: room.id }),
    from: fromOf(peer, accountId),
    route,
    sessionKey,
    thread,
  };
}
