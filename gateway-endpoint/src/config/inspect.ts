import { deriveKey } from '@rocketchat-openclaw/shared';
import type { Account } from './account.ts';
import { activationOf } from './policy.ts';

/** An account without its secrets, for lists and for operators who ask what is in effect. */
export function describeAccount(account: Account) {
  const { policy } = account;
  const { dmPolicy, allowFrom, groupPolicy, groupAllowFrom, rooms, commandAllowFrom } = policy;
  return {
    accountId: account.accountId,
    ...(account.name && { name: account.name }),
    enabled: account.enabled,
    configured: account.link !== undefined,
    tokenStatus: tokenStatus(account),
    ...{ dmPolicy, allowFrom, groupPolicy, groupAllowFrom, rooms, commandAllowFrom },
    requireMention: activationOf([policy.activation]).requireMention,
    dangerouslyAllowNameMatching: policy.dangerouslyAllowNameMatching,
  };
}

/**
 * The security audit and doctor get this instead of an account: they hand it to our security adapter, which reads
 * `policy`, and look themselves for `config.dangerouslyAllowNameMatching` (security/audit-channel.ts).
 */
export function inspectAccount(account: Account) {
  const { policy } = account;
  const { dangerouslyAllowNameMatching } = policy;
  // A secret that this process cannot read may be readable for the gateway, so the account is not left out.
  const configured = account.link !== undefined || account.fault?.code === 'secret-unavailable';
  return { ...describeAccount(account), configured, policy, config: { dangerouslyAllowNameMatching } };
}

export interface KeyIds {
  readonly event: string;
  readonly command: string;
}

/** The ids of both keys, to be compared with those the app shows: equal ids mean an equal secret. */
export async function keyIds(account: Account): Promise<(KeyIds & { readonly previous?: KeyIds }) | undefined> {
  if (!account.link) return undefined;
  const { current, previous } = account.link.secrets;
  const idsOf = async (secret: string) => {
    const event = await deriveKey(secret, 'event', account.accountId);
    const command = await deriveKey(secret, 'command', account.accountId);
    return { event: event.kid, command: command.kid };
  };
  return { ...(await idsOf(current)), ...(previous && { previous: await idsOf(previous) }) };
}

function tokenStatus(account: Account): 'available' | 'configured_unavailable' | 'missing' {
  switch (account.fault?.code) {
    case 'no-secret':
      return 'missing';
    case 'secret-unavailable':
    case 'weak-secret':
      return 'configured_unavailable';
    default:
      return 'available';
  }
}
