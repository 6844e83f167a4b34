import type { IMessage } from '@rocket.chat/apps-engine/definition/messages/IMessage';
import type { IMessageAttachment } from '@rocket.chat/apps-engine/definition/messages/IMessageAttachment';

/** Since 8.4 a picture has an alternative text (`image_alt`), which the server's converter hands on as it is stored. */
type Described = IMessageAttachment & {
  readonly fileId?: string;
  readonly imageAlt?: unknown;
  readonly _unmappedProperties_?: { readonly image_alt?: unknown };
};

/**
 * The captions of a message's files. Phones, and web clients before 8.4, put the whole message there and leave its text
 * empty. The server does not look for mentions in captions.
 */
export function captionsOf({ attachments }: Pick<IMessage, 'attachments'>): string[] {
  const words = (attachments ?? [])
    .filter(isOfFile)
    .flatMap((file: Described) => [file.description, file._unmappedProperties_?.image_alt, file.imageAlt]);
  return [...new Set(words.flatMap((each) => (typeof each === 'string' && each.trim() !== '' ? [each] : [])))];
}

/** sendFileMessage.ts writes `type: 'file'` and a link to the file. The description of an alert is no caption. */
export function isOfFile({ type, title }: IMessageAttachment): boolean {
  return type === 'file' || (title?.link ?? '').startsWith('/file-upload/');
}
