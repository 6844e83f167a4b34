import type { Server } from '../server.ts';
import type { RoomRecord, UserRecord } from '../store/records.ts';
import { checkMayModerate } from './access.ts';

/** archiveRoom.ts, saveRoomReadOnly.ts: apps see the change in the room from then on. */
export function changeRoom(
  server: Server,
  by: UserRecord,
  room: RoomRecord,
  change: Pick<RoomRecord, 'archived' | 'ro'>,
): void {
  checkMayModerate(server, room, by);
  server.store.rooms.set(room._id, Object.assign(room, change));
}

/** muteUserInRoom.ts, unmuteUserInRoom.ts: in a read-only room those are listed who may write, elsewhere those who may not. */
export function mute(
  server: Server,
  by: UserRecord,
  room: RoomRecord,
  { username }: UserRecord,
  isMuted: boolean,
): void {
  checkMayModerate(server, room, by);
  const without = (names: readonly string[] = []) => names.filter((name) => name !== username);
  if (room.ro) room.unmuted = isMuted ? without(room.unmuted) : [...without(room.unmuted), username];
  else room.muted = isMuted ? [...without(room.muted), username] : without(room.muted);
  server.store.rooms.set(room._id, room);
}
