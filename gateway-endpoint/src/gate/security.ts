import { identityEntryAuthenticationClassifier } from 'openclaw/plugin-sdk/channel-ingress-runtime';
import { createRestrictSendersChannelSecurity } from 'openclaw/plugin-sdk/channel-policy';
import { type Account, resolveAccount } from '../config/account.ts';
import { CHANNEL_ID, CHANNEL_LABEL } from '../config/channel-id.ts';
import { findExposure, findPlainSecrets, findPreviousSecret } from './findings.ts';
import { bareUserId, identity } from './identity.ts';

type Security = ReturnType<typeof createRestrictSendersChannelSecurity<Account>>;

const classify = identityEntryAuthenticationClassifier(identity);

/** OpenClaw judges direct messages by these; what it cannot know of rooms, commands and the wire is found by us. */
const direct = createRestrictSendersChannelSecurity<Account>({
  channelKey: CHANNEL_ID,
  resolveDmPolicy: ({ policy }) => policy.dmPolicy,
  resolveDmAllowFrom: ({ policy }) => policy.allowFrom,
  resolveGroupPolicy: ({ policy }) => policy.groupPolicy,
  surface: `${CHANNEL_LABEL} rooms`,
  openScope: 'any member of a room the bot is in',
  groupPolicyPath: `channels.${CHANNEL_ID}.groupPolicy`,
  groupAllowFromPath: `channels.${CHANNEL_ID}.groupAllowFrom`,
  policyPathSuffix: 'dmPolicy',
  normalizeDmEntry: bareUserId,
  // To the classifier every word could be a user id, "@name" too, and the audit would not say that it has no effect.
  classifyEntryAuthentication: (entry) => (entry.trim().startsWith('@') ? 'mutable' : classify(entry)),
});

/** What `openclaw security audit` and `openclaw doctor` say about our configuration. */
export const security: Security = {
  ...direct,
  // The account that the audit hands over is an inspected one, which holds no address.
  collectWarnings: ({ cfg, accountId }) => findExposure(resolveAccount(cfg, accountId), cfg),
  collectAuditFindings: ({ sourceConfig, accountId }) => [
    ...findPlainSecrets(sourceConfig, accountId),
    ...findPreviousSecret(sourceConfig, accountId),
  ],
};
