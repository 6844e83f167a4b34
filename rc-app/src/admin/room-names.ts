import type { IRead } from '@rocket.chat/apps-engine/definition/accessors/IRead';
import type { IUser } from '@rocket.chat/apps-engine/definition/users/IUser';
import { printable } from '@rocketchat-openclaw/shared';
import { isLetIn } from '../egress/let-in.ts';
import { LOG } from '../texts/daily.ts';

/**
 * How these rooms are called for a person, by their ids. An admin of the server is not therefore in every room: one that they
 * cannot open keeps its name to itself, and so does one that cannot be read.
 */
export async function namesFor(
  by: IUser,
  roomIds: readonly string[],
  read: IRead,
): Promise<ReadonlyMap<string, string>> {
  const named = [...new Set(roomIds)].map(
    async (id) => [id, (await nameFor(by, id, read).catch(() => undefined)) ?? LOG.room(id)] as const,
  );
  return new Map(await Promise.all(named));
}

async function nameFor(by: IUser, roomId: string, read: IRead): Promise<string | undefined> {
  const room = await read.getRoomReader().getById(roomId);
  if (!room || !(await isLetIn(by.id, room, read))) return undefined;
  if (String(room.type) === 'd') return LOG.direct;
  const name = printable(room.displayName || room.slugifiedName || '');
  return name ? `#${name}` : undefined;
}
