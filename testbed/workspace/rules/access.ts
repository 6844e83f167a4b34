import type { Server } from '../server.ts';
import type { RoomRecord, UserRecord } from '../store/records.ts';
import { findSubscription } from '../store/store.ts';
import { ServerRefusal } from './refusal.ts';

/** canAccessRoom: a public channel is open to everyone who is not banned from it, any other room to its members. */
export function canAccessRoom(server: Server, room: RoomRecord, user: UserRecord): boolean {
  const subscription = findSubscription(server.store, room._id, user._id);
  if (subscription?.status === 'BANNED') return false;
  return room.t === 'c' || subscription !== undefined;
}

export function findReadableRoom(server: Server, rid: string, user: UserRecord): RoomRecord {
  const room = server.store.rooms.get(rid);
  if (!room || !canAccessRoom(server, room, user)) throw new ServerRefusal('error-room-not-found', 'No room found');
  return room;
}

/**
 * canSendMessage (server/lib/messages, before 9.0 app/authorization/server/functions/canSendMessage.ts).
 * A user of type `app` skips the room access check, and only that one.
 */
export function checkMayPost(server: Server, room: RoomRecord | undefined, user: UserRecord): RoomRecord {
  if (!room) throw new ServerRefusal('error-invalid-room');
  if (room.archived) throw new ServerRefusal('room_is_archived');
  if (user.type !== 'app' && !canAccessRoom(server, room, user)) throw new ServerRefusal('error-not-allowed');
  checkMayWriteReadOnly(server, room, user);
  if (room.muted?.includes(user.username)) throw new ServerRefusal('You_have_been_muted');
  return room;
}

/** The permission post-readonly: admins, owners and moderators have it, the role `app` does not. */
export function checkMayWriteReadOnly(
  server: Server,
  room: RoomRecord,
  user: UserRecord,
  complaint = "You can't send messages because the room is readonly.",
): void {
  const roles = findSubscription(server.store, room._id, user._id)?.roles ?? [];
  const isPermitted = isAdmin(user) || roles.includes('owner') || roles.includes('moderator');
  if (room.ro && !isPermitted && !room.unmuted?.includes(user.username)) {
    throw new ServerRefusal(complaint);
  }
}

/** canDeleteMessage.ts: in a read-only room, people who may write there. */
export function checkMayDelete(server: Server, room: RoomRecord | undefined, user: UserRecord): void {
  if (room) checkMayWriteReadOnly(server, room, user, "You can't delete messages because the room is readonly.");
}

/** The permissions archive-room, set-readonly and mute-user, as far as this workspace has them. */
export function checkMayModerate(server: Server, room: RoomRecord, user: UserRecord): void {
  const roles = findSubscription(server.store, room._id, user._id)?.roles ?? [];
  if (!isAdmin(user) && !roles.includes('owner')) throw new ServerRefusal('error-not-allowed', 'Not allowed');
}

export function isAdmin(user: UserRecord): boolean {
  return user.roles.includes('admin');
}
