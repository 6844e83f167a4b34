import type { IPersistence } from '@rocket.chat/apps-engine/definition/accessors/IPersistence';
import type { IRead } from '@rocket.chat/apps-engine/definition/accessors/IRead';
import {
  RocketChatAssociationModel,
  RocketChatAssociationRecord,
} from '@rocket.chat/apps-engine/definition/metadata/RocketChatAssociations';

const misc = (id: string) => new RocketChatAssociationRecord(RocketChatAssociationModel.MISC, id);
const ADMIN = misc('last-admin');
const TOLD = misc('told-paused');

/** The admin who last asked the app for its status: the engine does not say who saves its settings. */
export async function readAdmin(read: IRead): Promise<string | undefined> {
  const [row] = (await read.getPersistenceReader().readByAssociation(ADMIN)) as { userId: string }[];
  return row?.userId;
}

export async function noteAdmin(userId: string, read: IRead, persistence: IPersistence): Promise<void> {
  if ((await readAdmin(read)) === userId) return;
  await persistence.removeByAssociation(ADMIN);
  await persistence.createWithAssociation({ userId }, ADMIN);
}

/** When an admin was last told that the outbox is paused, in milliseconds. */
export async function readTold(read: IRead): Promise<number | undefined> {
  const [row] = (await read.getPersistenceReader().readByAssociation(TOLD)) as { at: number }[];
  return row?.at;
}

export async function noteTold(at: number | undefined, persistence: IPersistence): Promise<void> {
  await persistence.removeByAssociation(TOLD);
  if (at !== undefined) await persistence.createWithAssociation({ at }, TOLD);
}
