import path from 'node:path';
import type { Server } from '../server.ts';
import type { FileRef, MessageRecord, UploadRecord, UserRecord } from '../store/records.ts';
import { ServerRefusal } from './refusal.ts';
import { type Draft, executeSendMessage } from './send-message.ts';

export interface NewFile {
  name: string;
  type: string;
  bytes: Buffer;
  rid: string;
}

/** Stores the bytes; the message that shows them comes with `sendFileMessage`. */
export function storeFile(server: Server, user: UserRecord, file: NewFile, confirmed: boolean): UploadRecord {
  if (!server.settings.FileUpload_Enabled) throw new ServerRefusal('error-file-upload-disabled');
  if (file.bytes.length > server.settings.FileUpload_MaxFileSize) {
    throw new ServerRefusal('error-file-too-large', 'File is too large');
  }
  const upload: UploadRecord = {
    _id: server.newId(),
    name: file.name,
    type: file.type,
    size: file.bytes.length,
    bytes: file.bytes,
    rid: file.rid,
    userId: user._id,
    uploadedAt: new Date(server.clock()),
    confirmed,
  };
  server.store.uploads.set(upload._id, upload);
  return upload;
}

/** `description` is the caption of servers before 8.4 and of phones; `altText` describes a picture, since 8.4. */
type GivenWithFile = Pick<Draft, 'msg' | 'tmid' | 't' | 'content' | 'e2e' | 'e2eMentions'> & {
  readonly description?: string;
  readonly altText?: string;
};

/** sendFileMessage: no text but the caption, the file linked from an attachment, not grouped with its neighbours. */
export function sendFileMessage(
  server: Server,
  user: UserRecord,
  upload: UploadRecord,
  { description, altText, ...given }: GivenWithFile = {},
): MessageRecord | undefined {
  const file = fileRef(upload);
  return executeSendMessage(server, user, {
    ...given,
    rid: upload.rid,
    msg: given.msg ?? '',
    file,
    files: upload.type.startsWith('image/') ? [file, storeThumbnail(server, upload)] : [file],
    attachments: [attachmentFor(upload, description, altText)],
    groupable: false,
  });
}

export function linkTo({ _id, name }: UploadRecord): string {
  return `/file-upload/${_id}/${encodeURIComponent(name)}`;
}

function fileRef({ _id, name, type, size }: UploadRecord): FileRef {
  return { _id, name, type, size, format: path.extname(name).slice(1) };
}

/** The server resizes images and lists the small copy second; here it holds the same bytes. */
function storeThumbnail(server: Server, upload: UploadRecord): FileRef {
  const thumbnail = { ...upload, _id: server.newId(), name: `thumb-${upload.name}` };
  server.store.uploads.set(thumbnail._id, thumbnail);
  return { ...fileRef(thumbnail), typeGroup: 'thumb' };
}

function attachmentFor(upload: UploadRecord, description = '', altText?: string): Record<string, unknown> {
  const link = linkTo(upload);
  const [group] = upload.type.split('/');
  const shown = group === 'image' || group === 'audio' || group === 'video';
  return {
    ts: upload.uploadedAt,
    title: upload.name,
    type: 'file',
    description,
    title_link: link,
    title_link_download: true,
    fileId: upload._id,
    ...(shown && { [`${group}_url`]: link, [`${group}_type`]: upload.type, [`${group}_size`]: upload.size }),
    ...(group === 'image' && altText !== undefined && { image_alt: altText }),
  };
}
