import type { IRead } from '@rocket.chat/apps-engine/definition/accessors/IRead';
import type { IRoom } from '@rocket.chat/apps-engine/definition/rooms/IRoom';
import type { IUser } from '@rocket.chat/apps-engine/definition/users/IUser';
import { type CommandOf, type CommandResult, nothingLeft } from '@rocketchat-openclaw/shared';
import { captureActor } from '../capture/actor.ts';
import { readBanned } from '../memory/bans.ts';
import type { Commanded, Workspace } from '../workspace/workspace.ts';
import { readableRoomOf } from './room.ts';

/** Who is in a room that may be read, at most `limit` of them, without their e-mail addresses. */
export async function members(
  { v: _v, key: _key, command: _command, roomId, limit, ...rest }: CommandOf<'members'>,
  { read }: Workspace,
  app: Commanded,
): Promise<CommandResult<'members'>> {
  nothingLeft(rest);
  const { room } = await readableRoomOf(roomId, app, read);
  const banned = await readBanned(room.id, read);
  const people = (await peopleOf(room, limit, read)).filter(({ id }) => !banned.has(id));
  return { users: people.slice(0, limit).map(captureActor) };
}

/** The engine gives all members of a room or none: the limit only makes the answer smaller. */
async function peopleOf(room: IRoom, limit: number, read: IRead): Promise<IUser[]> {
  // Somebody who is gone from the workspace may still be listed, as nothing (bridges/rooms.ts).
  if (!room.userIds) return (await read.getRoomReader().getMembers(room.id)).filter(Boolean);
  const people = await Promise.all(room.userIds.slice(0, limit).map((id) => read.getUserReader().getById(id)));
  return people.filter(Boolean);
}
