import {
  buildChannelOutboundSessionRoute,
  buildThreadAwareOutboundSessionRoute,
  type ChannelPlugin,
} from 'openclaw/plugin-sdk/channel-core';
import type { Account } from '../config/account.ts';
import { CHANNEL_ID } from '../config/channel-id.ts';
import { readTarget, writeTarget } from './target.ts';

/** The grammar of targets, and which session a target belongs to: the same one as for a message from there. */
export const messaging: NonNullable<ChannelPlugin<Account>['messaging']> = {
  targetPrefixes: [CHANNEL_ID],
  directTargetStyle: 'user-prefixed',
  targetIdComparison: 'case-sensitive',
  normalizeTarget(raw) {
    const target = readTarget(raw);
    return target && writeTarget(target);
  },
  inferTargetChatType({ to }) {
    const target = readTarget(to);
    return target && ('userId' in target ? 'direct' : 'channel');
  },
  targetResolver: {
    looksLikeId: (raw) => readTarget(raw) !== undefined,
    hint: 'channel:<room id> or user:<user id>',
  },
  resolveOutboundSessionRoute({ cfg, agentId, accountId, target: to, threadId, currentSessionKey }) {
    const target = readTarget(to);
    if (!target) return null;
    const isDirect = 'userId' in target;
    const kind = isDirect ? 'direct' : 'channel';
    const id = isDirect ? target.userId : target.roomId;
    const route = buildChannelOutboundSessionRoute({
      cfg,
      agentId,
      channel: CHANNEL_ID,
      ...(accountId && { accountId }),
      peer: { kind, id },
      chatType: kind,
      from: isDirect ? `${CHANNEL_ID}:${id}` : `${CHANNEL_ID}:channel:${id}`,
      to: writeTarget(target),
    });
    return buildThreadAwareOutboundSessionRoute({
      route,
      // Never from a reply's id: in Rocket.Chat quoting a message does not open a thread.
      precedence: ['threadId', 'currentSession'],
      ...(threadId != null && { threadId }),
      ...(currentSessionKey && { currentSessionKey }),
    });
  },
};
