import { DEFAULT_ACCOUNT_ID } from 'openclaw/plugin-sdk/account-core';
import { identityEntryAuthenticationClassifier } from 'openclaw/plugin-sdk/channel-ingress-runtime';
import { createRestrictSendersChannelSecurity } from 'openclaw/plugin-sdk/channel-policy';
import { type Account, resolveAccount } from '../../config/account.ts';
import { CHANNEL_ID, CHANNEL_LABEL } from '../../config/channel-id.ts';
import { bareUserId, identityIn } from '../../config/identity.ts';
import { dmScopeOf, ownSession } from '../../place/route.ts';
import { findExposure, findPlainSecrets, findPreviousSecret } from './findings.ts';
import { findSilence } from './silence-findings.ts';
import { findShared } from './wall-findings.ts';

type Security = ReturnType<typeof createRestrictSendersChannelSecurity<Account>>;

const classify = identityEntryAuthenticationClassifier(identityIn(DEFAULT_ACCOUNT_ID));

/** OpenClaw judges direct messages by these. Our own findings are about rooms, commands and the wire. */
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
  // To the classifier any word could be a user id, also "@name", and the audit would not report that such an entry has
  // no effect.
  classifyEntryAuthentication: (entry) => (entry.trim().startsWith('@') ? 'mutable' : classify(entry)),
});

/** Our findings for `openclaw security audit` and `openclaw doctor`. */
export const security: Security = {
  ...direct,
  // As `place/route.ts` does it: only the account `default` follows session.dmScope.
  dmRouting: {
    resolveDmScope: ({ accountId }) => dmScopeOf(accountId ?? DEFAULT_ACCOUNT_ID),
    resolveDmRoute({ cfg, accountId, principalId, route }) {
      if (principalId === undefined) return { kind: dmScopeOf(accountId ?? DEFAULT_ACCOUNT_ID) ? 'isolated' : 'core' };
      return (
        ownSession({ kind: 'direct', id: principalId }, accountId ?? DEFAULT_ACCOUNT_ID, cfg, route) ?? { kind: 'core' }
      );
    },
  },
  // The account that the audit hands over is an inspected one, which holds no address.
  collectWarnings({ cfg, accountId }) {
    const account = resolveAccount(cfg, accountId);
    return [...findExposure(account, cfg), ...findShared(account, cfg), ...findSilence(account, cfg)];
  },
  collectAuditFindings: ({ sourceConfig, accountId }) => [
    ...findPlainSecrets(sourceConfig, accountId),
    ...findPreviousSecret(sourceConfig, accountId),
  ],
};
