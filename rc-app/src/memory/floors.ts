import type { IPersistence } from '@rocket.chat/apps-engine/definition/accessors/IPersistence';
import type { IRead } from '@rocket.chat/apps-engine/definition/accessors/IRead';
import {
  RocketChatAssociationModel,
  RocketChatAssociationRecord,
} from '@rocket.chat/apps-engine/definition/metadata/RocketChatAssociations';
import { onDay } from './kept-a-week.ts';

const FLOOR = new RocketChatAssociationRecord(RocketChatAssociationModel.MISC, 'floor');
const EVERYWHERE = new RocketChatAssociationRecord(RocketChatAssociationModel.MISC, 'floor:everywhere');
const inRoom = (roomId: string) => new RocketChatAssociationRecord(RocketChatAssociationModel.ROOM, roomId);

interface Floor {
  readonly at: number;
  readonly roomId?: string;
}

/** From when on what was said in a room may be read again after a crash, in milliseconds. */
export type Floors = (roomId: string) => number;

/**
 * More may leave than before, everywhere or in one room. Earlier messages were judged by other rules, and a process that
 * reads them again after a crash knows only those of today. The agent may still read them on demand; `closed-times` has
 * those that it may not.
 */
export async function noteFloor(at: number, persistence: IPersistence, roomId?: string): Promise<void> {
  const where = [FLOOR, roomId === undefined ? EVERYWHERE : inRoom(roomId)];
  await persistence.removeByAssociations(where);
  await persistence.createWithAssociations({ at, ...(roomId && { roomId }) }, [...where, onDay(at)]);
}

export async function readFloors(read: IRead): Promise<Floors> {
  const floors = (await read.getPersistenceReader().readByAssociation(FLOOR)) as Floor[];
  return (roomId) =>
    Math.max(0, ...floors.filter((floor) => floor.roomId === undefined || floor.roomId === roomId).map(({ at }) => at));
}

export async function hasFloors(read: IRead): Promise<boolean> {
  return (await read.getPersistenceReader().readByAssociation(FLOOR)).length > 0;
}
