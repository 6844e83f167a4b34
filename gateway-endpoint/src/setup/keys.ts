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
  `1. Here: \`openclaw ${CHANNEL_ID} connect --rotate\`, with the options of the first time. The gateway now accepts both secrets.`,
  '   Go on when its log says that events are taken with the new key: OpenClaw waits for answers under way, up to five minutes.',
  '2. In the settings of the app, paste the new connection code. The old secret opens nothing there any more.',
  '3. Here, end the old one as well, when both sides show the same ids: run the command that step 1 has printed.',
  'Where the secret is not written in openclaw.json, give the app the new one as Previous shared secret first; then set it',
  'here, with the one before as previousSharedSecret; then enter it in the app as Shared secret.',
];
