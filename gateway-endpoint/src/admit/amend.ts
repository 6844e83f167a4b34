import type { Event, EventOf } from '@rocketchat-openclaw/shared';
import type { Admitted } from './admitted.ts';

/** Events with words that wait to be read. */
type Words = EventOf<'message.sent' | 'message.updated'>;

/** A change of a message, or the message sent again, which may have been corrected meanwhile. */
export type Change = EventOf<'message.sent' | 'message.updated' | 'message.deleted'>;

export interface Amended {
  readonly item: Admitted;
  /** If it is taken in, is nothing left to do for the change itself? */
  readonly isWhole: boolean;
}

/** The id of the message whose words the event holds, if it holds any. */
export function wordsIn({ event }: Pick<Admitted, 'event'>): string | undefined {
  return hasWords(event) ? event.message.id : undefined;
}

/** The ids of the messages whose words the event has taken in. */
export function joinedIn({ joined = [] }: Partial<Pick<Admitted, 'joined'>>): string[] {
  return joined.flatMap((event) => (hasWords(event) ? event.message.id : []));
}

/** Are the words of its author gone? It was deleted, or somebody else has edited it. */
export function isGone({ event, takenBack }: Pick<Admitted, 'event' | 'takenBack'>): boolean {
  return takenBack === true || (hasWords(event) && event.message.editedBy !== undefined);
}

export function isChange(event: Event): event is Change {
  return hasWords(event) || event.type === 'message.deleted';
}

function hasWords(event: Event): event is Words {
  return event.type === 'message.sent' || event.type === 'message.updated';
}

/**
 * A waiting event after a change of its message: it has the author's last words, or none. Words that another person has
 * changed are not the author's; that change is an event of its own.
 *
 * @returns undefined if the change is about another message, or changes nothing
 */
export function amend(waiting: Admitted, change: Change): Amended | undefined {
  return amendOwn(waiting, change) ?? amendJoined(waiting, change);
}

/** The same for one that it has taken in. Without words of its author there is nothing left to answer. */
function amendJoined(waiting: Admitted, change: Change): Amended | undefined {
  const { joined = [], bot } = waiting;
  const index = joined.findIndex((event) => hasWords(event) && event.message.id === change.message.id);
  const event = joined[index];
  const amended = event && amendOwn({ event, bot }, change);
  if (!amended) return undefined;
  const { item, isWhole } = amended;
  return { item: { ...waiting, joined: joined.toSpliced(index, 1, ...(isGone(item) ? [] : [item.event])) }, isWhole };
}

function amendOwn(waiting: Admitted, change: Change): Amended | undefined {
  const { event } = waiting;
  if (!hasWords(event) || event.message.id !== change.message.id || event.room.id !== change.room.id) return undefined;
  const isMessage = event.type === 'message.sent';
  if (change.type === 'message.deleted') return { item: takenBack(waiting, event), isWhole: isMessage };
  const { message, actor } = change;
  const isNewer = (message.editedAt ?? message.createdAt) > (event.message.editedAt ?? event.message.createdAt);
  if (change.type === 'message.sent') {
    // The same event sent again has the present message; the event of an edit names the editor.
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
