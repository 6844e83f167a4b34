import { convertRoom } from '../convert/convert-room.ts';
import { convertUser } from '../convert/convert-user.ts';
import type { Server } from '../server.ts';
import type { RoomRecord, UserRecord } from '../store/records.ts';
import { findDirectRoom, findRoomByName, findSubscription } from '../store/store.ts';
import { ServerRefusal } from './refusal.ts';
import { storeMessage } from './send-message.ts';

interface NewRoom {
  t: 'c' | 'p';
  name: string;
  creator: UserRecord;
  members: readonly UserRecord[];
  details?: Partial<RoomRecord>;
}

/** createRoom: a channel or a private group; the creator is its owner. */
export function createRoom(server: Server, { t, name, creator, members, details }: NewRoom): RoomRecord {
  if (findRoomByName(server.store, name)) {
    throw new ServerRefusal('error-duplicate-channel-name', `A channel with name '${name}' exists`);
  }
  const room: RoomRecord = { ...details, ...frameOf(server, creator), t, name, fname: details?.fname ?? name };
  return open(server, room, [creator, ...members]);
}

/** createDirectMessage: the room of exactly these people, made when it is not there. */
export function openDirectRoom(server: Server, creator: UserRecord, people: readonly UserRecord[]): RoomRecord {
  const everyone = [...new Map([creator, ...people].map((user) => [user._id, user])).values()];
  const uids = everyone.map((user) => user._id);
  const found = findDirectRoom(server.store, uids);
  if (found) return found;
  const usernames = everyone.map((user) => user.username);
  return open(server, { ...frameOf(server, creator), t: 'd', uids, usernames }, everyone);
}

/**
 * addUserToRoom: subscription, system message `au`, `uj` or `ut`, then the event, which nobody awaits. Direct rooms have a
 * fixed set of people, and the first members of a room have not joined it.
 */
export function addMember(server: Server, room: RoomRecord, user: UserRecord, inviter?: UserRecord, silent = false) {
  if (room.t === 'd') throw new ServerRefusal('error-cant-invite-for-direct-room', "Can't invite user to direct rooms");
  const subscription = findSubscription(server.store, room._id, user._id);
  if (subscription?.status === 'BANNED')
    throw new ServerRefusal('error-user-is-banned', 'User is banned from this room');
  if (subscription) return;
  subscribe(server, room, user, []);
  server.stream.emit({ type: 'room', room: room._id, record: room });
  if (!silent) {
    const by = inviter ?? user;
    const alone = room.prid ? 'ut' : 'uj';
    storeMessage(server, by, room, { t: inviter ? 'au' : alone, msg: user.username });
  }
  if (room.t === 'l') return;
  server.announce('IPostRoomUserJoined', {
    room: convertRoom(server.store, room),
    joiningUser: convertUser(user),
    ...(inviter && { inviter: convertUser(inviter) }),
  });
}

/** removeUserFromRoom: system message `ul`, or `ru` when somebody else did it. It waits for the apps. */
export async function removeMember(
  server: Server,
  room: RoomRecord,
  user: UserRecord,
  remover?: UserRecord,
): Promise<void> {
  const subscription = findSubscription(server.store, room._id, user._id);
  if (!subscription) throw new ServerRefusal('error-user-not-in-room', 'User is not in this room');
  server.store.subscriptions.splice(server.store.subscriptions.indexOf(subscription), 1);
  storeMessage(server, remover ?? user, room, { t: remover ? 'ru' : 'ul', msg: user.username });
  server.stream.emit({ type: 'room', room: room._id, record: room });
  await server.announce('IPostRoomUserLeave', {
    room: convertRoom(server.store, room),
    leavingUser: convertUser(user),
    ...(remover && { removedBy: convertUser(remover) }),
  });
}

/**
 * createDiscussion: a room of its own, named by chance and titled `title`, and a system message in the parent. A discussion
 * of a public channel is public, any other is private.
 */
export function createDiscussion(
  server: Server,
  {
    parent,
    title,
    creator,
    members,
  }: { parent: RoomRecord; title: string; creator: UserRecord; members: UserRecord[] },
): RoomRecord {
  if (parent.prid) throw new ServerRefusal('error-nested-discussion', 'Cannot create nested discussions');
  const discussion = createRoom(server, {
    t: parent.t === 'c' ? 'c' : 'p',
    name: server.newId(),
    creator,
    members,
    details: {
      fname: title,
      prid: parent._id,
      ...(parent.name !== undefined && { topic: parent.name }),
      ...(parent.encrypted && { encrypted: true }),
    },
  });
  storeMessage(server, creator, parent, { t: 'discussion-created', msg: title, drid: discussion._id });
  return discussion;
}

function frameOf(server: Server, { _id, username, name }: UserRecord) {
  const ts = new Date(server.clock());
  return { _id: server.newId(), u: { _id, username, name }, ts, _updatedAt: ts, msgs: 0 };
}

function open(server: Server, room: RoomRecord, members: readonly UserRecord[]): RoomRecord {
  server.store.rooms.set(room._id, room);
  for (const member of new Set(members)) {
    subscribe(server, room, member, room.t !== 'd' && member._id === room.u._id ? ['owner'] : []);
  }
  server.stream.emit({ type: 'room', room: room._id, record: room });
  server.announce('IPostRoomCreate', convertRoom(server.store, room));
  return room;
}

function subscribe(server: Server, room: RoomRecord, user: UserRecord, roles: string[]): void {
  server.store.subscriptions.push({ rid: room._id, uid: user._id, roles, ls: new Date(server.clock()) });
}
