import type { IMessageReactionContext } from '@rocket.chat/apps-engine/definition/messages/IMessageReactionContext';
import { captureAuthor } from './author.ts';
import { eventIdOf } from './event-id.ts';
import type { Heard } from './heard.ts';
import { heardNow } from './heard-now.ts';
import { captureMessageRef, saidAt, saidWhen } from './message.ts';

/** A reaction that was added or removed. The server gives no time, so it is when we heard of it. */
export function heardReaction({ reaction, isReacted, message, user }: IMessageReactionContext): Heard {
  const { id, room, threadId } = message;
  return {
    kind: 'reaction',
    id: id ?? '',
    room,
    actorId: user.id,
    saidAt: saidAt(message),
    wordsOf: saidWhen(message, 0),
    authorId: captureAuthor(message).id,
    threadId,
    write(_bot, now) {
      if (!id) return undefined;
      const type = isReacted ? 'reaction.added' : 'reaction.removed';
      // The same person may add, remove and add again: each is an event of its own.
      const happened = heardNow(`${eventIdOf(type, id, user.id)}:${reaction}:${now}`, room, user, now);
      if (!happened) return undefined;
      return {
        ...happened,
        type,
        message: captureMessageRef(message, id),
        emoji: reaction,
      };
    },
  };
}
