import type { IMessage, IMessageRaw } from '@rocket.chat/apps-engine/definition/messages/index.js';
import type { IRoom, IRoomRaw } from '@rocket.chat/apps-engine/definition/rooms/index.js';
import type { IUser } from '@rocket.chat/apps-engine/definition/users/index.js';
import {
  type GetMessagesOptions,
  type GetRoomsFilters,
  type GetRoomsOptions,
  RoomBridge,
} from '@rocket.chat/apps-engine/server/bridges/RoomBridge.js';
import { convertMessageRaw } from '../convert/convert-message.ts';
import { convertRoom, convertRoomRaw } from '../convert/convert-room.ts';
import { convertUser } from '../convert/convert-user.ts';
import { addMember, createDiscussion, createRoom, openDirectRoom, removeMember } from '../rules/rooms.ts';
import type { Server } from '../server.ts';
import type { MessageRecord, RoomRecord, UserRecord } from '../store/records.ts';
import {
  findDirectRoom,
  findRoomByName,
  findSubscription,
  findUserByName,
  membersOf,
  messagesOf,
} from '../store/store.ts';

/** app/apps/server/bridges/rooms.ts */
export class WorkspaceRoomBridge extends RoomBridge {
  private readonly server: Server;
  constructor(server: Server) {
    super();
    this.server = server;
  }

  protected async create(room: IRoom, members: string[]): Promise<string> {
    const creator = this.server.store.users.get(room.creator?.id);
    // A direct room is made in the creator's name, so a builder without one fails (RocketChat/Rocket.Chat#37963).
    if (!creator) throw new Error('Invalid creator assigned to the room.');
    const people = this.usersNamed(members);
    const t = room.type as string;
    if (t === 'd') return openDirectRoom(this.server, creator, people)._id;
    if (t !== 'c' && t !== 'p') {
      throw new Error('Only channels, private groups and direct messages can be created.');
    }
    const details = { ro: room.isReadOnly ?? false, fname: room.displayName ?? room.slugifiedName };
    return createRoom(this.server, { t, name: room.slugifiedName, creator, members: people, details })._id;
  }

  protected async createDiscussion(
    room: IRoom,
    _parent: IMessage | undefined,
    _reply: string | undefined,
    members: string[],
  ): Promise<string> {
    const parent = this.server.store.rooms.get(room.parentRoom?.id ?? '');
    const creator = this.server.store.users.get(room.creator?.id);
    if (!creator || !parent) throw new Error('There must be a parent room to create a discussion.');
    const title = room.displayName ?? room.slugifiedName;
    return createDiscussion(this.server, { parent, title, creator, members: this.usersNamed(members) })._id;
  }

  protected async getById(roomId: string): Promise<IRoom> {
    return this.toApp(this.server.store.rooms.get(roomId));
  }

  protected async getByName(name: string): Promise<IRoom> {
    return this.toApp(findRoomByName(this.server.store, name));
  }

  protected async getDirectByUsernames(usernames: string[]): Promise<IRoom | undefined> {
    const ids = this.usersNamed(usernames).map((user) => user._id);
    return this.toApp(findDirectRoom(this.server.store, ids));
  }

  protected async getCreatorById(roomId: string): Promise<IUser | undefined> {
    return this.creatorOf(this.server.store.rooms.get(roomId));
  }

  protected async getCreatorByName(name: string): Promise<IUser | undefined> {
    return this.creatorOf(findRoomByName(this.server.store, name));
  }

  protected async getMembers(roomId: string): Promise<IUser[]> {
    // By the subscriptions: who is banned is among them, and who is gone from the workspace is there as nothing.
    const { subscriptions, users } = this.server.store;
    const listed = subscriptions.filter(({ rid }) => rid === roomId).map(({ uid }) => users.get(uid));
    return listed.map((user) => (user ? convertUser(user) : null)) as IUser[];
  }

