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
 * Does this account ask its approvers? Only about requests from its own rooms: they do not decide for people of another
 * workspace or channel.
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
 * The targets of a request: each approver directly, and the room that waits. With `target: "dm"` the room gets a
 * sentence instead of the request; OpenClaw's own sentence would name nobody.
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

/** `approvals.exec` would post the same request in the room again. Rooms that it names keep theirs. */
export const delivery: NonNullable<Capability['delivery']> = {
  shouldSuppressForwardingFallback: ({ cfg, target, request }) =>
    target.channel === CHANNEL_ID &&
    target.source !== 'target' &&
    asksApprovers(target.accountId ?? request.request.turnSourceAccountId, request, cfg),
};
