import type { IRoom } from '@rocket.chat/apps-engine/definition/rooms/IRoom';
import type { IUIKitViewSubmitIncomingInteraction } from '@rocket.chat/apps-engine/definition/uikit/UIKitIncomingInteractionTypes';
import { cutText, LIMITS } from '@rocketchat-openclaw/shared';
import { eventIdOf } from './event-id.ts';
import { chosenIdOf } from './given-id.ts';
import type { Heard } from './heard.ts';
import { heardNow } from './heard-now.ts';

type Submit = Pick<IUIKitViewSubmitIncomingInteraction, 'user' | 'view' | 'triggerId'>;

/**
 * A form that was sent. If it could not leave and is sent again, it is the same event: each form counts once.
 *
 * @param room for which the form was opened
 */
export function heardForm({ user, view, triggerId }: Submit, room: IRoom): Heard {
  const id = eventIdOf('view.submitted', user.id, view.id);
  const trigger = chosenIdOf(triggerId);
  return {
    kind: 'form',
    id,
    room,
    actorId: user.id,
    write(_bot, now) {
      const happened = heardNow(id, room, user, now);
      if (!happened) return undefined;
      return {
        ...happened,
        type: 'view.submitted',
        viewId: view.id,
        values: valuesOf(view.state),
        ...(trigger && { triggerId: trigger }),
      };
    },
  };
}

/** The state of a form is by block, and in a block by element; the gateway has named the elements alone. */
export function valuesOf(state: object | undefined): Record<string, string> {
  const entries = Object.values(state ?? {}).flatMap((block: unknown) =>
    typeof block === 'object' && block !== null ? Object.entries(block as Record<string, unknown>) : [],
  );
  const texts = entries.filter(([name, value]) => chosenIdOf(name) && typeof value === 'string');
  return Object.fromEntries(texts.map(([name, value]) => [name, cutText(String(value), LIMITS.textChars)]));
}
