import type { Event } from '@rocketchat-openclaw/shared';
import type { Heard } from '../capture/heard.ts';
import { captureAttachments, type Looking } from './attachments.ts';

/** Quotations of one message that are looked up, those within them included. */
const MOST_QUOTATIONS = 20;

/** The event with its attachments. Attachments of another editor do not pass as the author's. */
export async function withAttachments<E extends Event>(
  event: E,
  { shown, room, accountId }: Pick<Heard, 'shown' | 'room' | 'accountId'>,
  looking: Omit<Looking, 'lookUps'>,
): Promise<E> {
  if (!shown || (event.type !== 'message.sent' && event.type !== 'message.updated')) return event;
  if (event.type === 'message.sent' && event.message.editedBy) return event;
  const where = { roomId: room.id, askerId: accountId ?? '' };
  const attachments = await captureAttachments(shown, where, { ...looking, lookUps: MOST_QUOTATIONS });
  return attachments.length > 0 ? { ...event, message: { ...event.message, attachments } } : event;
}
