import type { IRead } from '@rocket.chat/apps-engine/definition/accessors/IRead';
import { readBot } from './bot.ts';

/** The ids of the rooms that the bot is in. */
export async function readMemberships(read: IRead): Promise<ReadonlySet<string>> {
  const { id } = await readBot(read);
  // A missing permission does not throw in the engine, it returns nothing: then the bot is a member nowhere.
  const rooms: string[] | undefined = await read.getUserReader().getUserRoomIds(id);
  return new Set(rooms ?? []);
}
