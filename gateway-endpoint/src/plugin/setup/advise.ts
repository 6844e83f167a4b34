import { DEFAULT_ACCOUNT_ID, type OpenClawConfig } from 'openclaw/plugin-sdk/account-core';
import { resolveAccount } from '../../config/account.ts';
import { sharedTalk } from '../../gate/private-talk.ts';
import { CONNECT } from '../../texts/connect.ts';

/** A warning for the operator who connects an account, printed before the connection code. */
export function advise(cfg: OpenClawConfig, accountId: string = DEFAULT_ACCOUNT_ID): string[] {
  const talk = sharedTalk(resolveAccount(cfg, accountId), cfg);
  return talk ? [...CONNECT.sharedTalk(talk.message, talk.fix)] : [];
}
