import type { OpenClawConfig } from 'openclaw/plugin-sdk/account-core';
import { matchesApprovalRequestFilters } from 'openclaw/plugin-sdk/approval-client-runtime';
import type { ChannelApprovalNativeAvailabilityAdapter } from 'openclaw/plugin-sdk/approval-handler-runtime';
import {
  createChannelNativeOriginTargetResolver,
  resolveApprovalRequestChannelAccountId,
} from 'openclaw/plugin-sdk/approval-native-runtime';
import type { ChannelPlugin } from 'openclaw/plugin-sdk/channel-core';
import { resolveAccount } from '../../config/account.ts';
import { CHANNEL_ID } from '../../config/channel-id.ts';
import { getRuntime } from '../../host/runtime.ts';
import { writeTarget } from '../../place/target.ts';

type Capability = NonNullable<ChannelPlugin['approvalCapability']>;
type Request = Parameters<ChannelApprovalNativeAvailabilityAdapter['shouldHandle']>[0]['request'];

/** OpenClaw asks with the configuration of the start, and who may approve can change while an account runs. */
export const configNow = () => getRuntime().config.current() as OpenClawConfig;

/**
 * Does this account ask its approvers? Only for what was asked for in its own rooms: the people of another workspace, or of
 * another channel, are not theirs to decide for.
 */
export function asksApprovers(accountId: string | null | undefined, request: Request, cfg = configNow()): boolean {
  const { accountId: id, enabled, approvers, requests } = resolveAccount(cfg, accountId);
  if (!enabled || approvers.length === 0) return false;
  if (resolveApprovalRequestChannelAccountId({ cfg, request, channel: CHANNEL_ID }) !== id) return false;
  const { agentFilter, sessionFilter } = requests;
  return matchesApprovalRequestFilters({
    request: request.request,
    ...(agentFilter && { agentFilter: [...agentFilter] }),
    ...(sessionFilter && { sessionFilter: [...sessionFilter] }),
    fallbackAgentIdFromSessionKey: true,
  });
}

const originOf = createChannelNativeOriginTargetResolver({
  channel: CHANNEL_ID,
  shouldHandleRequest: ({ accountId, request }) => asksApprovers(accountId, request),
  resolveTurnSourceTarget: ({ request }) => {
    const { turnSourceChannel, turnSourceTo, turnSourceThreadId } = request;
    if (turnSourceChannel !== CHANNEL_ID || !turnSourceTo) return null;
    return { to: turnSourceTo, threadId: turnSourceThreadId ?? null };
  },
  resolveSessionTarget: ({ to, threadId }) => ({ to, threadId: threadId ?? null }),
});

/**
 * Where requests go: to each approver directly, and to the room that waits. With `target: "dm"` the room gets a sentence
 * instead of the request; OpenClaw's own would name nobody.
 */
export const native: NonNullable<Capability['native']> = {
  describeDeliveryCapabilities: ({ accountId, request }) => ({
    enabled: asksApprovers(accountId, request),
    preferredSurface: resolveAccount(configNow(), accountId).requests.target === 'channel' ? 'origin' : 'both',
    supportsOriginSurface: true,
    supportsApproverDmSurface: true,
    notifyOriginWhenDmOnly: false,
  }),
  resolveOriginTarget: originOf,
  resolveApproverDmTargets: ({ accountId, request }) =>
    asksApprovers(accountId, request)
      ? resolveAccount(configNow(), accountId).approvers.map((userId) => ({ to: writeTarget({ userId }) }))
      : [],
};

/** What `approvals.exec` would post in the room is the same request once more. Rooms that it names keep theirs. */
export const delivery: NonNullable<Capability['delivery']> = {
  shouldSuppressForwardingFallback: ({ cfg, target, request }) =>
    target.channel === CHANNEL_ID &&
    target.source !== 'target' &&
    asksApprovers(target.accountId ?? request.request.turnSourceAccountId, request, cfg),
};
