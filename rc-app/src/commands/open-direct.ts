import type { IRoom } from '@rocket.chat/apps-engine/definition/rooms/IRoom';
import { RoomType } from '@rocket.chat/apps-engine/definition/rooms/RoomType';
import type { IUser } from '@rocket.chat/apps-engine/definition/users/IUser';
import { type CommandOf, type CommandResult, nothingLeft, Refusal } from '@rocketchat-openclaw/shared';
import { captureRoom } from '../capture/room.ts';
import { roomOf } from './room.ts';
import { userOf } from './user.ts';
import type { Commanded, Workspace } from './workspace.ts';

/** The direct room of the bot and these people; made when there is none. Making it twice gives the same room. */
export async function openDirect(
  { v: _v, key: _key, command: _command, userIds, ...rest }: CommandOf<'openDirect'>,
  workspace: Workspace,
  { bounds }: Commanded,
): Promise<CommandResult<'openDirect'>> {
  nothingLeft(rest);
  const people = await Promise.all(userIds.map((id) => userOf(id, workspace.read)));
  const room = captureRoom(await directRoomWith(people, workspace, bounds.newDirect));
  if (!room) throw new Refusal('refused-by-server', 'the server opened something that is no direct room');
  return { room };
}

/**
 * @param making is told before a room is made, and may refuse
 * @throws Refusal `user-not-found` where the app has no user of its own
 */
export async function directRoomWith(
  people: readonly IUser[],
  { read, modify }: Pick<Workspace, 'read' | 'modify'>,
  making: () => void = () => undefined,
): Promise<IRoom> {
  const bot = await read.getUserReader().getAppUser();
  if (!bot) throw new Refusal('user-not-found', 'the app has no user of its own: install it again');
  const usernames = people.map((person) => person.username);
  const existing = await read.getRoomReader().getDirectByUsernames([bot.username, ...usernames]);
  if (existing) return existing;
  making();
  const direct = modify.getCreator().startRoom().setType(RoomType.DIRECT_MESSAGE);
  // The server makes a direct room in its creator's name and fails without one (RocketChat/Rocket.Chat#37963).
  const builder = direct.setCreator(bot).setMembersToBeAddedByUsernames(usernames);
  return roomOf(await modify.getCreator().finish(builder), read);
}
