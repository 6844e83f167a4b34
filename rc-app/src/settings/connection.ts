import type { IRead } from '@rocket.chat/apps-engine/definition/accessors/IRead';
import { deriveKeyRing, type KeyRing, Refusal } from '@rocketchat-openclaw/shared';
import { NOT_CONNECTED } from '../texts/faults.ts';
import type { KeptConnection } from './kept-connection.ts';
import { SETTING } from './settings.ts';
import { readSecrets } from './take-secrets.ts';

/** Everything that follows from the secret and the settings: where the gateway is, and the keys of both directions. */
export interface Connection {
  /** Without a trailing slash; may have a path, where a proxy adds one. Empty where the gateway fetches. */
  readonly gatewayUrl: string;
  readonly accountId: string;
  readonly eventKeys: KeyRing;
  readonly commandKeys: KeyRing;
  /** Why the last entry of the admin was not accepted. The connection is the one before it. */
  readonly notTaken?: string | undefined;
}

/**
 * @throws Refusal `bad-connection-code`, `weak-secret` or `not-ready`; its detail tells the admin what to do
 */
export async function readConnection(read: IRead): Promise<Connection> {
  const kept = await readSecrets(read);
  const { gatewayUrl, accountId, secret } = await addressOf(kept, read);
  const secrets = { current: secret, previous: kept.previous };
  return {
    gatewayUrl: gatewayUrl.replace(/\/+$/, ''),
    accountId,
    eventKeys: await deriveKeyRing(secrets, 'event', accountId),
    commandKeys: await deriveKeyRing(secrets, 'command', accountId),
    notTaken: kept.refused?.why,
  };
}

interface Address {
  readonly gatewayUrl: string;
  readonly accountId: string;
  readonly secret: string;
}

/** A connection code replaces the other settings. */
async function addressOf({ secret, code, refused }: KeptConnection, read: IRead): Promise<Address> {
  if (secret && code) return { ...code, secret };
  if (!secret && refused) throw new Refusal(refused.code, refused.why);
  const settings = read.getEnvironmentReader().getSettings();
  const textOf = async (id: string) => String((await settings.getValueById(id)) ?? '').trim();
  const [gatewayUrl, accountId] = await Promise.all([textOf(SETTING.gatewayUrl), textOf(SETTING.accountId)]);
  if (!secret && !gatewayUrl) {
    throw new Refusal('not-ready', NOT_CONNECTED.neverConnected);
  }
  if (gatewayUrl && !/^https?:\/\/[^\s/]/.test(gatewayUrl)) {
    throw new Refusal('not-ready', NOT_CONNECTED.badGatewayUrl);
  }
  if (!secret) throw new Refusal('not-ready', NOT_CONNECTED.noSecret);
  return { gatewayUrl, accountId, secret };
}
