import type { IRead } from '@rocket.chat/apps-engine/definition/accessors/IRead';
import type { IRoom } from '@rocket.chat/apps-engine/definition/rooms/IRoom';
import { Refusal } from '@rocketchat-openclaw/shared';

/** @throws Refusal `room-not-found` */
export async function roomOf(roomId: string, read: IRead): Promise<IRoom> {
  const room = await read.getRoomReader().getById(roomId);
  if (!room) throw new Refusal('room-not-found', `there is no room ${roomId}`);
  return room;
}

/**
 * The server takes the room from the thread, whatever room a message names (executeSendMessage: `rid =
 * parentMessage.rid`), so a wrong thread id would put an answer into a room of strangers.
 *
 * @throws Refusal `thread-not-in-room`
 */
export async function assertThreadInRoom(threadId: string, room: IRoom, read: IRead): Promise<void> {
  const root = await read.getMessageReader().getById(threadId);
  if (root?.room?.id !== room.id) {
    throw new Refusal('thread-not-in-room', `message ${threadId} is not in room ${room.id}, so it has no thread there`);
  }
}
