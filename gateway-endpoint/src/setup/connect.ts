import { ACCOUNT_ID, LIMITS, Refusal, writeConnectionCode, writeSecret } from '@rocketchat-openclaw/shared';
import { DEFAULT_ACCOUNT_ID, type OpenClawConfig } from 'openclaw/plugin-sdk/account-core';
import { resolveAccount } from '../config/account.ts';
import { CHANNEL_ID } from '../config/channel-id.ts';

/**
 * What `openclaw rocketchat connect` prints: the connection code for the workspace's admin, after the lines that
 * store a new secret where there is none yet.
 *
 * @param random fresh random bytes
 * @throws Refusal where the account cannot be connected as it is configured
 */
export function connect(
  cfg: OpenClawConfig,
  { account: accountId = DEFAULT_ACCOUNT_ID, gatewayUrl }: { account?: string | undefined; gatewayUrl: string },
  random: (bytes: number) => Uint8Array,
): string[] {
  if (!ACCOUNT_ID.test(accountId)) throw new Refusal('bad-request', `account ids match ${ACCOUNT_ID.source}`);
  const url = gatewayUrl.replace(/\/+$/, '');
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
    throw new Refusal('bad-request', `${gatewayUrl} is no http address`);
  }
  const { link, fault } = resolveAccount(cfg, accountId);
  if (fault && fault.code !== 'no-secret' && fault.code !== 'no-base-url') throw new Refusal('not-ready', fault.cure);

  const known = link?.secrets.current ?? configuredSecret(cfg, accountId);
  const secret = known ?? writeSecret(random(LIMITS.secretBytes));
  const code = writeConnectionCode({ gatewayUrl: url, accountId, secret });
  return [
    ...(known ? [] : storing(accountId, secret)),
    'Paste this connection code into the settings of the OpenClaw app in Rocket.Chat (Administration, Apps).',
    'Whoever has it can speak for the workspace, so keep it as you would keep a password.',
    '',
    code,
  ];
}

function storing(accountId: string, secret: string): string[] {
  const key =
    accountId === DEFAULT_ACCOUNT_ID ? `channels.${CHANNEL_ID}` : `channels.${CHANNEL_ID}.accounts.${accountId}`;
  return [
    `Account ${accountId} has no secret yet. Store this new one first:`,
    '',
    `openclaw config set ${key}.sharedSecret ${secret}`,
    '',
  ];
}

/** A secret may be there before the address of the workspace is. */
function configuredSecret(cfg: OpenClawConfig, accountId: string): string | undefined {
  const { fault } = resolveAccount(cfg, accountId);
  if (fault?.code !== 'no-base-url') return undefined;
  const assumed = { ...(cfg.channels?.[CHANNEL_ID] as object | undefined), baseUrl: 'http://unknown.invalid' };
  return resolveAccount({ ...cfg, channels: { ...cfg.channels, [CHANNEL_ID]: assumed } }, accountId).link?.secrets
    .current;
}
