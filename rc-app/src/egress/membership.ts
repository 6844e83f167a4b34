import type { IRead } from '@rocket.chat/apps-engine/definition/accessors/IRead';
import type { IRoom } from '@rocket.chat/apps-engine/definition/rooms/IRoom';
import type { Bot } from '@rocketchat-openclaw/shared';

/**
 * May the bot know what is said here? Public channels are open to everyone; a room by invitation is closed until
 * somebody invites the bot, whoever mentions it there. Asked only for messages that are addressed to the bot.
 */
export async function mayHear(room: IRoom, bot: Bot, read: IRead): Promise<boolean> {
  if (String(room.type) === 'c') return true;
  if (room.userIds) return room.userIds.includes(bot.id);
  const rooms: unknown = await read.getUserReader().getUserRoomIds(bot.id);
  return Array.isArray(rooms) && rooms.includes(room.id);
}
