import type { IPersistence } from '@rocket.chat/apps-engine/definition/accessors/IPersistence';
import type { IRead } from '@rocket.chat/apps-engine/definition/accessors/IRead';
import {
  RocketChatAssociationModel,
  RocketChatAssociationRecord,
} from '@rocket.chat/apps-engine/definition/metadata/RocketChatAssociations';

const BANNED = new RocketChatAssociationRecord(RocketChatAssociationModel.MISC, 'banned');
const inRoom = (roomId: string) => new RocketChatAssociationRecord(RocketChatAssociationModel.ROOM, roomId);
const ofUser = (userId: string) => new RocketChatAssociationRecord(RocketChatAssociationModel.USER, userId);

/** Who was banned from a room: the server keeps them among its members, and does not say that they are banned. */
export async function readBanned(roomId: string, read: IRead): Promise<ReadonlySet<string>> {
  const rows = (await read.getPersistenceReader().readByAssociations([BANNED, inRoom(roomId)])) as { userId: string }[];
  return new Set(rows.map(({ userId }) => userId));
}

export async function noteBan(roomId: string, userId: string, persistence: IPersistence): Promise<void> {
  await forgetBan(roomId, userId, persistence);
  await persistence.createWithAssociations({ userId }, [BANNED, inRoom(roomId), ofUser(userId)]);
}

export async function forgetBan(roomId: string, userId: string, persistence: IPersistence): Promise<void> {
  await persistence.removeByAssociations([BANNED, inRoom(roomId), ofUser(userId)]);
}
