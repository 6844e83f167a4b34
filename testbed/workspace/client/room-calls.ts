import type { Client } from '../client-interface.ts';
import type { RoomRecord } from '../store/records.ts';
import type { Session } from './session.ts';

type RoomCalls = Pick<
  Client,
  | 'rooms'
  | 'directRoomWith'
  | 'createGroupDirect'
  | 'createRoom'
  | 'createDiscussion'
  | 'invite'
  | 'kick'
  | 'ban'
  | 'unban'
  | 'leave'
>;

/** @param room `#general`, `@carol` or a room id */
export async function findRoom(session: Session, room: string): Promise<RoomRecord> {
  if (room.startsWith('@')) return directRoom(session, room.slice(1));
  const asked = room.startsWith('#') ? { roomName: room.slice(1) } : { roomId: room };
  return (await session.call('GET', 'rooms.info', asked))['room'] as RoomRecord;
}

/** Calls about rooms and their members. */
export function roomCalls(session: Session): RoomCalls {
  const { call } = session;

  /** Channels and private groups have endpoints of their own. */
  async function change(room: string, verb: 'invite' | 'kick' | 'leave', params: object = {}): Promise<void> {
    const { _id, t } = await findRoom(session, room);
    await call('POST', `${t === 'p' ? 'groups' : 'channels'}.${verb}`, { roomId: _id, ...params });
  }

  return {
    rooms: async () => (await call('GET', 'rooms.get'))['update'] as RoomRecord[],
    directRoomWith: (other) => directRoom(session, other),
    createGroupDirect: (usernames) => directRoom(session, usernames),
    async createRoom(name, { isPrivate = false, isEncrypted = false, members = [] } = {}) {
      const extra = isEncrypted && { extraData: { encrypted: true } };
      const answer = await call('POST', `${isPrivate ? 'groups' : 'channels'}.create`, { name, members, ...extra });
      return answer[isPrivate ? 'group' : 'channel'] as RoomRecord;
    },
    async createDiscussion(parent, title, users = []) {
      const { _id } = await findRoom(session, parent);
      const answer = await call('POST', 'rooms.createDiscussion', { prid: _id, t_name: title, users });
      return answer['discussion'] as RoomRecord;
    },
    invite: (room, other) => change(room, 'invite', { username: other }),
    kick: (room, other) => change(room, 'kick', { username: other }),
    leave: (room) => change(room, 'leave'),
    async ban(room, other) {
      await call('POST', 'rooms.banUser', { roomId: (await findRoom(session, room))._id, username: other });
    },
    async unban(room, other) {
      await call('POST', 'rooms.unbanUser', { roomId: (await findRoom(session, room))._id, username: other });
    },
  };
}

/** @param others one person, or several for a direct room of more than two */
async function directRoom({ call }: Session, others: string | readonly string[]): Promise<RoomRecord> {
  const params = typeof others === 'string' ? { username: others } : { usernames: others.join(',') };
  return (await call('POST', 'im.create', params))['room'] as RoomRecord;
}
