import { canAccessRoom, findReadableRoom } from '../../rules/access.ts';
import { banMember, unbanMember } from '../../rules/ban.ts';
import { changeRoom, mute } from '../../rules/moderate.ts';
import { ServerRefusal } from '../../rules/refusal.ts';
import { addMember, createDiscussion, createRoom, openDirectRoom, removeMember } from '../../rules/rooms.ts';
import type { Server } from '../../server.ts';
import type { RoomRecord, UserRecord } from '../../store/records.ts';
import { findRoomByName, findSubscription, findUserByName, membersOf, messagesOf } from '../../store/store.ts';
import { type Endpoint, optionalText, type Params, text } from './endpoint.ts';

type Call = Parameters<Endpoint['run']>[0];

export const roomEndpoints: Endpoint[] = [
  { method: 'get', path: 'rooms.get', run: ({ server, caller }) => ({ update: roomsOf(server, caller), remove: [] }) },
  {
    method: 'get',
    path: 'subscriptions.get',
    run({ server, caller }) {
      const update = roomsOf(server, caller).map((room) => ({
        rid: room._id,
        t: room.t,
        name: room.name ?? peerOf(room, caller),
        fname: room.fname ?? peerOf(room, caller),
        roles: findSubscription(server.store, room._id, caller._id)?.roles ?? [],
        u: { _id: caller._id, username: caller.username },
      }));
      return { update, remove: [] };
    },
  },
  {
    method: 'get',
    path: 'rooms.info',
    run({ server, caller, params }) {
      return { room: findRoom(server, caller, params) };
    },
  },
  {
    method: 'post',
    path: 'im.create',
    run({ server, caller, params }) {
      const usernames = optionalText(params, 'usernames')?.split(',') ?? [text(params, 'username')];
      const room = openDirectRoom(
        server,
        caller,
        usernames.map((username) => findPerson(server, username.trim())),
      );
      return { room: { ...room, rid: room._id } };
    },
  },
  {
    method: 'post',
    path: 'rooms.createDiscussion',
    run({ server, caller, params }) {
      const parent = findReadableRoom(server, text(params, 'prid'), caller);
      const members = findPeople(server, params['users']);
      return {
        discussion: createDiscussion(server, { parent, title: text(params, 't_name'), creator: caller, members }),
      };
    },
  },
  {
    method: 'post',
    path: 'rooms.banUser',
    run({ server, caller, params }) {
      banMember(server, findRoom(server, caller, params), findInvited(server, params), caller);
      return {};
    },
  },
  {
    method: 'post',
    path: 'rooms.unbanUser',
    run({ server, caller, params }) {
      unbanMember(server, findRoom(server, caller, params), findInvited(server, params), caller);
      return {};
    },
  },
  ...(['muteUser', 'unmuteUser'] as const).map(
    (name): Endpoint => ({
      method: 'post',
      path: `rooms.${name}`,
      run({ server, caller, params }) {
        mute(server, caller, findRoom(server, caller, params), findInvited(server, params), name === 'muteUser');
        return {};
      },
    }),
  ),
  ...(['channels', 'groups'] as const).flatMap((kind) => endpointsOf(kind)),
  { method: 'get', path: 'im.history', run: history },
  { method: 'get', path: 'im.list', run: ({ server, caller }) => ({ ims: roomsOf(server, caller).filter(isDirect) }) },
];

function endpointsOf(kind: 'channels' | 'groups'): Endpoint[] {
  const one = kind === 'channels' ? 'channel' : 'group';
  return [
    {
      method: 'post',
      path: `${kind}.create`,
      run({ server, caller, params }) {
        const { encrypted } = (params['extraData'] ?? {}) as { encrypted?: boolean };
        const room = createRoom(server, {
          t: kind === 'channels' ? 'c' : 'p',
          name: text(params, 'name'),
          creator: caller,
          members: findPeople(server, params['members']),
          details: { ro: params['readOnly'] === true, ...(encrypted && { encrypted }) },
        });
        return { [one]: room };
      },
    },
    ...(['archive', 'unarchive'] as const).map(
      (name): Endpoint => ({
        method: 'post',
        path: `${kind}.${name}`,
        run({ server, caller, params }) {
          changeRoom(server, caller, findRoom(server, caller, params), { archived: name === 'archive' });
          return {};
        },
      }),
    ),
    {
      method: 'post',
      path: `${kind}.setReadOnly`,
      run({ server, caller, params }) {
        const room = findRoom(server, caller, params);
        changeRoom(server, caller, room, { ro: params['readOnly'] === true });
        return { [one]: room };
      },
    },
    {
      method: 'post',
      path: `${kind}.invite`,
      run({ server, caller, params }) {
        const room = findRoom(server, caller, params);
        addMember(server, room, findInvited(server, params), caller);
        return { [one]: room };
      },
    },
    {
      method: 'post',
      path: `${kind}.kick`,
      async run({ server, caller, params }) {
        await removeMember(server, findRoom(server, caller, params), findInvited(server, params), caller);
        return {};
      },
    },
    {
      method: 'post',
      path: `${kind}.leave`,
      async run({ server, caller, params }) {
        await removeMember(server, findRoom(server, caller, params), caller);
        return {};
      },
    },
    {
      method: 'get',
      path: `${kind}.members`,
      run({ server, caller, params }) {
        const members = membersOf(server.store, findRoom(server, caller, params)._id);
        return { members: members.map(({ _id, username, name, status }) => ({ _id, username, name, status })) };
      },
    },
    { method: 'get', path: `${kind}.history`, run: history },
  ];
}

/** Newest first, as the server answers. */
function history({ server, caller, params }: Call): object {
  const room = findRoom(server, caller, params);
  const newestFirst = messagesOf(server.store, room._id).toReversed();
  return { messages: newestFirst.slice(0, Number(params['count'] ?? 20)) };
}

function findRoom(server: Server, caller: UserRecord, params: Params): RoomRecord {
  const name = optionalText(params, 'roomName');
  const rid = name === undefined ? text(params, 'roomId') : findRoomByName(server.store, name)?._id;
  return findReadableRoom(server, rid ?? '', caller);
}

function findInvited(server: Server, params: Params): UserRecord {
  const id = optionalText(params, 'userId');
  const user = id === undefined ? undefined : server.store.users.get(id);
  return user ?? findPerson(server, text(params, 'username'));
}

function findPeople(server: Server, usernames: unknown): UserRecord[] {
  return Array.isArray(usernames) ? usernames.map((username) => findPerson(server, String(username))) : [];
}

function findPerson(server: Server, username: string): UserRecord {
  const user = findUserByName(server.store, username);
  if (!user) throw new ServerRefusal('error-invalid-user', 'Invalid user');
  return user;
}

function roomsOf(server: Server, caller: UserRecord): RoomRecord[] {
  const { rooms, subscriptions } = server.store;
  const isMine = (room: RoomRecord) => subscriptions.some(({ rid, uid }) => rid === room._id && uid === caller._id);
  return [...rooms.values()].filter((room) => isMine(room) && canAccessRoom(server, room, caller));
}

const isDirect = (room: RoomRecord) => room.t === 'd';

/** A direct room has no name of its own: each sees the others' names. */
function peerOf(room: RoomRecord, { username }: UserRecord): string {
  return (room.usernames ?? []).filter((name) => name !== username).join(', ') || username;
}
