import type { Actor, Event, EventOf } from '@rocketchat-openclaw/shared';
import { eventIdOf } from '../capture/event-id.ts';
import { isAbout, isChange } from './coalesce.ts';
import type { Entry } from './entry.ts';

/** Events with words, which may have been changed while they waited. */
export type Words = EventOf<'message.sent' | 'message.updated'>;

/** A waiting message as the server has it now. `edit` is the last change of it. */
export type Standing =
  | { readonly is: 'same' }
  /** Deleted, or no longer for the bot. */
  | { readonly is: 'gone' }
  | { readonly is: 'changed'; readonly event: EventOf<'message.sent'>; readonly edit: Event };

const NOBODY_KNOWN: Actor = { id: 'unknown', username: '', name: '', type: 'unknown', roles: [] };

/** Did it wait, so that its text may be old? */
export function mayBeOld(entry: Entry): entry is Entry & { readonly row: { readonly event: Words } } {
  const { type } = entry.row.event;
  return entry.isDelayed && (type === 'message.sent' || type === 'message.updated');
}

/** The waiting events of a deleted message, without the deletion itself. */
export function restOf(entries: readonly Entry[], { message }: Words): Entry[] {
  return entries.filter((entry) => isAbout(entry, message.id) && entry.row.event.type !== 'message.deleted');
}

/** Does the deletion of the message wait already? */
export function isEnding(entries: readonly Entry[], { message }: Words): boolean {
  const isEnd = ({ row }: Entry) => isChange(row.event) && row.event.type === 'message.deleted';
  return entries.some((entry) => isEnd(entry) && isAbout(entry, message.id));
}

/**
 * A deletion without an actor, for a message that the gateway may know: it ends the question, and the agent gets no
 * notice.
 */
export function endOf({ room, message, actor, ...event }: Words, now: number): EventOf<'message.deleted'> {
  const authorId = 'authorId' in event ? event.authorId : actor.id;
  const { id, threadId } = message;
  return {
    type: 'message.deleted',
    id: eventIdOf('message.deleted', id, now),
    at: now,
    room,
    actor: NOBODY_KNOWN,
    message: { id, authorId, ...(threadId && { threadId }) },
  };
}
