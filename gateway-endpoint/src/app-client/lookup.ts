import { type Actor, LIMITS, type Room } from '@rocketchat-openclaw/shared';
import { AppCallError, type AppClient } from './client.ts';

/** Look-ups of rooms and people in a workspace. */
export interface Lookup {
  readonly client: AppClient;
  readonly newId: () => string;
}

/** In how many of its rooms the bot looks for people, because the engine has no search for them. */
const ROOMS_ASKED = 10;

/** The room that has this unique name, where the bot may see it. */
export async function roomCalled(name: string, lookup: Lookup): Promise<Room | undefined> {
  const { rooms } = await lookup.client.call({
    ...envelope(lookup),
    command: 'findRooms',
    query: name,
    limit: 1,
    exact: true,
  });
  return rooms[0];
}

export async function roomWithId(id: string, lookup: Lookup): Promise<Room | undefined> {
  const { rooms } = await lookup.client.call({ ...envelope(lookup), command: 'findRooms', query: id, limit: 1 });
  return rooms.find((room) => room.id === id);
}

/** The bot's rooms whose names begin with this or contain it; all of them for an empty name. */
export async function roomsLike(name: string, lookup: Lookup, limit: number = LIMITS.listItems): Promise<Room[]> {
  const command = { ...envelope(lookup), command: 'findRooms', query: name, limit } as const;
  return (await lookup.client.call(command)).rooms;
}

export async function personCalled(username: string, lookup: Lookup): Promise<Actor | undefined> {
  const found = await person(username, lookup);
  return found?.username.toLowerCase() === username.toLowerCase() ? found : undefined;
}

export async function personWithId(id: string, lookup: Lookup): Promise<Actor | undefined> {
  const found = await person(id, lookup);
  return found?.id === id ? found : undefined;
}

export async function membersOf(roomId: string, lookup: Lookup, limit: number = LIMITS.listItems): Promise<Actor[]> {
  return (await lookup.client.call({ ...envelope(lookup), command: 'members', roomId, limit })).users;
}

/** People the bot meets in its rooms, each once. */
export async function peopleAround(lookup: Lookup): Promise<Actor[]> {
  const rooms = (await roomsLike('', lookup)).slice(0, ROOMS_ASKED);
  const people = new Map<string, Actor>();
  for (const { id } of rooms) {
    for (const each of await membersIfReadable(id, lookup)) people.set(each.id, each);
  }
  return [...people.values()];
}

async function membersIfReadable(roomId: string, lookup: Lookup): Promise<Actor[]> {
  try {
    return await membersOf(roomId, lookup);
  } catch (error) {
    if (error instanceof AppCallError && error.happened === 'no' && !error.retryable) return [];
    throw error;
  }
}

/** The app finds by username or by id. The answer shows which of the two matched. */
async function person(query: string, lookup: Lookup): Promise<Actor | undefined> {
  if (query.length > LIMITS.nameChars) return undefined;
  const { users } = await lookup.client.call({ ...envelope(lookup), command: 'findUsers', query, limit: 1 });
  return users[0];
}

const envelope = ({ newId }: Lookup) => ({ v: 1, key: `find.${newId()}` }) as const;
