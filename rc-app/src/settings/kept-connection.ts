import type { IPersistence } from '@rocket.chat/apps-engine/definition/accessors/IPersistence';
import type { IRead } from '@rocket.chat/apps-engine/definition/accessors/IRead';
import {
  RocketChatAssociationModel,
  RocketChatAssociationRecord,
} from '@rocket.chat/apps-engine/definition/metadata/RocketChatAssociations';
import type { RefusalCode } from '@rocketchat-openclaw/shared';

/**
 * The secrets of the connection. They are in the app's persistence, which only this app can read; everyone who manages
 * apps can read settings over REST.
 */
export interface KeptConnection {
  readonly secret?: string;
  /** Also accepted, while the secret is changed. */
  readonly previous?: string;
  /** Values from a connection code. They replace the other settings. */
  readonly code?: { readonly gatewayUrl: string; readonly accountId: string };
  /** Why the last secret that was entered was not taken. */
  readonly refused?: { readonly code: RefusalCode; readonly why: string };
}

interface Row {
  readonly at: number;
  readonly kept: KeptConnection;
}

const ROW = new RocketChatAssociationRecord(RocketChatAssociationModel.MISC, 'connection');

export async function readKeptConnection(read: Pick<IRead, 'getPersistenceReader'>): Promise<KeptConnection> {
  return (await newest(read))?.kept ?? {};
}

/** One update, so that a process that is killed here leaves the old or the new connection. */
export async function keepConnection(
  kept: KeptConnection,
  now: number,
  read: Pick<IRead, 'getPersistenceReader'>,
  persistence: IPersistence,
): Promise<void> {
  const at = Math.max(now, ((await newest(read))?.at ?? 0) + 1);
  await persistence.updateByAssociation(ROW, { at, kept } satisfies Row, true);
}

export async function forgetConnection(persistence: IPersistence): Promise<void> {
  await persistence.removeByAssociation(ROW);
}

/** Two servers of a cluster may have written a row each. */
async function newest(read: Pick<IRead, 'getPersistenceReader'>): Promise<Row | undefined> {
  const rows = (await read.getPersistenceReader().readByAssociation(ROW)) as Row[];
  return rows.reduce<Row | undefined>((a, b) => (a && a.at > b.at ? a : b), undefined);
}
