import type { IRead } from '@rocket.chat/apps-engine/definition/accessors/IRead';
import { readClosedTimes } from './closed-time-rows.ts';

/** The ids of the rooms that the bot is in. The server still lists those from which it was banned. */
export async function readMemberships(read: IRead, botId: string): Promise<ReadonlySet<string>> {
  // A missing permission does not throw in the engine, it returns nothing: then the bot is a member nowhere.
  const listed: Promise<string[] | undefined> = read.getUserReader().getUserRoomIds(botId);
  const [rooms, { all }] = await Promise.all([listed, readClosedTimes(read)]);
  const banned = all.filter(({ by, until }) => by === 'banned' && until === undefined).map(({ roomId }) => roomId);
  return new Set((rooms ?? []).filter((roomId) => !banned.includes(roomId)));
}
