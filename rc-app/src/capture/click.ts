import type { IUIKitBlockIncomingInteraction } from '@rocket.chat/apps-engine/definition/uikit/UIKitIncomingInteractionTypes';
import { cutAt, LIMITS } from '@rocketchat-openclaw/shared';
import { captureAuthor } from './author.ts';
import { eventIdOf } from './event-id.ts';
import { chosenIdOf, hex } from './given-id.ts';
import type { Heard } from './heard.ts';
import { heardNow } from './heard-now.ts';
import { captureMessageRef } from './message.ts';

type Click = Pick<IUIKitBlockIncomingInteraction, 'user' | 'message' | 'actionId' | 'value' | 'triggerId'>;

/**
 * A button or a select in a message. The room is that of the message: a client may name another.
 *
 * @param nonce makes this click unique if the client named no trigger
 * @returns undefined for a click outside a posted message
 */
export function heardClick({ user, message, actionId, value, triggerId }: Click, nonce: Uint8Array): Heard | undefined {
  const action = chosenIdOf(actionId);
  const trigger = chosenIdOf(triggerId);
  const messageId = message?.id;
  if (!message || !messageId || !action) return undefined;
  const { room, threadId } = message;
  const id = eventIdOf('action.clicked', user.id, trigger ?? hex(nonce));
  return {
    kind: 'click',
    id,
    room,
    actorId: user.id,
    authorId: captureAuthor(message).id,
    threadId,
    write(_bot, now) {
      const happened = heardNow(id, room, user, now);
      if (!happened) return undefined;
      return {
        ...happened,
        type: 'action.clicked',
        message: captureMessageRef(message, messageId),
        actionId: action,
        ...(typeof value === 'string' && { value: cutAt(value, LIMITS.textChars) }),
        ...(trigger && { triggerId: trigger }),
      };
    },
  };
}