  protected async getModerators(roomId: string): Promise<IUser[]> {
    return this.membersWith(roomId, 'moderator');
  }

  protected async getOwners(roomId: string): Promise<IUser[]> {
    return this.membersWith(roomId, 'owner');
  }

  protected async getLeaders(roomId: string): Promise<IUser[]> {
    return this.membersWith(roomId, 'leader');
  }

  protected async getAllRooms(
    { types }: GetRoomsFilters,
    { limit = 100, skip = 0 }: GetRoomsOptions,
  ): Promise<IRoomRaw[]> {
    const rooms = [...this.server.store.rooms.values()].filter(({ t }) => !types || types.some((type) => type === t));
    return rooms.slice(skip, skip + limit).map(convertRoomRaw);
  }

  protected async getMessages(roomId: string, options: GetMessagesOptions): Promise<IMessageRaw[]> {
    return page(messagesOf(this.server.store, roomId), options);
  }

  protected async getUnreadByUser(roomId: string, uid: string, options: GetMessagesOptions): Promise<IMessageRaw[]> {
    return page(this.unread(roomId, uid), options);
  }

  protected async getUserUnreadMessageCount(roomId: string, uid: string): Promise<number> {
    return this.unread(roomId, uid).length;
  }

  protected async update(room: IRoom, members: string[] = []): Promise<void> {
    const stored = this.server.store.rooms.get(room.id);
    if (!stored) throw new Error('A room must exist to update.');
    if (room.displayName !== undefined) stored.fname = room.displayName;
    if (room.slugifiedName !== undefined) stored.name = room.slugifiedName;
    if (room.description !== undefined) stored.description = room.description;
    if (room.isReadOnly !== undefined) stored.ro = room.isReadOnly;
    this.server.store.rooms.set(stored._id, stored);
    for (const user of this.usersNamed(members)) addMember(this.server, stored, user);
  }

  protected async delete(roomId: string): Promise<void> {
    this.server.store.rooms.delete(roomId);
  }

  protected async removeUsers(roomId: string, usernames: string[]): Promise<void> {
    const room = this.server.store.rooms.get(roomId);
    if (room) for (const user of this.usersNamed(usernames)) await removeMember(this.server, room, user);
  }

  private toApp(room: RoomRecord | undefined): IRoom {
    // The declared type has no place for "no such room"; the server gives undefined all the same.
    return (room && convertRoom(this.server.store, room)) as unknown as IRoom;
  }

  private creatorOf(room: RoomRecord | undefined): IUser | undefined {
    const user = room && this.server.store.users.get(room.u._id);
    return user && convertUser(user);
  }

  private usersNamed(usernames: readonly string[]): UserRecord[] {
    return usernames.map((name) => findUserByName(this.server.store, name)).filter((user) => user !== undefined);
  }

  private membersWith(roomId: string, role: string): IUser[] {
    const { store } = this.server;
    const holds = ({ _id }: UserRecord) => findSubscription(store, roomId, _id)?.roles.includes(role);
    return membersOf(store, roomId).filter(holds).map(convertUser);
  }

  private unread(roomId: string, uid: string): MessageRecord[] {
    const subscription = findSubscription(this.server.store, roomId, uid);
    if (!subscription) throw new Error('User not subscribed to room');
    return messagesOf(this.server.store, roomId).filter((message) => message.ts > subscription.ls);
  }
}

/** No system messages, no replies unless asked for; the engine has checked the limit (1 to 100) and the sort field. */
function page(messages: readonly MessageRecord[], options: GetMessagesOptions): IMessageRaw[] {
  const { limit, skip = 0, sort, showThreadMessages } = options;
  const shown = messages.filter((message) => !message.t && (showThreadMessages || !message.tmid));
  const ordered = sort?.createdAt === 'desc' ? shown.toReversed() : shown;
  return ordered.slice(skip, skip + Math.min(limit, 100)).map(convertMessageRaw);
}
