import { DEFAULT_ACCOUNT_ID, type OpenClawConfig } from 'openclaw/plugin-sdk/account-core';
import { resolveAccount } from '../../config/account.ts';
import { CHANNEL_ID } from '../../config/channel-id.ts';
import type { RocketChatConfig } from '../../config/schema.ts';
import { PRIVATE_SCOPE, sharedTalk } from '../../gate/private-talk.ts';
import type { Plan } from './connect.ts';
import { type Kept, withProvider } from './keep-secret.ts';

export interface Applied {
  readonly cfg: OpenClawConfig;
  readonly isChanged: boolean;
  /** The new secret is in a file of its own, and not in openclaw.json. */
  readonly inFile: boolean;
  /** `session.dmScope` was chosen here, for all channels. */
  readonly keepsPeopleApart: boolean;
}

/** The configuration with a planned connection in it. */
export function applyPlan({ accountId, store }: Plan, { secrets, provider }: Kept, cfg: OpenClawConfig): Applied {
  const own = { ...store, ...secrets };
  const section = sectionWith(accountId, own, cfg);
  const connected = { ...cfg, channels: { ...cfg.channels, [CHANNEL_ID]: section } };
  const next = provider ? withProvider(connected, provider) : connected;
  // Nobody has chosen, and people would read each other's words.
  const keepsPeopleApart =
    cfg.session?.dmScope === undefined &&
    cfg.session?.scope !== 'global' &&
    sharedTalk(resolveAccount(next, accountId), next) !== undefined;
  return {
    cfg: keepsPeopleApart ? { ...next, session: { ...next.session, dmScope: PRIVATE_SCOPE } } : next,
    isChanged: Object.keys(own).length > 0 || keepsPeopleApart || cfg.channels?.[CHANNEL_ID] === undefined,
    inFile: provider !== undefined,
    keepsPeopleApart,
  };
}

/** The channel's section with these keys in an account. The account `default` is the root, unless it has an entry. */
function sectionWith(accountId: string, own: object, cfg: OpenClawConfig): RocketChatConfig {
  const section = (cfg.channels?.[CHANNEL_ID] ?? { enabled: true }) as RocketChatConfig;
  const named = section.accounts?.[accountId];
  if (accountId === DEFAULT_ACCOUNT_ID && named === undefined) return { ...section, ...own };
  return { ...section, accounts: { ...section.accounts, [accountId]: { ...named, ...own } } };
}
