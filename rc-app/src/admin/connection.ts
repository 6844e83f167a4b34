import type { ISettingRead } from '@rocket.chat/apps-engine/definition/accessors/ISettingRead';
import { deriveKeyRing, type KeyRing, Refusal, readConnectionCode } from '@rocketchat-openclaw/shared';
import { SETTING } from './settings.ts';

/** Everything that follows from the settings: where the gateway is, and the keys of both directions. */
export interface Connection {
  /** Without a trailing slash; may have a path, where a proxy adds one. Empty where the gateway fetches. */
  readonly gatewayUrl: string;
  readonly accountId: string;
  readonly eventKeys: KeyRing;
  readonly commandKeys: KeyRing;
}

const FIELDS = ['connectionCode', 'gatewayUrl', 'accountId', 'sharedSecret', 'previousSharedSecret'] as const;
type Values = { [K in (typeof FIELDS)[number]]: string };

/**
 * @throws Refusal `bad-connection-code`, `weak-secret` or `not-ready`; its detail tells the admin what to do
 */
export async function readConnection(settings: ISettingRead): Promise<Connection> {
  const { gatewayUrl, accountId, secret, previous } = pick(await readValues(settings));
  const secrets = { current: secret, previous: previous || undefined };
  return {
    gatewayUrl: gatewayUrl.replace(/\/+$/, ''),
    accountId,
    eventKeys: await deriveKeyRing(secrets, 'event', accountId),
    commandKeys: await deriveKeyRing(secrets, 'command', accountId),
  };
}

/** A connection code, where there is one, stands for the three settings below it. */
function pick(values: Values): { gatewayUrl: string; accountId: string; secret: string; previous: string } {
  const previous = values.previousSharedSecret;
  if (values.connectionCode) {
    const { gatewayUrl = '', ...code } = readConnectionCode(values.connectionCode);
    return { gatewayUrl, ...code, previous };
  }
  if (!values.sharedSecret && !values.gatewayUrl) {
    throw new Refusal('not-ready', 'not connected yet: paste the connection code into the settings of the app');
  }
  if (values.gatewayUrl && !/^https?:\/\/[^\s/]/.test(values.gatewayUrl)) {
    const cure = 'must begin with https:// or http://; leave it empty where OpenClaw fetches from here';
    throw new Refusal('not-ready', `the setting Gateway URL ${cure}`);
  }
  if (!values.sharedSecret) throw new Refusal('not-ready', 'the setting Shared secret is empty');
  return { gatewayUrl: values.gatewayUrl, accountId: values.accountId, secret: values.sharedSecret, previous };
}

async function readValues(settings: ISettingRead): Promise<Values> {
  const entries = FIELDS.map(async (name) => [name, String((await settings.getValueById(SETTING[name])) ?? '').trim()]);
  return Object.fromEntries(await Promise.all(entries));
}
