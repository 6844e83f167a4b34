import type { IMessage } from '@rocket.chat/apps-engine/definition/messages/IMessage';
import { type Bot, type EventOf, type File, LIMITS, type Message } from '@rocketchat-openclaw/shared';
import { captureActor } from './actor.ts';
import { captureMentions, mentions } from './mentions.ts';
import { name } from './name.ts';
import { captureRoom } from './room.ts';

/**
 * A message as the server stored it → the event that leaves.
 *
 * @param now milliseconds, where the server gave no time
 * @returns undefined for what is no message of a room we know
 */
export function captureMessageSent(message: IMessage, bot: Bot, now: number): EventOf<'message.sent'> | undefined {
  const room = captureRoom(message.room);
  if (!room || !message.id || !message.sender) return undefined;
  const captured = captureMessage(message, message.id, bot, now);
  return {
    type: 'message.sent',
    id: `message.sent:${message.id}`,
    at: captured.createdAt,
    room,
    actor: captureActor(message.sender),
    message: captured,
  };
}

function captureMessage(message: IMessage, id: string, bot: Bot, now: number): Message {
  return {
    id,
    text: (message.text ?? '').slice(0, LIMITS.textChars),
    ...(message.threadId && { threadId: message.threadId }),
    mentions: captureMentions(message) ?? (mentions(message, bot) ? [bot] : []),
    files: captureFiles(message),
    createdAt: message.createdAt ? new Date(message.createdAt).getTime() : now,
    ...(message.editedAt && { editedAt: new Date(message.editedAt).getTime() }),
  };
}

/** `files` came with engine 1.60; it lists the thumbnail beside its picture. */
function captureFiles({ file, files = file ? [file] : [] }: IMessage): File[] {
  return files
    .filter((each) => each._id && each.typeGroup !== 'thumb')
    .slice(0, LIMITS.files)
    .map((each) => ({ id: each._id, name: name(each.name), type: name(each.type) }));
}
