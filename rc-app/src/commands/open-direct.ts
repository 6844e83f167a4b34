import type { IRoom } from '@rocket.chat/apps-engine/definition/rooms/IRoom';
import { RoomType } from '@rocket.chat/apps-engine/definition/rooms/RoomType';
import type { IUser } from '@rocket.chat/apps-engine/definition/users/IUser';
import { type CommandOf, type CommandResult, nothingLeft, Refusal } from '@rocketchat-openclaw/shared';
import { captureRoom } from '../capture/room.ts';
import { maySpeakFirst } from '../egress/may-write.ts';
import type { Commanded, Workspace } from '../workspace/workspace.ts';
import { mayNotWrite, roomOf, writableRoomOf } from './room.ts';
import { userOf } from './user.ts';

/**
 * The direct room of the bot and these people. The bot creates one only with a single active person; rooms of several
 * are created by people. Creating it twice gives the same room.
 */
export async function openDirect(
  { v: _v, key: _key, command: _command, userIds, answers, ...rest }: CommandOf<'openDirect'>,
  workspace: Workspace,
  app: Commanded,
): Promise<CommandResult<'openDirect'>> {
  nothingLeft(rest);
  const { read } = workspace;
  const people = await Promise.all(userIds.map((id) => activeUserOf(id, read)));
  const existing = await existingWith(people, workspace);
  if (existing) await writableRoomOf({ roomId: existing.id, answers }, app, read);
  else await assertMaySpeakFirst(people, workspace, app);
  if (!existing) app.bounds.newDirect();
  const room = captureRoom(existing ?? (await makeWith(people, workspace)));
  if (!room) throw new Refusal('refused-by-server', 'the server opened something that is no direct room');
  return { room };
}

async function activeUserOf(id: string, read: Workspace['read']): Promise<IUser> {
  const user = await userOf(id, read);
  if (user.isEnabled === false) throw new Refusal('user-not-found', `user ${id} is deactivated`);
  return user;
}

/** @throws Refusal `user-not-found`, or `may-not-write` with the reason */
async function assertMaySpeakFirst(people: readonly IUser[], { read }: Workspace, { memory }: Commanded) {
  const bot = await memory.bot.get(read);
  const other = people.find(({ type }) => String(type) !== 'user');
  if (other) throw new Refusal('user-not-found', `user ${other.id} is no person`);
  const reason = maySpeakFirst(people.length, await memory.egress.get(read));
  if (reason) throw mayNotWrite(reason, bot);
}

/** @throws Refusal `user-not-found` where the app has no user of its own */
export async function directRoomWith(
  people: readonly IUser[],
  workspace: Pick<Workspace, 'read' | 'modify'>,
): Promise<IRoom> {
  return (await existingWith(people, workspace)) ?? makeWith(people, workspace);
}

async function existingWith(people: readonly IUser[], { read }: Pick<Workspace, 'read'>): Promise<IRoom | undefined> {
  const names = people.map(({ username }) => username);
  return read.getRoomReader().getDirectByUsernames([(await ownUser(read)).username, ...names]);
}

async function makeWith(people: readonly IUser[], { read, modify }: Pick<Workspace, 'read' | 'modify'>) {
  const direct = modify.getCreator().startRoom().setType(RoomType.DIRECT_MESSAGE);
  // The server makes a direct room in its creator's name and fails without one (RocketChat/Rocket.Chat#37963).
  const builder = direct
    .setCreator(await ownUser(read))
    .setMembersToBeAddedByUsernames(people.map(({ username }) => username));
  return roomOf(await modify.getCreator().finish(builder), read);
}

async function ownUser(read: Workspace['read']): Promise<IUser> {
  const bot = await read.getUserReader().getAppUser();
  if (!bot) throw new Refusal('user-not-found', 'the app has no user of its own: install it again');
  return bot;
}
