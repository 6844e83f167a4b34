import type { IRead } from '@rocket.chat/apps-engine/definition/accessors/IRead';
import type { IRoom } from '@rocket.chat/apps-engine/definition/rooms/IRoom';
import { type CommandOf, type CommandResult, nothingLeft } from '@rocketchat-openclaw/shared';
import { captureRoom } from '../capture/room.ts';
import { mayRead } from '../egress/may-write.ts';
import type { Commanded, Workspace } from '../workspace/workspace.ts';

/** Each costs one call to the server. A bot that is in more rooms than these finds the others by exact name only. */
const MOST_LOOKED_AT = 200;

/**
 * Finds rooms by name: first the room with exactly this name, even if the bot is not a member. Unless `exact` is set,
 * also the room with this id, and then the bot's rooms whose names begin with the text or contain it; an empty text
 * finds them all. A room that is closed to the gateway is not found: even its id would reveal that it exists.
 *
 * The engine offers no search; its list of all rooms needs `room.system.view-all`, which tells an app of every private
 * room of the workspace.
 */
export async function findRooms(
  { v: _v, key: _key, command: _command, query, limit, exact: isExact, ...rest }: CommandOf<'findRooms'>,
  { read }: Workspace,
  app: Commanded,
): Promise<CommandResult<'findRooms'>> {
  nothingLeft(rest);
  const name = query.trim().replace(/^#/, '');
  const exact = name ? await roomCalled(name, isExact, read) : undefined;
  const own = isExact || (limit === 1 && exact) ? [] : byCloseness(await ownRooms(app, read), name.toLowerCase());
  const distinct = new Map([...(exact ? [exact] : []), ...own].map((room) => [room.id, room]));
  const rooms: CommandResult<'findRooms'>['rooms'] = [];
  for (const room of distinct.values()) {
    if (rooms.length === limit) break;
    const closed = await mayRead(room, await app.memory.bot.get(read), app.memory, read);
    const captured = closed ? undefined : captureRoom(room);
    if (captured) rooms.push(captured);
  }
  return { rooms };
}

async function roomCalled(name: string, isExact: boolean | undefined, read: IRead): Promise<IRoom | undefined> {
  const rooms = read.getRoomReader();
  const named: IRoom | undefined = await rooms.getByName(name);
  return named ?? (isExact ? undefined : await rooms.getById(name));
}

async function ownRooms({ memory }: Commanded, read: IRead): Promise<IRoom[]> {
  const ids = [...(await memory.memberships.get(read))].slice(0, MOST_LOOKED_AT);
  const rooms = await Promise.all(ids.map((id) => read.getRoomReader().getById(id)));
  return rooms.filter((room) => room !== undefined && room !== null);
}

/** Direct rooms have no names. */
function byCloseness(rooms: readonly IRoom[], name: string): IRoom[] {
  const distance = (room: IRoom): number => {
    const names = [room.slugifiedName, room.displayName]
      .map((each) => String(each ?? '').toLowerCase())
      .filter(Boolean);
    const places = names.map((each) => each.indexOf(name)).filter((place) => place >= 0);
    return places.length > 0 ? Math.min(...places, 1) : Number.POSITIVE_INFINITY;
  };
  return rooms
    .map((room) => ({ room, far: distance(room) }))
    .filter(({ far, room }) => far <= 1 && String(room.type) !== 'd')
    .sort((a, b) => a.far - b.far || String(a.room.slugifiedName).localeCompare(String(b.room.slugifiedName)))
    .map(({ room }) => room);
}
