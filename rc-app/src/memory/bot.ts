import type { IRead } from '@rocket.chat/apps-engine/definition/accessors/IRead';
import type { IUser } from '@rocket.chat/apps-engine/definition/users/IUser';
import { type Bot, Refusal } from '@rocketchat-openclaw/shared';

/** The app's own user, as it is called now. */
export async function readBot(read: IRead): Promise<Bot> {
  const { id, username } = await readAppUser(read);
  return { id, username };
}

/** The same in the form in which the engine wants an editor. @throws Refusal `not-ready` */
export async function readAppUser(read: IRead): Promise<IUser> {
  const user = await read.getUserReader().getAppUser();
  if (!user) throw new Refusal('not-ready', 'the app has no user of its own: install it again');
  return user;
}
