import { ACCOUNT_ID, LIMITS, Refusal, writeConnectionCode, writeSecret } from '@rocketchat-openclaw/shared';
import { DEFAULT_ACCOUNT_ID, type OpenClawConfig } from 'openclaw/plugin-sdk/account-core';
import { resolveAccount, sectionOf } from '../config/account.ts';
import { CHANNEL_ID } from '../config/channel-id.ts';

interface Connecting {
  readonly account?: string | undefined;
  readonly gatewayUrl?: string | undefined;
  /** The gateway is to fetch, because the workspace cannot reach it. So it is as well where the account says so. */
  readonly pull?: boolean | undefined;
}

/**
 * What `openclaw rocketchat connect` prints: the connection code for the workspace's admin, after the lines that
 * store a new secret where there is none yet, and those that switch the account to fetching.
 *
 * @param random fresh random bytes
 * @throws Refusal where the account cannot be connected as it is configured
 */
export function connect(
  cfg: OpenClawConfig,
  { account: accountId = DEFAULT_ACCOUNT_ID, gatewayUrl, pull = false }: Connecting,
  random: (bytes: number) => Uint8Array,
): string[] {
  if (!ACCOUNT_ID.test(accountId)) throw new Refusal('bad-request', `account ids match ${ACCOUNT_ID.source}`);
  const { link, fault, transport } = resolveAccount(cfg, accountId);
  const url = addressFor(gatewayUrl, pull || transport === 'pull');
  if (fault && fault.code !== 'no-secret' && fault.code !== 'no-base-url') throw new Refusal('not-ready', fault.cure);

  const known = link?.secrets.current ?? configuredSecret(cfg, accountId);
  const secret = known ?? writeSecret(random(LIMITS.secretBytes));
  const code = writeConnectionCode({ ...(url && { gatewayUrl: url }), accountId, secret });
  return [
    ...(known ? [] : storing(accountId, secret)),
    ...(pull && transport !== 'pull' ? switching(accountId) : []),
    'Paste this connection code into the settings of the OpenClaw app in Rocket.Chat (Administration, Apps).',
    'Whoever has it can speak for the workspace, so keep it as you would keep a password.',
    ...(url ? [] : [telling(accountId)]),
    '',
    code,
  ];
}

/** @returns undefined where the gateway fetches, and nobody has to reach it */
function addressFor(gatewayUrl: string | undefined, isPull: boolean): string | undefined {
  if (gatewayUrl === undefined) {
    if (isPull) return undefined;
    const both = 'say --gateway-url with the address under which the workspace reaches this gateway; or --pull';
    throw new Refusal('bad-request', `${both}, where it cannot, and the gateway is to fetch`);
  }
  const url = gatewayUrl.replace(/\/+$/, '');
  if (URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)) return url;
  throw new Refusal('bad-request', `${gatewayUrl} is no http address`);
}

function storing(accountId: string, secret: string): string[] {
  return [
    `Account ${accountId} has no secret yet. Store this new one first:`,
    '',
    `openclaw config set ${sectionOf(accountId)}.sharedSecret ${secret}`,
    '',
  ];
}

function switching(accountId: string): string[] {
  return [
    `Have the gateway fetch for account ${accountId}, and restart it:`,
    '',
    `openclaw config set ${sectionOf(accountId)}.transport pull`,
    '',
  ];
}

/** The app tells nobody whom it cannot reach. */
function telling(accountId: string): string {
  const store = `openclaw config set ${sectionOf(accountId)}.appPath <path>`;
  return `Once it has the code, /openclaw status there shows an admin the path of the app. Tell it to this gateway: ${store}`;
}

/** A secret may be there before the address of the workspace is. */
function configuredSecret(cfg: OpenClawConfig, accountId: string): string | undefined {
  const { fault } = resolveAccount(cfg, accountId);
  if (fault?.code !== 'no-base-url') return undefined;
  const assumed = { ...(cfg.channels?.[CHANNEL_ID] as object | undefined), baseUrl: 'http://unknown.invalid' };
  return resolveAccount({ ...cfg, channels: { ...cfg.channels, [CHANNEL_ID]: assumed } }, accountId).link?.secrets
    .current;
}
