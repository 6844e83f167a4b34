import type { IRoom, IRoomRaw, RoomType } from '@rocket.chat/apps-engine/definition/rooms/index.js';
import type { RoomRecord, VisitorRecord } from '../store/records.ts';
import type { Store } from '../store/store.ts';
import { convertUser } from './convert-user.ts';

/** An app gets IRoom without `usernames`, which the runtime adds as a deprecated promise, plus the unmapped rest. */
export type AppRoom = Omit<IRoom, 'usernames'> & { _unmappedProperties_: Record<string, unknown> };

/** app/apps/server/converters/rooms.js: the fields it knows get an app's names, the others stay in `_unmappedProperties_`. */
export function convertRoom(store: Store, room: RoomRecord): AppRoom {
  const { _id, fname, name, t, u, uids, msgs, ts, _updatedAt, lm, default: isDefault, ro, ...others } = room;
  const { customFields, description, prid, v, servedBy, open, teamId, teamMain, ...unmapped } = others;
  const visitor = v && store.visitors.get(v._id);
  const agent = servedBy && store.users.get(servedBy._id);
  const creator = store.users.get(u._id);
  const parent = prid === undefined ? undefined : store.rooms.get(prid);
  return structuredClone({
    id: _id,
    displayName: fname ?? name ?? '',
    slugifiedName: name ?? '',
    type: t as RoomType,
    // A creator who is gone converts to undefined on the server too, although the type says otherwise.
    creator: (creator ? convertUser(creator) : undefined) as IRoom['creator'],
    ...(uids ? { userIds: uids } : {}),
    isDefault: isDefault ?? false,
    isReadOnly: ro ?? false,
    displaySystemMessages: true,
    messageCount: msgs,
    createdAt: ts,
    updatedAt: _updatedAt,
    ...(lm ? { lastModifiedAt: lm } : {}),
    ...(description === undefined ? {} : { description }),
    ...(customFields ? { customFields } : {}),
    ...(visitor ? { visitor: convertVisitor(visitor) } : {}),
    ...(agent ? { servedBy: convertUser(agent) } : {}),
    ...(open === undefined ? {} : { isOpen: open }),
    ...(teamId === undefined ? {} : { teamId }),
    ...(teamMain ? { isTeamMain: true } : {}),
    ...(parent ? { parentRoom: convertRoom(store, parent) as unknown as IRoom } : {}),
    _unmappedProperties_: unmapped,
  });
}

/** app/apps/server/converters/visitors.js: with the e-mail addresses, which an app has to leave out itself. */
function convertVisitor({ _id, token, username, name, visitorEmails, _updatedAt }: VisitorRecord): object {
  return { id: _id, token, username, name, visitorEmails, updatedAt: _updatedAt };
}

/** The raw variant, of `getAllRooms`. */
export function convertRoomRaw(room: RoomRecord): IRoomRaw {
  return structuredClone({
    id: room._id,
    slugifiedName: room.name ?? '',
    displayName: room.fname ?? room.name ?? '',
    type: room.t as RoomType,
    creator: { _id: room.u._id, username: room.u.username, name: room.u.name ?? '' },
    ...(room.uids ? { userIds: room.uids } : {}),
    isDefault: room.default ?? false,
    isReadOnly: room.ro ?? false,
    messageCount: room.msgs,
    createdAt: room.ts,
    updatedAt: room._updatedAt,
  });
}
