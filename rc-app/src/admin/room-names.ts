import type { IRead } from '@rocket.chat/apps-engine/definition/accessors/IRead';
import type { IUser } from '@rocket.chat/apps-engine/definition/users/IUser';
import { printable } from '@rocketchat-openclaw/shared';
import { isLetIn } from '../egress/let-in.ts';
import type { Words } from '../texts/words.ts';

/** The person who reads, and their words. */
export interface Reader {
  readonly by: IUser;
  readonly words: Words;
}

/**
 * How these rooms are called for a person, by their ids. An admin of the server is not therefore in every room: one that they
 * cannot open keeps its name to itself, and so does one that cannot be read.
 */
export async function namesFor(
  { by, words }: Reader,
  roomIds: readonly string[],
  read: IRead,
): Promise<ReadonlyMap<string, string>> {
  const named = [...new Set(roomIds)].map(
    async (id) => [id, (await nameFor({ by, words }, id, read).catch(() => undefined)) ?? words.LOG.room(id)] as const,
  );
  return new Map(await Promise.all(named));
}

async function nameFor({ by, words }: Reader, roomId: string, read: IRead): Promise<string | undefined> {
  const room = await read.getRoomReader().getById(roomId);
  if (!room || !(await isLetIn(by.id, room, read))) return undefined;
  if (String(room.type) === 'd') return words.LOG.direct;
  const name = printable(room.displayName || room.slugifiedName || '');
  return name ? `#${name}` : undefined;
}
