import type { OpenClawConfig } from 'openclaw/plugin-sdk/account-core';
import {
  buildChannelOutboundSessionRoute,
  buildThreadAwareOutboundSessionRoute,
  type ChannelPlugin,
} from 'openclaw/plugin-sdk/channel-core';
import { parseThreadSessionSuffix } from 'openclaw/plugin-sdk/routing';
import { type Account, accountIdIn } from '../config/account.ts';
import { idOfPeer, idOfThread, peerIn, threadIn } from '../config/account-names.ts';
import { CHANNEL_ID } from '../config/channel-id.ts';
import { fromOf, ownSession } from '../place/route.ts';
import {
  isPerson,
  isTarget,
  readTarget,
  readWanted,
  TARGET_FORMS,
  type Target,
  writeTarget,
  writeWanted,
} from '../place/target.ts';
import type { FindTarget } from './directory/find-target.ts';

type Messaging = NonNullable<ChannelPlugin<Account>['messaging']>;

/**
 * The grammar of targets, and the session of a target: the same one as for a message from there.
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
        if (isTarget(wanted)) {
          const target = ownTarget(wanted, input, cfg, accountId);
          return { to: writeTarget(target), kind: kindOf(target), source: 'normalized' };
        }
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
      const account = accountIdIn(cfg, accountId);
      const peer = { kind, id } as const;
      const own = ownSession(peer, account, cfg, { agentId, ...cfg.session });
      const route = {
        ...buildChannelOutboundSessionRoute({
          cfg,
          agentId,
          channel: CHANNEL_ID,
          ...(accountId && { accountId }),
          peer: { kind, id: peerIn(account, id) },
          chatType: kind,
          from: fromOf(peer, account),
          to: writeTarget(target),
        }),
        ...(own && { sessionKey: own.sessionKey, baseSessionKey: own.sessionKey }),
      };
      const thread = threadId ?? (own && threadOf(currentSessionKey, own.sessionKey));
      return buildThreadAwareOutboundSessionRoute({
        route,
        // Never from a reply's id: in Rocket.Chat quoting a message does not open a thread.
        precedence: ['threadId', 'currentSession'],
        normalizeThreadId: (each) => threadIn(account, each),
        ...(thread != null && { threadId: thread }),
        ...(currentSessionKey && { currentSessionKey }),
      });
    },
  };
}

/**
 * The same target by the account's own ids: a person may be named as OpenClaw names senders, with the account.
 *
 * @throws Error if it names a person of another account
 */
export function ownTarget(
  target: Target,
  written: string,
  cfg: OpenClawConfig,
  accountId: string | null | undefined,
): Target {
  const isPrefixed = 'userId' in target ? target.userId.includes('/') : target.roomId.includes('/');
  if (!isPrefixed) return target;
  const account = accountIdIn(cfg, accountId);
  const id = idOfPeer(account, 'userId' in target ? target.userId : target.roomId);
  if (id === undefined) throw wrongTarget(written);
  return 'userId' in target ? { userId: id } : { roomId: id };
}

/** OpenClaw takes the thread of a session from its key, where its id is written otherwise. */
function threadOf(current: string | null | undefined, base: string): string | undefined {
  const { baseSessionKey, threadId } = parseThreadSessionSuffix(current);
  return baseSessionKey === base && threadId ? idOfThread(threadId) : undefined;
}

export function wrongTarget(to: string): Error {
  return new Error(`${JSON.stringify(to)} is no target: use ${TARGET_FORMS}`);
}

const kindOf = (target: NonNullable<ReturnType<typeof readTarget>>) => ('userId' in target ? 'user' : 'channel');
