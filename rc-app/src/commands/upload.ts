import type { IRoom } from '@rocket.chat/apps-engine/definition/rooms/IRoom';
import type { IUpload } from '@rocket.chat/apps-engine/definition/uploads/IUpload';
import {
  type CommandOf,
  type CommandResult,
  LIMITS,
  nothingLeft,
  Refusal,
  sha256Of,
} from '@rocketchat-openclaw/shared';
import { readAppUser } from '../memory/bot.ts';
import type { Commanded, Workspace } from '../workspace/workspace.ts';
import { forgetBrought, readBrought } from './brought-files.ts';
import { linkTo, messageWithFile } from './file-message.ts';
import { assertFits } from './message.ts';
import { send } from './post.ts';
import { pullFile } from './pull-file.ts';
import { writablePlaceOf, writableRoomOf } from './room.ts';

/**
 * A file of the gateway's, as a message of the bot's. The engine stores it and posts it in the room, without a text and
 * never in a thread (bridges/uploads.ts): the text comes by an edit, and a thread gets a message that links to the file.
 */
export async function upload(
  {
    v: _v,
    key: _key,
    command: _command,
    roomId,
    threadId,
    answers,
    path,
    name,
    type,
    size,
    sha256,
    text,
    ...rest
  }: CommandOf<'upload'>,
  workspace: Workspace,
  app: Commanded,
): Promise<CommandResult<'upload'>> {
  nothingLeft(rest);
  const { read, http, persistence } = workspace;
  if (!sha256) throw new Refusal('bad-request', 'a file is named by its SHA-256: update the plugin of the gateway');
  if (size > LIMITS.uploadBytes) throw new Refusal('too-large', `the app takes files of ${LIMITS.uploadBytes} bytes`);
  if (text) await assertFits(text, app, read);
  const room = await writablePlaceOf({ roomId, threadId, answers }, app, read);
  const brought = await readBrought({ path, size }, read);
  const bytes = brought ?? (await pullFile(path, await app.memory.connection.get(read), http, app.getLogger()));
  await assertNamed(bytes, { size, sha256 });
  // Pulling the file took time, and the room may have been closed meanwhile.
  await writableRoomOf({ roomId, answers }, app, read);
  const file = await store(bytes, name, room, workspace);
  // The sweep removes files that stay, after this or after a failure.
  if (brought) await forgetBrought(path, persistence).catch(() => undefined);
  if (threadId) return send({ threadId, ...linkTo(file, { name, type, text }) }, room, workspace);
  const messageId = await messageWithFile(file.id, room, app, read);
  if (text) await caption(messageId, text, workspace);
  return { messageId };
}

/**
 * Stores only the bytes that the gateway has named. The refusal says nothing about other bytes, not even their number:
 * an attacker in between may have redirected the pull into the server's own network.
 *
 * @throws Refusal `file-not-received`
 */
async function assertNamed(bytes: Buffer, named: { readonly size: number; readonly sha256: string }) {
  if (bytes.length === named.size && (await sha256Of(bytes)) === named.sha256) return;
  throw new Refusal('file-not-received', 'what came is not the file that was named');
}

async function store(bytes: Buffer, filename: string, room: IRoom, { modify }: Workspace): Promise<IUpload> {
  const file: IUpload | undefined = await modify
    .getCreator()
    .getUploadCreator()
    .uploadBuffer(bytes, { filename, room });
  // A missing permission does not throw in the engine, it returns nothing.
  if (!file?.id) throw new Refusal('refused-by-server', 'the server stored no file: check the permissions of the app');
  return file;
}

async function caption(messageId: string, text: string, { read, modify }: Workspace): Promise<void> {
  const message = await modify.getUpdater().message(messageId, await readAppUser(read));
  await modify.getUpdater().finish(message.setText(text));
}
