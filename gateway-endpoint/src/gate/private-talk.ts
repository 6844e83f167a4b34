import type { OpenClawConfig } from 'openclaw/plugin-sdk/account-core';
import type { Account } from '../config/account.ts';
import { dmScopeOf } from '../place/route.ts';
import { SHARED_TALK } from '../texts/status.ts';

type Talk = { readonly message: string; readonly fix: string; readonly isOpen: boolean };

/** The `session.dmScope` that separates direct conversations by account, channel and person. */
export const PRIVATE_SCOPE = 'per-account-channel-peer';

/** The command that sets it. */
const MAKE_PRIVATE = `openclaw config set session.dmScope ${PRIVATE_SCOPE}`;

/**
 * Can the agent's prompt for one person contain direct messages of another? In OpenClaw's default all direct
 * conversations are one session. The account `default` keeps that until the operator decides, because a change would
 * start new sessions.
 *
 * @returns undefined if people are kept apart, or only one may write
 */
export function sharedTalk({ accountId, policy }: Account, { session }: OpenClawConfig): Talk | undefined {
  const { dmScope = 'main', scope } = session ?? {};
  const isShared = scope === 'global' || (dmScope === 'main' && dmScopeOf(accountId) === undefined);
  const isOpen = policy.dmPolicy === 'open' || (policy.dmPolicy !== 'disabled' && policy.allowFrom.includes('*'));
  if (!isShared || !(isOpen || maySeveralWrite(policy))) return undefined;
  const why = scope === 'global' ? SHARED_TALK.scopeIsGlobal : SHARED_TALK.dmScopeIsMain;
  return {
    message: SHARED_TALK.message(why),
    fix: scope === 'global' ? SHARED_TALK.fixGlobal(MAKE_PRIVATE) : SHARED_TALK.fix(MAKE_PRIVATE),
    isOpen,
  };
}

/** With pairing, the operator may let in anyone who asks for a code, so there may be several people at any time. */
function maySeveralWrite({ dmPolicy, allowFrom }: Account['policy']): boolean {
  if (dmPolicy === 'disabled') return false;
  return dmPolicy === 'pairing' || allowFrom.length > 1 || allowFrom.some((entry) => entry.startsWith('accessGroup:'));
}
