import type { IRead } from '@rocket.chat/apps-engine/definition/accessors/IRead';
import type { IRoom } from '@rocket.chat/apps-engine/definition/rooms/IRoom';
import type { IUser } from '@rocket.chat/apps-engine/definition/users/IUser';
import { type CommandOf, type CommandResult, nothingLeft } from '@rocketchat-openclaw/shared';
import type { Commanded, Workspace } from '../workspace/workspace.ts';

/**
 * Which of these names would a message call? The server reads mentions in code as well, and looks up users and teams by
 * their exact names (apps/meteor/server/services/messages/hooks/BeforeSaveMentions.ts). While nothing may leave, it
 * answers with all of them: that reveals nothing and pings nobody.
 */
export async function namesTaken(
  { v: _v, key: _key, command: _command, names, ...rest }: CommandOf<'namesTaken'>,
  { read }: Workspace,
  { memory }: Commanded,
): Promise<CommandResult<'namesTaken'>> {
  nothingLeft(rest);
  if ((await memory.egress.get(read)).paused) return { taken: names };
  const taken = await Promise.all(names.map((name) => isTaken(name, read)));
  return { taken: names.filter((_name, index) => taken[index]) };
}

async function isTaken(name: string, read: IRead): Promise<boolean> {
  // The result may be undefined, although the engine's types say otherwise.
  const user: IUser | undefined = await read.getUserReader().getByUsername(name);
  if (user) return true;
  // A team has the name of its main room.
  const room: IRoom | undefined = await read.getRoomReader().getByName(name);
  return room?.isTeamMain === true;
}
