import type { Event, EventOf } from '@rocketchat-openclaw/shared';
import { withoutText } from '../capture/editor.ts';
import type { Entry } from './entry.ts';
import type { Weight } from './row.ts';

type Sent = EventOf<'message.sent'>;
type Updated = EventOf<'message.updated'>;

/** How a new event changes those that still wait. `moot` are those that need not be sent now. */
export type Coalesced =
  | { readonly does: 'nothing' }
  /** The message that waits gets the wording of its author's edit. */
  | { readonly does: 'change'; readonly entry: Entry; readonly event: Sent; readonly moot: readonly Entry[] }
  /** Somebody else has changed the message: it loses its text, and the edit goes by itself. */
  | { readonly does: 'withhold'; readonly entry: Entry; readonly event: Sent; readonly moot: readonly Entry[] }
  /** `message` is the message itself, if it still waits. */
  | { readonly does: 'replace'; readonly moot: readonly Entry[]; readonly message: Entry | undefined };

/** Changes only events that are not being sent, and drops only those that the gateway cannot know yet. */
export function coalesce(entries: readonly Entry[], event: Event): Coalesced {
  if (!isChange(event)) return { does: 'nothing' };
  const waiting = entries.filter(
    (entry) =>
      !entry.isUnderWay && !entry.isOnlyNow && entry.row.event.id !== event.id && isAbout(entry, event.message.id),
  );
  const message = waiting.find(({ row }) => row.event.type === 'message.sent');
  if (event.type === 'message.deleted') return { does: 'replace', moot: waiting, message };
  const moot = waiting.filter(({ row }) => row.event.type === 'message.updated' && row.event.at <= event.at);
  if (message?.row.event.type === 'message.sent') return edited(message, message.row.event, event, moot);
  return moot.length > 0 ? { does: 'replace', moot, message: undefined } : { does: 'nothing' };
}

/** No words leave in another person's name, and words that an editor has removed no longer leave. */
function edited(entry: Entry, sent: Sent, { actor, authorId, message }: Updated, moot: readonly Entry[]): Coalesced {
  if (actor.id === authorId && actor.id === sent.actor.id) {
    return { does: 'change', entry, event: { ...sent, message }, moot };
  }
  // The gateway may have the author's words already, and the edit follows as the editor's.
  if (entry.isAttempted) return { does: 'nothing' };
  const { id, username, name } = actor;
  const editedBy = message.editedBy ?? { id, username, name };
  const { editedAt = sent.message.createdAt } = message;
  return {
    does: 'withhold',
    entry,
    event: { ...sent, message: { ...withoutText(sent.message), editedAt, editedBy } },
    moot,
  };
}

/** Does it change or end a message? */
export function isChange(event: Event): event is EventOf<'message.updated' | 'message.deleted'> {
  return event.type === 'message.updated' || event.type === 'message.deleted';
}

export function isAbout({ row }: Entry, messageId: string): boolean {
  return 'message' in row.event && row.event.message?.id === messageId;
}

/** An edit may address the bot where the message did not, and never takes that back. */
export function heavier(a: Weight, b: Weight): Weight {
  const order: Weight[] = ['reaction', 'context', 'addressed'];
  return order.indexOf(a) > order.indexOf(b) ? a : b;
}
