import type { IPersistence } from '@rocket.chat/apps-engine/definition/accessors/IPersistence';
import type { IRead } from '@rocket.chat/apps-engine/definition/accessors/IRead';
import {
  RocketChatAssociationModel,
  RocketChatAssociationRecord,
} from '@rocket.chat/apps-engine/definition/metadata/RocketChatAssociations';
import { onDay } from './kept-a-week.ts';

/** The rows keep the name that they have had since they were first written. */
const WATERMARK = new RocketChatAssociationRecord(RocketChatAssociationModel.MISC, 'floor');
const EVERYWHERE = new RocketChatAssociationRecord(RocketChatAssociationModel.MISC, 'floor:everywhere');
const inRoom = (roomId: string) => new RocketChatAssociationRecord(RocketChatAssociationModel.ROOM, roomId);

interface Watermark {
  readonly at: number;
  readonly roomId?: string;
}

/** Milliseconds since 1970: after a crash, messages of a room are read again from here on. */
export type Watermarks = (roomId: string) => number;

/**
 * Called when more may leave than before, everywhere or in one room. Earlier messages were judged by other rules, and a
 * process that reads them again after a crash knows only the rules of today. The agent may still read them on demand,
 * unless `closed-times` has them.
 */
export async function noteWatermark(at: number, persistence: IPersistence, roomId?: string): Promise<void> {
  const where = [WATERMARK, roomId === undefined ? EVERYWHERE : inRoom(roomId)];
  await persistence.removeByAssociations(where);
  await persistence.createWithAssociations({ at, ...(roomId && { roomId }) }, [...where, onDay(at)]);
}

export async function readWatermarks(read: IRead): Promise<Watermarks> {
  const rows = (await read.getPersistenceReader().readByAssociation(WATERMARK)) as Watermark[];
  return (roomId) =>
    Math.max(0, ...rows.filter((row) => row.roomId === undefined || row.roomId === roomId).map(({ at }) => at));
}

export async function hasWatermarks(read: IRead): Promise<boolean> {
  return (await read.getPersistenceReader().readByAssociation(WATERMARK)).length > 0;
}
