import type { IUser, IUserCreationOptions, UserType } from '@rocket.chat/apps-engine/definition/users/index.js';
import { UserBridge } from '@rocket.chat/apps-engine/server/bridges/UserBridge.js';
import { convertUser } from '../convert/convert-user.ts';
import { addMember } from '../rules/rooms.ts';
import type { Server } from '../server.ts';
import type { UserRecord } from '../store/records.ts';
import { findUserByName } from '../store/store.ts';

/** app/apps/server/bridges/users.ts */
export class WorkspaceUserBridge extends UserBridge {
  private readonly server: Server;
  constructor(server: Server) {
    super();
    this.server = server;
  }

  protected async create(data: Partial<IUser>, appId: string, options?: IUserCreationOptions): Promise<string> {
    const { username = '', name = username, roles = [], status = 'online' } = data;
    const type = data.type as string | undefined;
    if (type !== 'app' && type !== 'bot') throw new Error('Creating normal users is currently not supported');
    if (findUserByName(this.server.store, username)) {
      throw new Error(
        `The username "${username}" is already being used. Rename or remove the user using it to install this App`,
      );
    }
    const now = new Date(this.server.clock());
    const user: UserRecord = {
      _id: this.server.newId(),
      username,
      name,
      type,
      roles: [...roles],
      emails: [],
      status,
      active: true,
      createdAt: now,
      _updatedAt: now,
      appId,
    };
    this.server.store.users.set(user._id, user);
    this.server.stream.emit({ type: 'user', user: username, id: user._id });
    if (options?.joinDefaultChannels) this.joinDefaultChannels(user);
    return user._id;
  }

  protected async getById(id: string): Promise<IUser> {
    return this.toApp(this.server.store.users.get(id));
  }

  protected async getByUsername(username: string): Promise<IUser> {
    return this.toApp(findUserByName(this.server.store, username));
  }

  protected async getAppUser(appId?: string): Promise<IUser | undefined> {
    // By app id and never by name: an admin may rename the user.
    return this.toApp(this.ofApp(appId, 'app')[0]);
  }

  protected async getUserRoomIds(userId: string): Promise<string[]> {
    return this.server.store.subscriptions.filter(({ uid }) => uid === userId).map(({ rid }) => rid);
  }

  protected async update(user: IUser, updates: Partial<IUser>): Promise<boolean> {
    const stored = this.server.store.users.get(user.id);
    if (!stored) throw new Error('User not provided');
    Object.assign(stored, updates, { _updatedAt: new Date(this.server.clock()) });
    this.server.store.users.set(stored._id, stored);
    return true;
  }

  protected async remove(user: IUser): Promise<boolean> {
    this.removeById(user.id);
    return true;
  }

  protected async deleteUsersCreatedByApp(appId: string, type: UserType.APP | UserType.BOT): Promise<boolean> {
    const users = this.ofApp(appId, type);
    for (const { _id } of users) this.removeById(_id);
    return users.length > 0;
  }

  protected async deactivate(userId: string): Promise<boolean> {
    const user = this.server.store.users.get(userId);
    if (user) this.server.store.users.set(userId, Object.assign(user, { active: false }));
    return user !== undefined;
  }

  protected async getActiveUserCount(): Promise<number> {
    return [...this.server.store.users.values()].filter(({ active }) => active).length;
  }

  protected async getUserUnreadMessageCount(): Promise<number> {
    return 0;
  }

  private joinDefaultChannels(user: UserRecord): void {
    for (const room of this.server.store.rooms.values()) {
      if (room.default) addMember(this.server, room, user, undefined, true);
    }
  }

  private removeById(id: string): void {
    const { users, subscriptions } = this.server.store;
    users.delete(id);
    const staying = subscriptions.filter(({ uid }) => uid !== id);
    subscriptions.splice(0, subscriptions.length, ...staying);
  }

  private ofApp(appId: string | undefined, type: string): UserRecord[] {
    if (!appId) return [];
    return [...this.server.store.users.values()].filter((user) => user.appId === appId && user.type === type);
  }

  private toApp(user: UserRecord | undefined): IUser {
    // The declared type has no place for "no such user"; the server gives undefined all the same.
    return (user && convertUser(user)) as IUser;
  }
}
