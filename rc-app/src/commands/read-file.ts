import type { IRead } from '@rocket.chat/apps-engine/definition/accessors/IRead';
import type { IUpload } from '@rocket.chat/apps-engine/definition/uploads/IUpload';
import { type CommandOf, type CommandResult, nothingLeft, Refusal } from '@rocketchat-openclaw/shared';
import { name } from '../capture/name.ts';
import { later } from '../machine.ts';
import { asBuffer } from '../server/as-buffer.ts';
import type { Commanded, Workspace } from '../workspace/workspace.ts';
import { isFileSaidOpen } from './file-said-open.ts';
import { readableRoomOf } from './room.ts';

/**
 * The file that is being read, part by part. The server hands an app whole files only; without this each part would
 * bring the whole file through the pipe again.
 */
let open: { readonly id: string; readonly bytes: Promise<Buffer> } | undefined;
let uses = 0;

/** Forgotten after its last part, or if no further part is asked for. */
const FORGET_MS = 30_000;

/** One part of a file that was posted in the room. */
export async function readFile(
  { v: _v, key: _key, command: _command, roomId, fileId, offset, length, ...rest }: CommandOf<'readFile'>,
  { read }: Workspace,
  app: Commanded,
): Promise<CommandResult<'readFile'>> {
  nothingLeft(rest);
  const { room } = await readableRoomOf(roomId, app, read);
  const upload: IUpload | undefined = await read.getUploadReader().getById(fileId);
  if (upload?.room?.id !== roomId) throw new Refusal('file-not-found', `there is no file ${fileId} in room ${roomId}`);
  if (!(await isFileSaidOpen(upload, room, app.memory, read))) {
    throw new Refusal('file-not-found', `file ${fileId} was posted while room ${roomId} was closed`);
  }
  const bytes = await bytesOf(fileId, read);
  const part = bytes.subarray(offset, offset + length);
  if (offset + length >= bytes.length) forget(fileId);
  else forgetUnused(fileId);
  return { bytes: part.toString('base64'), size: bytes.length, type: name(upload.type) };
}

function bytesOf(id: string, read: IRead): Promise<Buffer> {
  if (open?.id === id) return open.bytes;
  const bytes = read.getUploadReader().getBufferById(id).then(asBuffer);
  open = { id, bytes };
  bytes.catch(() => forget(id));
  return bytes;
}

function forget(id: string): void {
  if (open?.id === id) open = undefined;
}

/**
 * Counted from the answer, because a large file takes long. The timer holds only the id; otherwise it would keep the
 * bytes in memory.
 */
function forgetUnused(id: string): void {
  const use = ++uses;
  later(() => {
    if (use === uses) forget(id);
  }, FORGET_MS);
}
