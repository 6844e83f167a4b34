import type { IRead } from '@rocket.chat/apps-engine/definition/accessors/IRead';
import type { IMessage } from '@rocket.chat/apps-engine/definition/messages/IMessage';
import type { IRoom } from '@rocket.chat/apps-engine/definition/rooms/IRoom';
import type { IUpload } from '@rocket.chat/apps-engine/definition/uploads/IUpload';
import { Refusal } from '@rocketchat-openclaw/shared';
import { pause } from '../machine.ts';
import type { Commanded } from '../workspace/workspace.ts';

type Shown = { readonly name: string; readonly type: string; readonly text?: string | undefined };

/** A message that links to a file of the room, and shows it where it is a picture. */
export function linkTo({ id }: IUpload, { name, type, text = '' }: Shown): Pick<IMessage, 'text' | 'attachments'> {
  const link = `/file-upload/${encodeURIComponent(id)}/${encodeURIComponent(name)}`;
  const title = { value: name, link, displayDownloadLink: true };
  return { text, attachments: [{ title, type: 'file', ...(type.startsWith('image/') && { imageUrl: link }) }] };
}

/** Enough to find the message among others that were said meanwhile. */
const LATEST = 50;
const ATTEMPTS = 10;
const PAUSE_MS = 200;

/**
 * The engine tells the id of the file, not that of the message in which the server has posted it. Some servers post it
 * after they have answered (bridges/uploads.ts does not wait for `sendFileMessage`).
 *
 * @throws Refusal `outcome-unknown`
 */
export async function messageWithFile(
  fileId: string,
  { id }: IRoom,
  { memory }: Commanded,
  read: IRead,
): Promise<string> {
  const bot = await memory.bot.get(read);
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    if (attempt > 0) await pause(PAUSE_MS);
    const page = await read.getRoomReader().getMessages(id, { limit: LATEST, sort: { createdAt: 'desc' } });
    const message = page.find(({ sender, file }) => sender._id === bot.id && file?._id === fileId);
    if (message) return message.id;
  }
  throw new Refusal('outcome-unknown', 'the file was stored, but the message that shows it is not in the room');
}
