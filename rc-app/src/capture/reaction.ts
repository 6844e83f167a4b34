import type { IMessageReactionContext } from '@rocket.chat/apps-engine/definition/messages/IMessageReactionContext';
import { captureActor } from './actor.ts';
import type { Heard } from './heard.ts';
import { captureMessageRef, saidAt } from './message.ts';
import { captureRoom } from './room.ts';

/** A reaction that came or went. The server tells no time of it, so it happened when we heard of it. */
export function heardReaction({ reaction, isReacted, message, user }: IMessageReactionContext): Heard {
  const { id, room, sender, threadId } = message;
  return {
    kind: 'reaction',
    id: id ?? '',
    room,
    actorId: user.id,
    saidAt: saidAt(message),
    authorId: sender.id,
    threadId,
    write(_bot, now) {
      const captured = captureRoom(room);
      if (!captured || !id) return undefined;
      const type = isReacted ? 'reaction.added' : 'reaction.removed';
      return {
        type,
        // The same person may add, remove and add again: each is an event of its own.
        id: `${type}:${id}:${user.id}:${reaction}:${now}`,
        at: now,
        room: captured,
        actor: captureActor(user),
        message: captureMessageRef(message, id),
        emoji: reaction,
      };
    },
  };
}
