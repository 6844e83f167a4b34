import { CHANNEL_APPROVAL_NATIVE_RUNTIME_CONTEXT_CAPABILITY } from 'openclaw/plugin-sdk/approval-handler-adapter-runtime';
import type { ChannelPlugin } from 'openclaw/plugin-sdk/channel-core';
import { registerChannelRuntimeContext } from 'openclaw/plugin-sdk/channel-runtime-context';
import { CHANNEL_ID } from '../config/channel-id.ts';

type StartAccount = NonNullable<NonNullable<ChannelPlugin['gateway']>['startAccount']>;

/**
 * From here on OpenClaw passes requests for approval to `native-approvals.ts`, the pending ones first.
 *
 * @param channelRuntime absent if OpenClaw runs the account without its gateway
 */
export function takeRequests(
  accountId: string,
  channelRuntime: Parameters<StartAccount>[0]['channelRuntime'],
  abortSignal: AbortSignal,
): void {
  registerChannelRuntimeContext({
    ...(channelRuntime && { channelRuntime }),
    channelId: CHANNEL_ID,
    accountId,
    capability: CHANNEL_APPROVAL_NATIVE_RUNTIME_CONTEXT_CAPABILITY,
    // It finds the rest in `running`.
    context: {},
    abortSignal,
  });
}
