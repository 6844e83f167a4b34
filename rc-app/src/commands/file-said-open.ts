import type { IRead } from '@rocket.chat/apps-engine/definition/accessors/IRead';
import type { IRoom } from '@rocket.chat/apps-engine/definition/rooms/IRoom';
import type { IUpload } from '@rocket.chat/apps-engine/definition/uploads/IUpload';
import { type AnyMessage, saidWhen, timeOf } from '../capture/message.ts';
import type { ClosedTime } from '../memory/closed-times.ts';
import type { Memory } from '../memory/memory.ts';
import { newestFirst } from '../server/newest-first.ts';

/** A file that no message shows by then is removed by the server (rooms.media). */
const SHOWN_WITHIN_MS = 24 * 60 * 60_000;
const MOST_LOOKED_AT = 1_000;

/**
 * Was the file posted while the room was open? A file can be uploaded before the room was closed and shown by a message
 * after that. If that is possible, its message is looked up.
 */
export async function isFileSaidOpen(file: IUpload, room: IRoom, memory: Memory, read: IRead): Promise<boolean> {
  const closed = await memory.closed.refresh(read);
  const broughtAt = timeOf(file.uploadedAt) ?? 0;
  if (closed.wasClosed(room, broughtAt)) return false;
  const beganLater = ({ from }: ClosedTime) => from >= broughtAt && from <= broughtAt + SHOWN_WITHIN_MS;
  if (!closed.all.some((time) => beganLater(time) && closed.wasClosed(room, time.from))) return true;
  let looked = 0;
  for await (const message of newestFirst(room.id, read, { threads: true })) {
    if (++looked > MOST_LOOKED_AT || (timeOf(message.createdAt) ?? 0) < broughtAt) return false;
    if (shows(message, file.id)) return !closed.wasSaidWhileClosed(room, saidWhen(message, 0));
  }
  return false;
}

function shows({ file, files = [] }: AnyMessage, fileId: string): boolean {
  return [file, ...files].some((each) => each?._id === fileId);
}
