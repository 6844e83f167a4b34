import type { ISettingRead } from '@rocket.chat/apps-engine/definition/accessors/ISettingRead';
import type { ISettingUpdater } from '@rocket.chat/apps-engine/definition/accessors/ISettingUpdater';
import type { ISetting } from '@rocket.chat/apps-engine/definition/settings/ISetting';
import { Refusal, readConnectionCode, readSecret } from '@rocketchat-openclaw/shared';
import { clock } from '../machine.ts';
import type { Accessors } from '../server/accessors.ts';
import { type KeptConnection, keepConnection, readKeptConnection } from './kept-connection.ts';
import { isSecret, SETTING } from './settings.ts';

type Kept = Pick<Accessors, 'read' | 'persistence'>;

/** In this order, because a connection code replaces the other settings. */
const IDS = [SETTING.sharedSecret, SETTING.connectionCode, SETTING.previousSharedSecret] as const;

/**
 * The engine stores the returned setting, and writes it into the app's log. The app keeps a secret itself and leaves
 * the setting empty, so that the secret does not reach the database of settings, the other servers of a cluster, or
 * REST.
 *
 * An empty value changes nothing, because an emptied field is saved with each of the others.
 *
 * @returns undefined if the secret cannot be stored: the engine then stores the setting as it was entered, and logs
 * nothing
 */
export async function settingBeforeUpdate(setting: ISetting, kept: Kept | undefined): Promise<ISetting | undefined> {
  if (!isSecret(setting.id)) return setting;
  const value = textOf(setting.value);
  try {
    if (value && !kept) return undefined;
    if (value && kept) await take({ [setting.id]: value }, kept);
    return { ...setting, value: '' };
  } catch {
    return undefined;
  }
}

/**
 * Version 0.1.0 left the secrets in the settings, and so does a failed write. The settings are emptied only after the
 * secrets have been stored.
 */
export async function takeOver(settings: ISettingUpdater, kept: Kept): Promise<void> {
  const entered = await readEntered(kept.read.getEnvironmentReader().getSettings());
  const ids = Object.keys(entered);
  if (ids.length === 0) return;
  await take(entered, kept);
  for (const id of ids) await settings.updateValue(id, '');
}

/** The valid secrets: the stored ones, replaced by those that are still in the settings. */
export async function readSecrets(read: Kept['read']): Promise<KeptConnection> {
  const entered = await readEntered(read.getEnvironmentReader().getSettings());
  return withEntered(await readKeptConnection(read), entered);
}

async function take(entered: Entered, { read, persistence }: Kept): Promise<void> {
  await keepConnection(withEntered(await readKeptConnection(read), entered), clock(), read, persistence);
}

type Entered = { readonly [id: string]: string };

function withEntered(kept: KeptConnection, entered: Entered): KeptConnection {
  return IDS.reduce((before, id) => {
    const value = entered[id];
    return value ? withOne(before, id, value) : before;
  }, kept);
}

/**
 * A new secret ends the previous one, unless the previous one is the secret that it replaces: an admin has entered that to
 * have both accepted. A secret that cannot be read leaves the connection as it is.
 */
function withOne(before: KeptConnection, id: (typeof IDS)[number], value: string): KeptConnection {
  const { refused: _, ...connected } = before;
  const replacing = (secret: string) => ({
    secret,
    ...(before.previous === before.secret && secret !== before.secret && { previous: before.previous }),
  });
  try {
    if (id === SETTING.connectionCode) {
      const { gatewayUrl = '', accountId, secret } = readConnectionCode(value);
      readSecret(secret);
      return { ...replacing(secret), code: { gatewayUrl, accountId } };
    }
    readSecret(value);
    if (id === SETTING.sharedSecret) return replacing(value);
    return { ...connected, previous: value };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { ...connected, refused: { code: error.code, why: error.detail } };
  }
}

async function readEntered(settings: ISettingRead): Promise<Entered> {
  const values = await Promise.all(IDS.map(async (id) => [id, textOf(await settings.getValueById(id))] as const));
  return Object.fromEntries(values.filter(([, value]) => value));
}

const textOf = (value: unknown): string => String(value ?? '').trim();
