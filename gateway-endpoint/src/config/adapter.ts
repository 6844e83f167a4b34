import {
  createScopedChannelConfigAdapter,
  formatTrimmedAllowFromEntries,
} from 'openclaw/plugin-sdk/channel-config-helpers';
import type { ChannelPlugin } from 'openclaw/plugin-sdk/channel-core';
import { type Account, defaultAccountId, listAccountIds, resolveAccount } from './account.ts';
import { CHANNEL_ID } from './channel-id.ts';
import { describeAccount, inspectAccount } from './inspect.ts';

/** How OpenClaw lists, reads and changes our accounts. */
export const config: ChannelPlugin<Account>['config'] = {
  ...createScopedChannelConfigAdapter<Account>({
    sectionKey: CHANNEL_ID,
    listAccountIds: (cfg) => listAccountIds(cfg),
    resolveAccount: (cfg, accountId) => resolveAccount(cfg, accountId),
    inspectAccount: (cfg, accountId) => inspectAccount(resolveAccount(cfg, accountId)),
    defaultAccountId: (cfg) => defaultAccountId(cfg),
    clearBaseFields: ['baseUrl', 'gatewayUrl', 'sharedSecret', 'previousSharedSecret', 'webhookPath'],
    resolveAllowFrom: (account) => account.policy.allowFrom,
    formatAllowFrom: formatTrimmedAllowFromEntries,
  }),
  isEnabled: (account) => account.enabled,
  isConfigured: (account) => account.link !== undefined,
  unconfiguredReason: ({ fault }) => (fault ? `${fault.code}: ${fault.cure}` : 'not configured'),
  describeAccount: (account) => ({
    ...describeAccount(account),
    webhookPath: account.webhookPath,
    transport: account.transport,
    ...(account.link && { baseUrl: account.link.baseUrl }),
  }),
};
