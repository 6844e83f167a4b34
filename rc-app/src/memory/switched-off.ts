import type { IPersistence } from '@rocket.chat/apps-engine/definition/accessors/IPersistence';
import type { IRead } from '@rocket.chat/apps-engine/definition/accessors/IRead';
import {
  RocketChatAssociationModel,
  RocketChatAssociationRecord,
} from '@rocket.chat/apps-engine/definition/metadata/RocketChatAssociations';

const ALL = new RocketChatAssociationRecord(RocketChatAssociationModel.MISC, 'switched-off');
const inRoom = (roomId: string) => new RocketChatAssociationRecord(RocketChatAssociationModel.ROOM, roomId);

/** The rooms that their owners closed to the app: `/openclaw here off`. */
export async function readSwitchedOff(read: IRead): Promise<ReadonlySet<string>> {
  const rows = (await read.getPersistenceReader().readByAssociation(ALL)) as { roomId: string }[];
  return new Set(rows.map((row) => row.roomId));
}

/** Switching twice is the same as once, also when two servers do it at the same time. */
export async function writeSwitch(roomId: string, on: boolean, persistence: IPersistence): Promise<void> {
  await persistence.removeByAssociations([ALL, inRoom(roomId)]);
  if (!on) await persistence.createWithAssociations({ roomId }, [ALL, inRoom(roomId)]);
}
