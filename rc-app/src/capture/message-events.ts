import type { IMessage } from '@rocket.chat/apps-engine/definition/messages/IMessage';
import type { IUser } from '@rocket.chat/apps-engine/definition/users/IUser';
import type { Bot, Event, Room } from '@rocketchat-openclaw/shared';
import { captureDoer, speaking } from './actor.ts';
import { captureAuthor } from './author.ts';
import { captureEditor, withoutText } from './editor.ts';
import { eventIdOf } from './event-id.ts';
import type { Heard } from './heard.ts';
import { longTextIn, withLongText } from './long-text.ts';
import { captureSaid } from './mentions.ts';
import { captureMessage, captureMessageRef, saidAt, saidWhen, timeOf } from './message.ts';
import { captureRoom } from './room.ts';
import { shows } from './showing.ts';

/**
 * A message as the server stored it. If somebody else has edited it meanwhile, their words are not sent as the
 * author's.
 */
export function heardMessage(message: IMessage): Heard {
  const author = captureAuthor(message);
  const told = heard(message, author, undefined, (id, room, bot, now) => {
    const captured = captureMessage({ ...message, id }, author, bot, now);
    return {
      type: 'message.sent',
      id: eventIdOf('message.sent', id),
      at: captured.createdAt,
      room,
      actor: speaking(author, message.sender),
      message: captured.editedBy ? withoutText(captured) : captured,
    };
  });
  return unfolding(told, message, heardMessage);
}

/** The message after the edit. The editor may be somebody else than the author. */
export function heardEdit(message: IMessage): Heard {
  const editor = captureEditor(message);
  const author = captureAuthor(message);
  const told = heard(message, editor, saidAt(message), (id, room, bot, now) => {
    const at = timeOf(message.editedAt) ?? now;
    return {
      type: 'message.updated',
      id: eventIdOf('message.updated', id, at),
      at,
      room,
      actor: speaking(editor, message.editor ?? message.sender),
      message: captureMessage({ ...message, id }, author, bot, now),
      authorId: author.id,
    };
  });
  return unfolding(told, message, heardEdit);
}

/** Most messages have all their words in them; what a file holds is read where it can make a difference. */
function unfolding(told: Heard, message: IMessage, again: (message: IMessage) => Heard): Heard {
  if (!longTextIn(message)) return told;
  return {
    ...told,
    async unfold(read) {
      const { unfold: _, ...whole } = again(await withLongText(message, read));
      return whole;
    },
  };
}

export function heardDeletion(message: IMessage, by: IUser): Heard {
  const deleted = heard(message, by, saidAt(message), (id, room, _bot, now) => ({
    type: 'message.deleted',
    id: eventIdOf('message.deleted', id),
    at: now,
    room,
    actor: captureDoer(by),
    message: captureMessageRef(message, id),
  }));
  return { ...deleted, takesBack: true };
}

function heard(
  message: IMessage,
  actor: Pick<IUser, 'id'>,
  at: number | undefined,
  write: (id: string, room: Room, bot: Bot, now: number) => Event,
): Heard {
  const { id, room, threadId } = message;
  return {
    kind: 'message',
    id: id ?? '',
    room,
    actorId: actor.id,
    saidAt: at,
    // A message without a time has just been said, and one to which something happens was said long ago.
    wordsOf: saidWhen(message, at ?? Number.POSITIVE_INFINITY),
    authorId: captureAuthor(message).id,
    threadId,
    said: captureSaid(message),
    ...(shows(message) && { shown: message, accountId: message.sender.id }),
    write(bot, now) {
      const captured = captureRoom(room);
      return id && captured ? write(id, captured, bot, now) : undefined;
    },
  };
}
