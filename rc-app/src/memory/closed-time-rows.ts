import type { IPersistence } from '@rocket.chat/apps-engine/definition/accessors/IPersistence';
import type { IRead } from '@rocket.chat/apps-engine/definition/accessors/IRead';
import {
  RocketChatAssociationModel,
  RocketChatAssociationRecord,
} from '@rocket.chat/apps-engine/definition/metadata/RocketChatAssociations';
import { newId } from '../machine.ts';
import { type ClosedBy, type ClosedTime, type ClosedTimes, closedTimes, toMerge } from './closed-times.ts';

const misc = (id: string) => new RocketChatAssociationRecord(RocketChatAssociationModel.MISC, id);
const ALL = misc('closed-times');
/** A time that ends is written anew before its first row goes: a crash in between leaves it closed. */
const lasting = ({ id }: ClosedTime) => misc(`closed-time:${id}:lasts`);
const over = ({ id }: ClosedTime) => misc(`closed-time:${id}:over`);

/** Version 0.1.0 wrote which rooms are switched off, and not since when. */
const BEFORE = misc('switched-off');
const inRoom = (roomId: string) => new RocketChatAssociationRecord(RocketChatAssociationModel.ROOM, roomId);

/** Nothing writes rows of version 0.1.0 today: once they are gone, no more will come. */
let hasRowsOfBefore = true;

/** Never from memory: another server of the cluster may have closed a room a moment ago. */
export async function readClosedTimes(read: IRead): Promise<ClosedTimes> {
  const rows = (await read.getPersistenceReader().readByAssociation(ALL)) as ClosedTime[];
  const before = hasRowsOfBefore ? await readRowsOfBefore(read) : [];
  hasRowsOfBefore = before.length > 0;
  return closedTimes([...rows, ...before]);
}

async function readRowsOfBefore(read: IRead): Promise<ClosedTime[]> {
  const rows = (await read.getPersistenceReader().readByAssociation(BEFORE)) as { roomId: string }[];
  return rows.map(({ roomId }) => ({ id: `before:${roomId}`, by: 'switched-off', roomId, from: 0 }));
}

interface Accessors {
  readonly read: IRead;
  readonly persistence: IPersistence;
}

/** Closing what is closed changes nothing. Two servers that do it at once write a row each; they say the same. */
export async function beginClosed(
  time: Omit<ClosedTime, 'id' | 'until'>,
  { read, persistence }: Accessors,
): Promise<void> {
  const running = (await readClosedTimes(read)).running(time.by, time.roomId);
  if (running.some(({ list }) => isSame(list, time.list))) return;
  await write({ ...time, id: newId() }, persistence);
}

/** @param which of the running closed times; all of them by default */
export async function endClosed(
  by: ClosedBy,
  until: number,
  { read, persistence }: Accessors,
  which: { readonly roomId?: string; readonly if?: (time: ClosedTime) => boolean } = {},
): Promise<void> {
  const running = (await readClosedTimes(read)).running(by, which.roomId).filter(which.if ?? (() => true));
  for (const time of running) {
    // If the clock was set back, the length is zero and not negative.
    await write({ ...time, until: Math.max(until, time.from) }, persistence);
    await forget(time, persistence);
  }
}

export async function mergeClosed({ read, persistence }: Accessors): Promise<void> {
  for (const [merged, times] of toMerge((await readClosedTimes(read)).all, newId)) {
    await write(merged, persistence);
    for (const time of times) await persistence.removeByAssociation(over(time));
  }
}

async function write(time: ClosedTime, persistence: IPersistence): Promise<void> {
  await persistence.createWithAssociations(time, [ALL, time.until === undefined ? lasting(time) : over(time)]);
}

async function forget(time: ClosedTime, persistence: IPersistence): Promise<void> {
  await persistence.removeByAssociation(lasting(time));
  if (time.by === 'switched-off' && time.roomId) await persistence.removeByAssociations([BEFORE, inRoom(time.roomId)]);
}

export function isSame(a: readonly string[] = [], b: readonly string[] = []): boolean {
  return a.length === b.length && a.every((entry, index) => entry === b[index]);
}
