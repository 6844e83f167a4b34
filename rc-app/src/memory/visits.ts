import type { IPersistence } from '@rocket.chat/apps-engine/definition/accessors/IPersistence';
import type { IRead } from '@rocket.chat/apps-engine/definition/accessors/IRead';
import {
  RocketChatAssociationModel,
  RocketChatAssociationRecord,
} from '@rocket.chat/apps-engine/definition/metadata/RocketChatAssociations';
import { onDay } from './kept-a-week.ts';

const HOUR_MS = 60 * 60_000;
/** After a person has called the bot into a public channel, it may stay there for a day. */
const LATELY_MS = 24 * HOUR_MS;

const VISIT = new RocketChatAssociationRecord(RocketChatAssociationModel.MISC, 'visit');
const inRoom = (roomId: string) => new RocketChatAssociationRecord(RocketChatAssociationModel.ROOM, roomId);

/** The bot was called in a public channel that it is not in. Once an hour is enough: one row for each such channel. */
export async function noteVisit(roomId: string, now: number, read: IRead, persistence: IPersistence): Promise<void> {
  if (now - (await calledAt(roomId, read)) < HOUR_MS) return;
  await endVisit(roomId, persistence);
  await persistence.createWithAssociations({ at: now }, [VISIT, inRoom(roomId), onDay(now)]);
}

/** Called when the bot was removed from the channel: it needs another mention. */
export async function endVisit(roomId: string, persistence: IPersistence): Promise<void> {
  await persistence.removeByAssociations([VISIT, inRoom(roomId)]);
}

export async function wasCalledLately(roomId: string, now: number, read: IRead): Promise<boolean> {
  return now - (await calledAt(roomId, read)) < LATELY_MS;
}

/** Two servers may have written a row each. */
async function calledAt(roomId: string, read: IRead): Promise<number> {
  const rows = (await read.getPersistenceReader().readByAssociations([VISIT, inRoom(roomId)])) as { at: number }[];
  return Math.max(Number.NEGATIVE_INFINITY, ...rows.map(({ at }) => at));
}
