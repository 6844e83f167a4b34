import type { IRead } from '@rocket.chat/apps-engine/definition/accessors/IRead';
import type { IMessage } from '@rocket.chat/apps-engine/definition/messages/IMessage';
import type { IMessageFile } from '@rocket.chat/apps-engine/definition/messages/IMessageFile';
import type { IMessageRaw } from '@rocket.chat/apps-engine/definition/messages/IMessageRaw';
import type { IUpload } from '@rocket.chat/apps-engine/definition/uploads/IUpload';
import { LIMITS } from '@rocketchat-openclaw/shared';
import { asBuffer } from '../server/as-buffer.ts';

/** Of a longer file the agent gets only the file itself. */
const MOST_BYTES = 256 * 1024;

/** `bob - Sun Nov 29 2026 07:31:20 GMT+0000 (…).txt`; on the way a server may have replaced the colons. */
const NAME = /^.+ - \w{3} \w{3} \d{2} \d{4} .*\.txt$/;

type OfSomebody = Pick<IMessage, 'file' | 'files'> & { readonly sender: { readonly username: string } };

/**
 * A text that is longer than the workspace allows is sent by web clients as a file, which they name after its author and
 * the time (processTooLongMessage.ts). It is a message, not a document.
 */
export function longTextIn({ file, files, sender }: OfSomebody): IMessageFile | undefined {
  const [only, ...others] = files ?? (file ? [file] : []);
  if (!only?._id || others.length > 0) return undefined;
  const isOne = NAME.test(only.name ?? '') && (only.name ?? '').startsWith(`${sender?.username} - `);
  return isOne && /^text\/plain\b/.test(only.type ?? '') ? only : undefined;
}

/**
 * Puts the words of such a file where a caption has them, because the server looks for names in neither. The file is left
 * out when all of it is in the text; a file that cannot be read stays a file.
 */
export async function withLongText<M extends IMessage | IMessageRaw>(message: M, read: IRead): Promise<M> {
  const file = longTextIn(message);
  const words = file && (await wordsOf(file, message, read).catch(() => undefined));
  if (words === undefined) return message;
  const [attachment, ...others] = message.attachments ?? [];
  const description = [attachment?.description ?? '', words].filter((each) => each.trim() !== '').join('\n');
  const told = { ...message, attachments: [{ ...attachment, type: 'file', description }, ...others] };
  if (description.length + (message.text ?? '').length >= LIMITS.textChars) return told;
  return { ...told, files: [] };
}

async function wordsOf(
  { _id }: IMessageFile,
  message: IMessage | IMessageRaw,
  read: IRead,
): Promise<string | undefined> {
  const upload: IUpload | undefined = await read.getUploadReader().getById(_id);
  const roomId = 'room' in message ? message.room.id : message.roomId;
  const { sender } = message;
  const senderId = 'id' in sender ? sender.id : sender._id;
  // A message cannot have any other file of the workspace read by naming it.
  if (upload?.room?.id !== roomId || upload.user?.id !== senderId) return undefined;
  if (!(Number(upload.size) <= MOST_BYTES)) return undefined;
  return asBuffer(await read.getUploadReader().getBufferById(_id)).toString('utf8');
}
