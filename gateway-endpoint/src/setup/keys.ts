import type { OpenClawConfig } from 'openclaw/plugin-sdk/account-core';
import { listAccountIds, resolveAccount } from '../config/account.ts';
import { CHANNEL_ID } from '../config/channel-id.ts';
import { keyIds } from '../config/inspect.ts';

/**
 * What `openclaw rocketchat keys` prints: the ids of each account's keys, which the app shows under `/openclaw status`,
 * and the way to new ones. Ids are safe to show.
 */
export async function describeKeys(cfg: OpenClawConfig, accountIds = listAccountIds(cfg)): Promise<string[]> {
  const lines = await Promise.all(
    accountIds.map(async (accountId) => {
      const account = resolveAccount(cfg, accountId);
      const ids = await keyIds(account);
      if (!ids) return [`${accountId}: ${account.fault?.cure ?? 'not configured'}`];
      const { event, command, previous } = ids;
      const still = previous ? `; still accepted: events ${previous.event}` : '';
      return [`${accountId}: events ${event}, commands ${command}${still}`];
    }),
  );
  return [...lines.flat(), '', ...ROTATION];
}

/** In this order each side accepts a key before the other one signs with it, so that nothing is refused meanwhile. */
const ROTATION = [
  'The same ids stand under /openclaw status in Rocket.Chat. To change a secret without losing a message:',
  '1. In the settings of the app, enter the new secret as Previous shared secret. The app now accepts both.',
  `2. Here, move sharedSecret of the account to previousSharedSecret, and set sharedSecret (channels.${CHANNEL_ID}) to the new one.`,
  '   Go on when its log says that events are taken with the new key: OpenClaw waits for answers under way, up to five minutes.',
  '3. In the settings of the app, enter the new secret as Shared secret (or paste a new connection code), and empty',
  '   Previous shared secret.',
  '4. Here, remove previousSharedSecret. The old secret opens nothing any more.',
];
