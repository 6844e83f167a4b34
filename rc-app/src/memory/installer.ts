import type { IPersistence } from '@rocket.chat/apps-engine/definition/accessors/IPersistence';
import type { IRead } from '@rocket.chat/apps-engine/definition/accessors/IRead';
import {
  RocketChatAssociationModel,
  RocketChatAssociationRecord,
} from '@rocket.chat/apps-engine/definition/metadata/RocketChatAssociations';

const ROW = new RocketChatAssociationRecord(RocketChatAssociationModel.MISC, 'installer');

/** Who installed the app and has not heard yet that it is connected. */
export async function readInstaller(read: IRead): Promise<string | undefined> {
  const [row] = (await read.getPersistenceReader().readByAssociation(ROW)) as { userId: string }[];
  return row?.userId;
}

/** @param userId undefined: nobody waits for that now */
export async function noteInstaller(userId: string | undefined, persistence: IPersistence): Promise<void> {
  await persistence.removeByAssociation(ROW);
  if (userId !== undefined) await persistence.createWithAssociation({ userId }, ROW);
}
