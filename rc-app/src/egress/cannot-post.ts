import type { IRead } from '@rocket.chat/apps-engine/definition/accessors/IRead';
import type { IRoom } from '@rocket.chat/apps-engine/definition/rooms/IRoom';
import type { IUser } from '@rocket.chat/apps-engine/definition/users/IUser';
import { readAppUser } from '../memory/bot.ts';

/** Why the server takes no message of the bot's in a room that it is in. */
export type CannotPost = 'archived' | 'muted' | 'read-only';

/** Among what the server's converter does not map (app/apps/server/converters/rooms.js). */
interface Unmapped {
  readonly _unmappedProperties_?: {
    readonly archived?: boolean;
    readonly muted?: readonly string[] | null;
    readonly unmuted?: readonly string[] | null;
  };
}

/** Roles that have the permission `post-readonly` by default. An app cannot ask for other holders. */
const MAY_POST_READ_ONLY = 'admin';

/** The server's canSendMessage for the bot. Asks the server only about a room in which not everybody may write. */
export async function whyItCannotPost(room: IRoom & Unmapped, read: IRead): Promise<CannotPost | undefined> {
  const { archived, muted, unmuted } = room._unmappedProperties_ ?? {};
  if (archived) return 'archived';
  if (!room.isReadOnly && !muted?.length) return undefined;
  // The bot's present username: the lists hold usernames, and an admin may have renamed the bot.
  const bot = await readAppUser(read);
  if (muted?.includes(bot.username)) return 'muted';
  if (!room.isReadOnly || unmuted?.includes(bot.username)) return undefined;
  return (await mayPostReadOnly(room.id, bot, read)) ? undefined : 'read-only';
}

async function mayPostReadOnly(roomId: string, bot: IUser, read: IRead): Promise<boolean> {
  if (bot.roles?.includes(MAY_POST_READ_ONLY)) return true;
  const rooms = read.getRoomReader();
  const isOneOf = (people: (IUser | null | undefined)[] | undefined) => people?.some((each) => each?.id === bot.id);
  return Boolean(isOneOf(await rooms.getOwners(roomId)) || isOneOf(await rooms.getModerators(roomId)));
}
