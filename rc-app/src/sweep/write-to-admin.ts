import type { IModify } from '@rocket.chat/apps-engine/definition/accessors/IModify';
import type { IRead } from '@rocket.chat/apps-engine/definition/accessors/IRead';
import type { IUser } from '@rocket.chat/apps-engine/definition/users/IUser';
import { directRoomWith } from '../commands/open-direct.ts';
import { wordsFor } from '../server/words-for.ts';
import type { Words } from '../texts/words.ts';

/**
 * A direct message of the bot. It is for admins: a person who is not or no longer one does not get it.
 *
 * @returns whether it was written
 */
export async function writeToAdmin(
  userId: string,
  textIn: (words: Words) => string,
  { read, modify }: { readonly read: IRead; readonly modify: IModify },
): Promise<boolean> {
  const admin: IUser | undefined = await read.getUserReader().getById(userId);
  if (!admin?.roles?.includes('admin')) return false;
  const text = textIn(await wordsFor(admin, read));
  const room = await directRoomWith([admin], { read, modify });
  await modify.getCreator().finish(modify.getCreator().startMessage().setRoom(room).setText(text));
  return true;
}
