import { DEFAULT_ACCOUNT_ID, type OpenClawConfig } from 'openclaw/plugin-sdk/account-core';
import { resolveAccount } from '../config/account.ts';
import { sharedTalk } from '../gate/private-talk.ts';

/** What whoever connects an account has to know before people write to the agent; the code comes after it. */
export function advise(cfg: OpenClawConfig, accountId: string = DEFAULT_ACCOUNT_ID): string[] {
  const talk = sharedTalk(resolveAccount(cfg, accountId), cfg);
  return talk ? [`Mind: ${talk.message}.`, `To keep people apart, ${talk.fix}, and restart the gateway.`, ''] : [];
}
