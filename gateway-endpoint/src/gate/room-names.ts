import type { AppClient } from '../app-client/client.ts';
import { isName } from './room-rule.ts';

/** The ids of rooms that the configuration lists by name. */
export interface RoomNames {
  /**
   * Asks the app if names are new, or if this room shows that they are out of date.
   *
   * @param isCall is the bot addressed there? Only then can a public channel without the bot be found by name
   * @throws AppCallError if the app cannot be asked: the rules of a room are not guessed
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

/** Rooms whose present name is not in the configuration. */
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
    // Rooms with other names stay settled while the names in the configuration have the same ids.
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
      // A room may be shown by another name than its unique one, so a difference counts only once.
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
