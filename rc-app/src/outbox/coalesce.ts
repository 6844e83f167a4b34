import type { Event, EventOf } from '@rocketchat-openclaw/shared';
import type { Entry } from './entry.ts';
import type { Weight } from './row.ts';

/** What a new event does to those that still wait. */
export type Coalesced =
  | { readonly does: 'nothing' }
  /** The message that waits now says what the edit says. */
  | { readonly does: 'change'; readonly entry: Entry; readonly event: EventOf<'message.sent'> }
  /** These need not be told any more; `message` is the one that was never told, where it waits. */
  | { readonly does: 'replace'; readonly moot: readonly Entry[]; readonly message: Entry | undefined };

/** Only what the gateway cannot know yet is changed: the rest it is told in order. */
export function coalesce(entries: readonly Entry[], event: Event): Coalesced {
  if (event.type !== 'message.updated' && event.type !== 'message.deleted') return { does: 'nothing' };
  const untold = entries.filter((entry) => !entry.isAttempted && !entry.isOnlyNow && isAbout(entry, event.message.id));
  const message = untold.find(({ row }) => row.event.type === 'message.sent');
  if (event.type === 'message.deleted') return { does: 'replace', moot: untold, message };
  if (message?.row.event.type === 'message.sent') {
    return { does: 'change', entry: message, event: { ...message.row.event, message: event.message } };
  }
  const edits = untold.filter(({ row }) => row.event.type === 'message.updated');
  return edits.length > 0 ? { does: 'replace', moot: edits, message: undefined } : { does: 'nothing' };
}

function isAbout({ row }: Entry, messageId: string): boolean {
  return 'message' in row.event && row.event.message?.id === messageId;
}

/** An edit may address the bot where the message did not, and never takes that back. */
export function heavier(a: Weight, b: Weight): Weight {
  const order: Weight[] = ['reaction', 'context', 'addressed'];
  return order.indexOf(a) > order.indexOf(b) ? a : b;
}
