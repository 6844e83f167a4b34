import type { Event, EventOf } from '@rocketchat-openclaw/shared';
import type { Admitted } from './admitted.ts';

/** Events with words that wait to be read. */
type Words = EventOf<'message.sent' | 'message.updated'>;

/** A change of a message, or the message again: one that comes again may have been corrected meanwhile. */
export type Change = EventOf<'message.sent' | 'message.updated' | 'message.deleted'>;

export interface Amended {
  readonly item: Admitted;
  /** Does handling this make the change itself superfluous? */
  readonly isWhole: boolean;
}

/** Of which message the words are that wait, if any do. */
export function wordsIn({ event }: Pick<Admitted, 'event'>): string | undefined {
  return hasWords(event) ? event.message.id : undefined;
}

export function isChange(event: Event): event is Change {
  return hasWords(event) || event.type === 'message.deleted';
}

function hasWords(event: Event): event is Words {
  return event.type === 'message.sent' || event.type === 'message.updated';
}

/**
 * A waiting event after a change of its message: it has its author's last words, or none. Nobody's words become somebody
 * else's: words that another person changed are no longer the author's, and the change is an event of its own.
 *
 * @returns undefined where it is about another message, or changes nothing
 */
export function amend(waiting: Admitted, change: Change): Amended | undefined {
  const { event } = waiting;
  if (!hasWords(event) || event.message.id !== change.message.id || event.room.id !== change.room.id) return undefined;
  const isMessage = event.type === 'message.sent';
  if (change.type === 'message.deleted') return { item: takenBack(waiting, event), isWhole: isMessage };
  const { message, actor } = change;
  const isNewer = (message.editedAt ?? message.createdAt) > (event.message.editedAt ?? event.message.createdAt);
  if (change.type === 'message.sent') {
    // The same event again has the message as it stands now; the event of an edit says who changed it.
    const isBetter = isNewer && isMessage && change.id === event.id && actor.id === event.actor.id;
    return isBetter && !message.editedBy
      ? { item: { ...waiting, event: { ...event, message } }, isWhole: true }
      : undefined;
  }
  const isAuthors = actor.id === change.authorId && actor.id === event.actor.id && !message.editedBy;
  if (isAuthors) {
    const { takenBack: _gone, ...rest } = waiting;
    return { item: isNewer ? { ...rest, event: { ...event, message } } : waiting, isWhole: true };
  }
  if (!isNewer) return undefined;
  return { item: isMessage ? withheld(waiting, event, change) : takenBack(waiting, event), isWhole: false };
}

function takenBack(waiting: Admitted, event: Words): Admitted {
  return { ...waiting, event: { ...event, message: { ...wordless(event), files: [] } }, takenBack: true };
}

/** Without its text and its attachments. */
function wordless({ message: { attachments: _shown, ...message } }: Words): Words['message'] {
  return { ...message, text: '' };
}

function withheld(
  waiting: Admitted,
  event: EventOf<'message.sent'>,
  { actor, message }: EventOf<'message.updated'>,
): Admitted {
  const { id, username, name } = actor;
  const { editedAt = event.message.createdAt, editedBy = { id, username, name } } = message;
  return { ...waiting, event: { ...event, message: { ...wordless(event), editedAt, editedBy } } };
}
