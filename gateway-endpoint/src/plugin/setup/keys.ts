import type { OpenClawConfig } from 'openclaw/plugin-sdk/account-core';
import { listAccountIds, resolveAccount } from '../../config/account.ts';
import { keyIds } from '../../config/inspect.ts';
import { KEYS, NOT_CONFIGURED } from '../../texts/operators.ts';

/**
 * The output of `openclaw rocketchat keys`: the ids of each account's keys, which the app shows under `/openclaw
 * status`, and how to change keys. Ids are safe to show.
 */
export async function describeKeys(cfg: OpenClawConfig, accountIds = listAccountIds(cfg)): Promise<string[]> {
  const lines = await Promise.all(
    accountIds.map(async (accountId) => {
      const account = resolveAccount(cfg, accountId);
      const ids = await keyIds(account);
      if (!ids) return [KEYS.none(accountId, account.fault?.cure ?? NOT_CONFIGURED)];
      const { event, command, previous } = ids;
      if (previous) return [KEYS.withPrevious(accountId, event, command, previous.event)];
      return [KEYS.of(accountId, event, command)];
    }),
  );
  return [...lines.flat(), '', ...KEYS.rotation];
}
