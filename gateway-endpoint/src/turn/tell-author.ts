import type { EventOf } from '@rocketchat-openclaw/shared';
import type { Services } from './services.ts';

/** An event by a person in a room: a message, a command or a click. */
type Authored = Pick<EventOf<'message.sent'>, 'id' | 'actor' | 'room'>;

interface Words {
  /** The thread in which the person wrote or clicked. */
  readonly threadId: string | undefined;
  readonly text: string;
  /** Distinguishes the answers to one event. */
  readonly purpose: string;
}

/**
 * Answers the author of an event by a whisper, which only they see. A failure is only logged: if the event were handled
 * again, the command would run twice, or the click would count twice.
 */
export async function tellAuthor(
  { id, actor, room }: Authored,
  { threadId, text, purpose }: Words,
  { tellPerson, log }: Pick<Services, 'tellPerson' | 'log'>,
): Promise<void> {
  const place = { roomId: room.id, userId: actor.id, threadId };
  await tellPerson({ place, text, keyOf: { event: id, purpose } }).catch((error: unknown) =>
    log.warn(`event ${id}: its author was not answered: ${String(error)}`),
  );
}
