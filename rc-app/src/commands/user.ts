import type { IRead } from '@rocket.chat/apps-engine/definition/accessors/IRead';
import type { IUser } from '@rocket.chat/apps-engine/definition/users/IUser';
import { Refusal } from '@rocketchat-openclaw/shared';

/** @throws Refusal `user-not-found` */
export async function userOf(id: string, read: IRead): Promise<IUser> {
  const user: IUser | undefined = await read.getUserReader().getById(id);
  if (!user) throw new Refusal('user-not-found', `there is no user ${id}`);
  return user;
}
