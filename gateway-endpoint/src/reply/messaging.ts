import {
  buildChannelOutboundSessionRoute,
  buildThreadAwareOutboundSessionRoute,
  type ChannelPlugin,
} from 'openclaw/plugin-sdk/channel-core';
import type { Account } from '../config/account.ts';
import { CHANNEL_ID } from '../config/channel-id.ts';
import type { FindTarget } from '../directory/find-target.ts';
import { isPerson, isTarget, readTarget, readWanted, TARGET_FORMS, writeTarget, writeWanted } from './target.ts';

type Messaging = NonNullable<ChannelPlugin<Account>['messaging']>;

/**
 * The grammar of targets, and which session a target belongs to: the same one as for a message from there.
 *
 * @param find asks the workspace for what is named, or for whose an id is
 */
export function messagingVia(find: FindTarget): Messaging {
  return {
    targetPrefixes: [CHANNEL_ID],
    directTargetStyle: 'user-prefixed',
    targetIdComparison: 'case-sensitive',
    normalizeTarget(raw) {
      const wanted = readWanted(raw);
      return wanted && writeWanted(wanted);
    },
    inferTargetChatType({ to }) {
      const wanted = readWanted(to);
      if (!wanted || 'bare' in wanted) return undefined;
      return isPerson(wanted) ? 'direct' : 'channel';
    },
    targetResolver: {
      // OpenClaw's own search of the directory knows no case and takes what merely contains the name, so it is not asked.
      looksLikeId: () => true,
      hint: TARGET_FORMS,
      async resolveTarget({ cfg, accountId, input }) {
        const wanted = readWanted(input);
        if (!wanted) throw wrongTarget(input);
        if (isTarget(wanted)) return { to: writeTarget(wanted), kind: kindOf(wanted), source: 'normalized' };
        const { target, display } = await find(wanted, cfg, accountId);
        return { to: writeTarget(target), kind: kindOf(target), display, source: 'directory' };
      },
    },
    resolveOutboundSessionRoute({ cfg, agentId, accountId, target: to, resolvedTarget, ...params }) {
      const target = readTarget(resolvedTarget?.to ?? to);
      if (!target) return null;
      const { threadId, currentSessionKey } = params;
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
}

export function wrongTarget(to: string): Error {
  return new Error(`${JSON.stringify(to)} is no target: use ${TARGET_FORMS}`);
}

const kindOf = (target: NonNullable<ReturnType<typeof readTarget>>) => ('userId' in target ? 'user' : 'channel');
