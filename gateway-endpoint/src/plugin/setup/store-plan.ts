import { Refusal } from '@rocketchat-openclaw/shared';
import { DEFAULT_ACCOUNT_ID, type OpenClawConfig } from 'openclaw/plugin-sdk/account-core';
import { mutateConfigFile } from 'openclaw/plugin-sdk/config-mutation';
import { CHANNEL_ID } from '../../config/channel-id.ts';
import type { AccountConfig, RocketChatConfig } from '../../config/schema.ts';
import { CONNECT_REFUSED } from '../../texts/operators.ts';
import type { Plan } from './connect.ts';

/**
 * Writes the values of the plan into openclaw.json, so that no secret is typed into a shell. A running gateway loads
 * them.
 */
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
 * @throws Refusal if the secret that the plan replaces is not the one in the file
 */
export function sectionWith({ accountId, store }: Plan, source: OpenClawConfig): RocketChatConfig {
  const section = (source.channels?.[CHANNEL_ID] ?? { enabled: true }) as RocketChatConfig;
  const named = section.accounts?.[accountId];
  const isRoot = accountId === DEFAULT_ACCOUNT_ID && named === undefined;
  const own: AccountConfig = isRoot ? section : (named ?? {});
  if (store.sharedSecret !== undefined && own.sharedSecret !== store.previousSharedSecret) {
    // Another process has changed it; or it comes from the environment or a secret provider and must be changed there.
    throw new Refusal('not-ready', CONNECT_REFUSED.otherSecret);
  }
  if (isRoot) return { ...section, ...store };
  return { ...section, accounts: { ...section.accounts, [accountId]: { ...own, ...store } } };
}
