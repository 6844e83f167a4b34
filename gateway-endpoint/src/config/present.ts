import type { OpenClawConfig } from 'openclaw/plugin-sdk/account-core';
import { type Account, resolveAccount } from './account.ts';

/** The configuration of one moment, and the account in it. */
export interface Present {
  readonly cfg: OpenClawConfig;
  readonly account: Account;
}

/**
 * Reads the present configuration. The account is resolved once for each: OpenClaw returns the same object until the
 * configuration changes.
 */
export function openPresent(current: () => object, accountId: string): () => Present {
  let last: Present | undefined;
  return () => {
    const cfg = current() as OpenClawConfig;
    if (last?.cfg !== cfg) last = { cfg, account: resolveAccount(cfg, accountId) };
    return last;
  };
}
