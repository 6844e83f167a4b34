import { ACCOUNT_ID, LIMITS, Refusal, readSecret, writeConnectionCode, writeSecret } from '@rocketchat-openclaw/shared';
import { DEFAULT_ACCOUNT_ID, type OpenClawConfig } from 'openclaw/plugin-sdk/account-core';
import { resolveAccount, sectionOf } from '../../config/account.ts';
import { CHANNEL_ID } from '../../config/channel-id.ts';
import type { AccountConfig, RocketChatConfig } from '../../config/schema.ts';
import { CONNECT_REFUSED } from '../../texts/connect.ts';
import { accessFor } from './who.ts';

/** What an operator says about a connection. Everything else is as configured before. */
export interface Connecting {
  readonly account?: string | undefined;
  /** Of the workspace. */
  readonly url?: string | undefined;
  /** The older name of `url`. */
  readonly baseUrl?: string | undefined;
  readonly gatewayUrl?: string | undefined;
  /** The gateway fetches, because the workspace cannot reach it. Also true if the account is configured so. */
  readonly pull?: boolean | undefined;
  /** Who may write directly: see `accessFor`. */
  readonly who?: string | undefined;
  /** Make a new secret, though there is one. */
  readonly rotate?: boolean | undefined;
  /** A secret that the operator brings, instead of one that is made here. */
  readonly sharedSecret?: string | undefined;
  /** Address and secret come from the environment; a code can be asked for later. */
  readonly useEnv?: boolean | undefined;
}

type Stored = Pick<AccountConfig, 'transport' | 'baseUrl' | 'gatewayUrl' | 'dmPolicy' | 'allowFrom'>;

/** A connection as it is to be. Nothing is stored yet. */
export interface Plan {
  readonly accountId: string;
  readonly secret: string;
  /** The secret before it; absent for the first one. */
  readonly replaces: string | undefined;
  readonly isNew: boolean;
  /** Keys of the account that change, without secrets. */
  readonly store: Stored;
  /** Of the workspace; undefined if nobody has said it yet. */
  readonly baseUrl: string | undefined;
  /** Absent if the gateway fetches, so that nobody has to reach it. */
  readonly gatewayUrl: string | undefined;
  readonly webhookPath: string;
  /** The one line that the admin pastes; absent if nobody has said where the gateway is reached. */
  readonly code: string | undefined;
}

/**
 * Plans a connection. A secret is made once, so that the code is the same as often as it is asked for.
 *
 * @param cfg with secrets in place of references to them
 * @param random fresh random bytes
 * @throws Refusal if the account cannot be connected as it is configured
 */
export function connect(cfg: OpenClawConfig, options: Connecting, random: (bytes: number) => Uint8Array): Plan {
  const { account: accountId = DEFAULT_ACCOUNT_ID, pull = false, rotate = false, sharedSecret, useEnv } = options;
  if (!ACCOUNT_ID.test(accountId)) throw new Refusal('bad-request', CONNECT_REFUSED.accountId(ACCOUNT_ID.source));
  const account = resolveAccount(cfg, accountId);
  const { link, fault, transport } = account;
  const gatewayUrl = gatewayUrlFor(options, account);
  const isFetched = pull || transport === 'pull';
  if (!gatewayUrl && !isFetched && !sharedSecret && !useEnv)
    throw new Refusal('bad-request', CONNECT_REFUSED.noGatewayUrl);
  if (fault && fault.code !== 'no-secret' && fault.code !== 'no-base-url') throw new Refusal('not-ready', fault.cure);

  const known = link?.secrets.current ?? secretWithoutAddress(cfg, accountId);
  const secret = sharedSecret ?? (known === undefined || rotate ? writeSecret(random(LIMITS.secretBytes)) : known);
  readSecret(secret);
  const isNew = rotate || secret !== known;
  if (isNew && known && link?.secrets.previous)
    throw new Refusal('not-ready', CONNECT_REFUSED.isRotating(dropPrevious(accountId)));
  const url = options.url ?? options.baseUrl;
  const baseUrl = url === undefined ? undefined : httpAddress(url);
  const written = writtenFor(cfg, accountId);
  return {
    accountId,
    secret,
    replaces: isNew ? known : undefined,
    isNew,
    store: changed(written, {
      ...(baseUrl && { baseUrl }),
      ...(options.gatewayUrl !== undefined && { gatewayUrl }),
      ...(pull && transport !== 'pull' && { transport: 'pull' as const }),
      ...(options.who !== undefined && accessFor(options.who, written)),
    }),
    baseUrl: baseUrl ?? link?.baseUrl ?? written.baseUrl,
    gatewayUrl,
    webhookPath: account.webhookPath,
    code:
      gatewayUrl || isFetched
        ? writeConnectionCode({ ...(gatewayUrl && { gatewayUrl }), accountId, secret })
        : undefined,
  };
}

/** The keys of an account as they are written, without those that it inherits. */
export function writtenFor(cfg: OpenClawConfig, accountId: string): AccountConfig {
  const section = (cfg.channels?.[CHANNEL_ID] ?? {}) as RocketChatConfig;
  return section.accounts?.[accountId] ?? (accountId === DEFAULT_ACCOUNT_ID ? section : {});
}

/** The command that ends a rotation. */
export const dropPrevious = (accountId: string): string =>
  `openclaw config unset ${sectionOf(accountId)}.previousSharedSecret`;

/** @returns undefined if the gateway fetches, so that nobody has to reach it, or if nobody has said it */
function gatewayUrlFor(
  { gatewayUrl, pull }: Connecting,
  known: { readonly transport: 'push' | 'pull'; readonly gatewayUrl: string | undefined },
): string | undefined {
  if (gatewayUrl !== undefined) return httpAddress(gatewayUrl);
  if (pull || known.transport === 'pull') return undefined;
  return known.gatewayUrl === undefined ? undefined : httpAddress(known.gatewayUrl);
}

/** An address without the slashes at its end. @throws Refusal if it is no address */
export function httpAddress(given: string): string {
  const url = given.trim().replace(/\/+$/, '');
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  const isPlain = parsed && /^https?:$/.test(parsed.protocol) && !parsed.search && !parsed.hash && !parsed.username;
  if (isPlain && /^https?:\/\/[^\s/]\S*$/.test(url)) return url;
  throw new Refusal('bad-request', CONNECT_REFUSED.noHttpAddress(given));
}

const changed = (written: Stored, wanted: Stored): Stored =>
  Object.fromEntries(
    Object.entries(wanted).filter(
      ([key, value]) => JSON.stringify(value) !== JSON.stringify(written[key as keyof Stored]),
    ),
  );

/** A secret may be there before the address of the workspace is. */
function secretWithoutAddress(cfg: OpenClawConfig, accountId: string): string | undefined {
  const assumed = { ...(cfg.channels?.[CHANNEL_ID] as object | undefined), baseUrl: 'http://unknown.invalid' };
  return resolveAccount({ ...cfg, channels: { ...cfg.channels, [CHANNEL_ID]: assumed } }, accountId).link?.secrets
    .current;
}
