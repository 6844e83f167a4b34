import { ACCOUNT_ID, LIMITS, Refusal, writeConnectionCode, writeSecret } from '@rocketchat-openclaw/shared';
import { DEFAULT_ACCOUNT_ID, type OpenClawConfig } from 'openclaw/plugin-sdk/account-core';
import { resolveAccount, sectionOf } from '../../config/account.ts';
import { CHANNEL_ID } from '../../config/channel-id.ts';
import type { AccountConfig } from '../../config/schema.ts';
import { CONNECT, CONNECT_REFUSED } from '../../texts/operators.ts';

export interface Connecting {
  readonly account?: string | undefined;
  readonly gatewayUrl?: string | undefined;
  readonly baseUrl?: string | undefined;
  /** The gateway fetches, because the workspace cannot reach it. Also true if the account is configured so. */
  readonly pull?: boolean | undefined;
  /** Make a new secret, though there is one. */
  readonly rotate?: boolean | undefined;
}

/** The plan of `openclaw rocketchat connect`: store the values in the account, then print the lines. */
export interface Plan {
  readonly accountId: string;
  readonly store: Pick<AccountConfig, 'sharedSecret' | 'previousSharedSecret' | 'transport' | 'baseUrl'>;
  readonly lines: readonly string[];
}

/**
 * Prints one connection code for the admin of a workspace, as often as it is asked for: a secret is made once, and is
 * stored before it is shown.
 *
 * @param random fresh random bytes
 * @throws Refusal if the account cannot be connected as it is configured
 */
export function connect(cfg: OpenClawConfig, options: Connecting, random: (bytes: number) => Uint8Array): Plan {
  const { account: accountId = DEFAULT_ACCOUNT_ID, gatewayUrl, baseUrl, pull = false, rotate = false } = options;
  if (!ACCOUNT_ID.test(accountId)) throw new Refusal('bad-request', CONNECT_REFUSED.accountId(ACCOUNT_ID.source));
  const { link, fault, transport } = resolveAccount(cfg, accountId);
  const url = addressFor(gatewayUrl, pull || transport === 'pull');
  if (fault && fault.code !== 'no-secret' && fault.code !== 'no-base-url') throw new Refusal('not-ready', fault.cure);

  const known = link?.secrets.current ?? secretWithoutAddress(cfg, accountId);
  const isNew = known === undefined || rotate;
  const secret = isNew ? writeSecret(random(LIMITS.secretBytes)) : known;
  const previous = rotate ? known : undefined;
  if (previous && link?.secrets.previous)
    throw new Refusal('not-ready', CONNECT_REFUSED.isRotating(dropPrevious(accountId)));
  const store = {
    ...(isNew && { sharedSecret: secret }),
    ...(previous && { previousSharedSecret: previous }),
    ...(pull && transport !== 'pull' && { transport: 'pull' as const }),
    ...(baseUrl !== undefined && { baseUrl: httpAddress(baseUrl) }),
  };
  return {
    accountId,
    store,
    lines: [
      ...(isNew ? [CONNECT.newSecret(accountId)] : []),
      ...(store.transport ? [CONNECT.nowFetches(accountId)] : []),
      ...(fault?.code === 'no-base-url' && baseUrl === undefined
        ? [CONNECT.noBaseUrl(setting('baseUrl', 'https://…', accountId))]
        : []),
      ...(previous ? [...CONNECT.bothAccepted(dropPrevious(accountId)), ''] : []),
      CONNECT.paste,
      CONNECT.isSecret,
      // The app cannot say its path to a gateway that it cannot reach.
      ...(url ? [] : [CONNECT.appPath(setting('appPath', '<path>', accountId))]),
      '',
      writeConnectionCode({ ...(url && { gatewayUrl: url }), accountId, secret }),
    ],
  };
}

/** @returns undefined if the gateway fetches, so that nobody has to reach it */
function addressFor(gatewayUrl: string | undefined, isPull: boolean): string | undefined {
  if (gatewayUrl !== undefined) return httpAddress(gatewayUrl);
  if (isPull) return undefined;
  throw new Refusal('bad-request', CONNECT_REFUSED.noGatewayUrl);
}

function httpAddress(given: string): string {
  const url = given.replace(/\/+$/, '');
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  const isPlain = parsed && /^https?:$/.test(parsed.protocol) && !parsed.search && !parsed.hash && !parsed.username;
  if (isPlain && /^https?:\/\/[^\s/]\S*$/.test(url)) return url;
  throw new Refusal('bad-request', CONNECT_REFUSED.noHttpAddress(given));
}

/** A secret may be there before the address of the workspace is. */
function secretWithoutAddress(cfg: OpenClawConfig, accountId: string): string | undefined {
  const assumed = { ...(cfg.channels?.[CHANNEL_ID] as object | undefined), baseUrl: 'http://unknown.invalid' };
  return resolveAccount({ ...cfg, channels: { ...cfg.channels, [CHANNEL_ID]: assumed } }, accountId).link?.secrets
    .current;
}

const setting = (key: string, value: string, accountId: string): string =>
  `openclaw config set ${sectionOf(accountId)}.${key} ${value}`;

const dropPrevious = (accountId: string): string =>
  `openclaw config unset ${sectionOf(accountId)}.previousSharedSecret`;
