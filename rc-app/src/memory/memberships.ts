import type { IRead } from '@rocket.chat/apps-engine/definition/accessors/IRead';
import { readBot } from './bot.ts';
import { readClosedTimes } from './closed-time-rows.ts';

/** The ids of the rooms that the bot is in. The server still lists those from which it was banned. */
export async function readMemberships(read: IRead): Promise<ReadonlySet<string>> {
  const { id } = await readBot(read);
  // A missing permission does not throw in the engine, it returns nothing: then the bot is a member nowhere.
  const rooms: string[] | undefined = await read.getUserReader().getUserRoomIds(id);
  const { all } = await readClosedTimes(read);
  const banned = all.filter(({ by, until }) => by === 'banned' && until === undefined).map(({ roomId }) => roomId);
  return new Set((rooms ?? []).filter((roomId) => !banned.includes(roomId)));
}
