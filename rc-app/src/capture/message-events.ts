import type { IMessage } from '@rocket.chat/apps-engine/definition/messages/IMessage';
import type { IUser } from '@rocket.chat/apps-engine/definition/users/IUser';
import type { Bot, Event } from '@rocketchat-openclaw/shared';
import { captureActor } from './actor.ts';
import type { Heard } from './heard.ts';
import { mentions } from './mentions.ts';
import { captureMessage, captureMessageRef, timeOf } from './message.ts';
import { captureRoom } from './room.ts';

/** A message as the server stored it. */
export function heardMessage(message: IMessage): Heard {
  return heard(message, message.sender, (id, bot, now) => {
    const room = captureRoom(message.room);
    const captured = captureMessage({ ...message, id }, bot, now);
    const at = captured.createdAt;
    return (
      room && {
        type: 'message.sent',
        id: `message.sent:${id}`,
        at,
        room,
        actor: captureActor(message.sender),
        message: captured,
      }
    );
  });
}

/** The message after the edit; who edited it may be somebody else than its author. */
export function heardEdit(message: IMessage): Heard {
  const editor = message.editor ?? message.sender;
  return heard(message, editor, (id, bot, now) => {
    const room = captureRoom(message.room);
    const at = timeOf(message.editedAt) ?? now;
    return (
      room && {
        type: 'message.updated',
        id: `message.updated:${id}:${at}`,
        at,
        room,
        actor: captureActor(editor),
        message: captureMessage({ ...message, id }, bot, now),
        authorId: message.sender.id,
      }
    );
  });
}

export function heardDeletion(message: IMessage, by: IUser): Heard {
  return heard(message, by, (id, _bot, now) => {
    const room = captureRoom(message.room);
    return (
      room && {
        type: 'message.deleted',
        id: `message.deleted:${id}`,
        at: now,
        room,
        actor: captureActor(by),
        message: captureMessageRef(message, id),
      }
    );
  });
}

function heard(
  message: IMessage,
  actor: IUser,
  write: (id: string, bot: Bot, now: number) => Event | undefined,
): Heard {
  const { id, room, sender, threadId } = message;
  return {
    kind: 'message',
    id: id ?? '',
    room,
    actorId: actor.id,
    authorId: sender.id,
    threadId,
    mentions: (bot) => mentions(message, bot),
    write: (bot, now) => (id ? write(id, bot, now) : undefined),
  };
}
