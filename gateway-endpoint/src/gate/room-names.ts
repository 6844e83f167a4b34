import type { AppClient } from '../app-client/client.ts';
import { isName } from './room-rule.ts';

/** Which room is called what in the workspace, for the names that the configuration uses. */
export interface RoomNames {
  /**
   * Asks the app where the names are new to us, or where this room shows that they are out of date.
   *
   * @param isCall does somebody call the bot there? A public channel that it is not in can be named only then
   * @throws AppCallError where the app cannot be asked: who may talk in a room that nobody can name is not guessed
   */
  follow(keys: readonly string[], room: Named, isCall: boolean): Promise<void>;
  /** @param key a name, or `#name` */
  idOf(key: string): string | undefined;
}

interface Named {
  readonly id: string;
  readonly name: string;
}

export interface Asking {
  readonly client: AppClient;
  readonly newId: () => string;
  readonly log: { warn(message: string): void };
}

/** Rooms whose present name we know to be none that the configuration uses. */
const MOST_SETTLED = 5_000;

export function openRoomNames({ client, newId, log }: Asking): RoomNames {
  let ids = new Map<string, string | undefined>();
  let settled = new Set<string>();

  async function ask(keys: readonly string[]): Promise<void> {
    const found = await Promise.all(keys.map(async (key) => [key, await find(key)] as const));
    for (const [key, id] of found) {
      const isNews = !ids.has(key) || ids.get(key) !== id;
      if (isNews && id === undefined) {
        log.warn(`rooms[${JSON.stringify(key)}] names no room that the bot can see, so it has no effect`);
      }
    }
    // Rooms that are called otherwise stay settled, as long as the names mean what they meant.
    if (found.some(([key, id]) => ids.get(key) !== id)) settled = new Set();
    ids = new Map(found);
  }

  async function find(key: string): Promise<string | undefined> {
    const command = {
      v: 1,
      command: 'findRooms',
      key: `rooms.${newId()}`,
      query: bare(key),
      limit: 1,
      exact: true,
    } as const;
    const { rooms } = await client.call(command);
    return rooms[0]?.id;
  }

  return {
    async follow(allKeys, room, isCall) {
      const keys = allKeys.filter(isName);
      const isKnown = keys.length === ids.size && keys.every((key) => ids.has(key));
      const shown = `${room.id} ${room.name}`;
      // A room may be shown by another name than its unique one: that it differs once is no news the second time.
      if (isKnown && (settled.has(shown) || !isOutOfDate(ids, room))) return;
      await ask(keys);
      if (!isCall) return;
      if (settled.size >= MOST_SETTLED) settled = new Set();
      settled.add(shown);
    },
    idOf: (key) => ids.get(key),
  };
}

/**
 * A public channel that the bot is not in cannot be named until somebody calls it there. It may be shown by another name
 * than its unique one, so a name without a room is asked for again with each room that we have not seen.
 */
function isOutOfDate(ids: ReadonlyMap<string, string | undefined>, room: Named): boolean {
  return [...ids].some(([key, id]) => id === undefined || (id === room.id) !== (bare(key) === room.name));
}

const bare = (key: string): string => key.replace(/^#/, '');
