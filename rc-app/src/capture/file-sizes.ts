import type { IRead } from '@rocket.chat/apps-engine/definition/accessors/IRead';
import type { IUpload } from '@rocket.chat/apps-engine/definition/uploads/IUpload';
import type { Event, File } from '@rocketchat-openclaw/shared';

/**
 * Some servers do not write the size of a file into its message. The gateway needs it before it asks for any bytes, so
 * it is looked up for messages that leave.
 */
export async function withFileSizes<E extends Event>(event: E, read: IRead): Promise<E> {
  if (event.type !== 'message.sent' && event.type !== 'message.updated') return event;
  const files = await Promise.all(event.message.files.map((file) => withSize(file, read)));
  return { ...event, message: { ...event.message, files } };
}

async function withSize(file: File, read: IRead): Promise<File> {
  if (file.size !== undefined) return file;
  const upload: IUpload | undefined = await read.getUploadReader().getById(file.id);
  // Declared as text in the engine, a number on the server.
  const size = Number(upload?.size);
  return Number.isSafeInteger(size) ? { ...file, size } : file;
}
