import type { IRead } from '@rocket.chat/apps-engine/definition/accessors/IRead';
import type { IRoom } from '@rocket.chat/apps-engine/definition/rooms/IRoom';
import { readBanned } from '../memory/bans.ts';

/** Asked of the user, because a room may have thousands and the engine tells of each of them all that it knows. */
export async function isMember(userId: string, room: IRoom, read: IRead): Promise<boolean> {
  const isListed =
    room.userIds?.includes(userId) ?? (await read.getUserReader().getUserRoomIds(userId)).includes(room.id);
  return isListed && !(await readBanned(room.id, read)).has(userId);
}

/** As the server's canAccessRoom has it: a public channel is open to everybody who is not banned from it. */
export async function isLetIn(userId: string, room: IRoom, read: IRead): Promise<boolean> {
  if (String(room.type) !== 'c') return isMember(userId, room, read);
  return !(await readBanned(room.id, read)).has(userId);
}
