import type { IMessage } from '@rocket.chat/apps-engine/definition/messages/IMessage';
import type { IMessageFile } from '@rocket.chat/apps-engine/definition/messages/IMessageFile';
import {
  type Actor,
  type Bot,
  cutText,
  type File,
  LIMITS,
  type Message,
  type MessageRef,
} from '@rocketchat-openclaw/shared';
import type { SaidAt } from '../memory/closed-times.ts';
import { captureAuthor } from './author.ts';
import { type Edited, otherEditor } from './editor.ts';
import { captureSaid, mentionsIn } from './mentions.ts';
import { fileName, name } from './name.ts';

/** The fields that an event is made of, in both forms in which the engine has a message (`IMessage`, `IMessageRaw`). */
export type AnyMessage = Pick<
  IMessage,
  'text' | 'threadId' | 'createdAt' | 'editedAt' | 'file' | 'files' | 'alias' | 'attachments'
> &
  Edited & { readonly sender: { readonly id: string } | { readonly _id: string } };

/**
 * @param author as it was captured of this message
 * @param now milliseconds, where the server gave no time
 */
export function captureMessage(message: AnyMessage & { id: string }, author: Actor, bot: Bot, now: number): Message {
  const said = captureSaid(message);
  const { sender } = message;
  const editedBy = otherEditor(message, author, 'id' in sender ? sender.id : sender._id);
  return {
    id: message.id,
    text: cutText(said.text, LIMITS.textChars),
    ...(message.alias && { alias: name(message.alias) }),
    ...(message.threadId && { threadId: message.threadId }),
    mentions: mentionsIn(said, bot),
    files: captureFiles(message),
    createdAt: timeOf(message.createdAt) ?? now,
    ...(message.editedAt && { editedAt: timeOf(message.editedAt) ?? now }),
    ...(editedBy && { editedBy }),
  };
}

export function captureMessageRef(message: IMessage, id: string): MessageRef {
  return { id, ...(message.threadId && { threadId: message.threadId }), authorId: captureAuthor(message).id };
}

/** @param now milliseconds, where the server gave no time */
export function saidWhen({ createdAt, editedAt, updatedAt }: Dated, now: number): SaidAt {
  return { createdAt: timeOf(createdAt) ?? now, editedAt: timeOf(editedAt), updatedAt: timeOf(updatedAt) };
}

type Dated = Pick<IMessage, 'createdAt' | 'editedAt' | 'updatedAt'>;

/** When the message was sent to which something happened; long ago if the server does not tell. */
export const saidAt = ({ createdAt }: IMessage): number => timeOf(createdAt) ?? 0;

/**
 * Dates arrive as dates, or as text where something between us and the database turned them into JSON. Imported messages
 * may have any date: one outside the contract's range becomes its first or its last.
 */
export function timeOf(date: Date | string | undefined): number | undefined {
  const time = date ? new Date(date).getTime() : Number.NaN;
  return Number.isNaN(time) ? undefined : Math.min(Math.max(Math.trunc(time), 0), LIMITS.lastInstantMs);
}

/** The size is in the server's document, though not in the engine's type. */
type SizedFile = IMessageFile & { size?: unknown };

/** `files` came with engine 1.60; it lists the thumbnail beside its picture. */
function captureFiles({ file, files = file ? [file] : [] }: AnyMessage): File[] {
  return files
    .filter((each) => each._id && each.typeGroup !== 'thumb')
    .slice(0, LIMITS.files)
    .map(({ _id, name: called, type, size }: SizedFile) => ({
      id: _id,
      name: fileName(called),
      type: name(type),
      ...(Number.isSafeInteger(size) && { size: size as number }),
    }));
}
