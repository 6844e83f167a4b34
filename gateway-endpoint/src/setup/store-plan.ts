import { Refusal } from '@rocketchat-openclaw/shared';
import { DEFAULT_ACCOUNT_ID, type OpenClawConfig } from 'openclaw/plugin-sdk/account-core';
import { mutateConfigFile } from 'openclaw/plugin-sdk/config-mutation';
import { CHANNEL_ID } from '../config/channel-id.ts';
import type { AccountConfig, RocketChatConfig } from '../config/schema.ts';
import type { Plan } from './connect.ts';

/** Writes what is to be stored into openclaw.json, so that no secret has to go through a shell. A running gateway sees it. */
export async function storePlan(plan: Plan): Promise<void> {
  if (Object.keys(plan.store).length === 0) return;
  await mutateConfigFile({
    afterWrite: { mode: 'auto' },
    mutate(draft) {
      draft.channels = { ...draft.channels, [CHANNEL_ID]: sectionWith(plan, draft) };
    },
  });
}

/**
 * The channel's section with the values of the plan.
 *
 * @param source as written, before references are resolved
 * @throws Refusal where the secret that is to be replaced is not the one that is written there
 */
export function sectionWith({ accountId, store }: Plan, source: OpenClawConfig): RocketChatConfig {
  const section = (source.channels?.[CHANNEL_ID] ?? { enabled: true }) as RocketChatConfig;
  const named = section.accounts?.[accountId];
  const isRoot = accountId === DEFAULT_ACCOUNT_ID && named === undefined;
  const own: AccountConfig = isRoot ? section : (named ?? {});
  if (store.sharedSecret !== undefined && own.sharedSecret !== store.previousSharedSecret) {
    // Somebody else was quicker; or it comes from the environment or a secret provider, and is to be changed there.
    const cure = 'run this again, or change it where it comes from (an environment variable, a secret provider)';
    throw new Refusal('not-ready', `the secret in openclaw.json is not the one in use: ${cure}`);
  }
  if (isRoot) return { ...section, ...store };
  return { ...section, accounts: { ...section.accounts, [accountId]: { ...own, ...store } } };
}
