import { deriveKey } from '@rocketchat-openclaw/shared';
import type { Account } from './account.ts';

/**
 * An account without its secrets, for `channels list`, the security audit and doctor. The audit reads the policy
 * fields under exactly these names; leaving them out makes it report the defaults instead.
 */
export function inspectAccount(account: Account) {
  return {
    accountId: account.accountId,
    ...(account.name && { name: account.name }),
    enabled: account.enabled,
    configured: account.link !== undefined,
    tokenStatus: tokenStatus(account),
    ...account.policy,
  };
}

/** Both key ids, to be compared with those the app shows: equal ids mean an equal secret. */
export async function keyIds(account: Account): Promise<{ event: string; command: string } | undefined> {
  if (!account.link) return undefined;
  const { current } = account.link.secrets;
  const event = await deriveKey(current, 'event', account.accountId);
  const command = await deriveKey(current, 'command', account.accountId);
  return { event: event.kid, command: command.kid };
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
