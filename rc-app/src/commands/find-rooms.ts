import type { IRoom } from '@rocket.chat/apps-engine/definition/rooms/IRoom';
import { type CommandOf, type CommandResult, nothingLeft } from '@rocketchat-openclaw/shared';
import { captureRoom } from '../capture/room.ts';
import { mayRead } from '../egress/may-leave.ts';
import type { Commanded, Workspace } from './workspace.ts';

/**
 * The room that is called exactly so, with `#` or without. A room that is closed to the gateway is not found: even its
 * id would tell that there is one.
 */
export async function findRooms(
  { v: _v, key: _key, command: _command, query, limit: _one, ...rest }: CommandOf<'findRooms'>,
  { read }: Workspace,
  { memory }: Commanded,
): Promise<CommandResult<'findRooms'>> {
  nothingLeft(rest);
  const name = query.trim().replace(/^#/, '');
  const room: IRoom | undefined = name ? await read.getRoomReader().getByName(name) : undefined;
  if (!room || (await mayRead(room, await memory.bot.get(read), memory, read))) return { rooms: [] };
  const captured = captureRoom(room);
  return { rooms: captured ? [captured] : [] };
}
