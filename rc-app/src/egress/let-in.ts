import type { IRead } from '@rocket.chat/apps-engine/definition/accessors/IRead';
import type { IRoom } from '@rocket.chat/apps-engine/definition/rooms/IRoom';

/** Asked of the user, because a room may have thousands and the engine tells of each of them all that it knows. */
export async function isMember(userId: string, room: IRoom, read: IRead): Promise<boolean> {
  return room.userIds?.includes(userId) ?? (await read.getUserReader().getUserRoomIds(userId)).includes(room.id);
}

/** As the server's canAccessRoom has it: a public channel is open to everybody. */
export async function isLetIn(userId: string, room: IRoom, read: IRead): Promise<boolean> {
  return String(room.type) === 'c' || isMember(userId, room, read);
}
