import type { IRead } from '@rocket.chat/apps-engine/definition/accessors/IRead';
import { type Bot, Refusal } from '@rocketchat-openclaw/shared';

/** The app's own user, as it is called now. */
export async function readBot(read: IRead): Promise<Bot> {
  const user = await read.getUserReader().getAppUser();
  if (!user) throw new Refusal('not-ready', 'the app has no user of its own: install it again');
  return { id: user.id, username: user.username };
}
