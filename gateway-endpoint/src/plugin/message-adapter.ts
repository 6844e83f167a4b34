import type { ChannelPlugin } from 'openclaw/plugin-sdk/channel-core';
import { createChannelMessageAdapterFromOutbound } from 'openclaw/plugin-sdk/channel-outbound';
import type { Account } from '../config/account.ts';
import { CHANNEL_ID } from '../config/channel-id.ts';
import { type OutboundNeeds, outboundVia } from './outbound.ts';
import { reconcileVia } from './reconcile.ts';

/** The two adapters for OpenClaw's sends: the second one also answers the questions of its durable queue. */
export function messageAdapters(needs: OutboundNeeds) {
  const outbound = outboundVia(needs);
  const adapter = createChannelMessageAdapterFromOutbound({ id: CHANNEL_ID, outbound });
  const message = {
    ...adapter,
    durableFinal: {
      ...adapter.durableFinal,
      automaticUnknownSendReconciliation: true,
      reconcileUnknownSendKinds: { text: true, media: true, payload: true },
      reconcileUnknownSend: reconcileVia(needs),
    },
  } satisfies NonNullable<ChannelPlugin<Account>['message']>;
  return { outbound, message };
}
