import { identityEntryAuthenticationClassifier } from 'openclaw/plugin-sdk/channel-ingress-runtime';
import { createRestrictSendersChannelSecurity } from 'openclaw/plugin-sdk/channel-policy';
import type { Account } from '../config/account.ts';
import { CHANNEL_ID, CHANNEL_LABEL } from '../config/channel-id.ts';
import { bareUserId, identity } from './identity.ts';

/** What `openclaw security audit` may say about our policies. */
export const security = createRestrictSendersChannelSecurity<Account>({
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
  classifyEntryAuthentication: identityEntryAuthenticationClassifier(identity),
});
