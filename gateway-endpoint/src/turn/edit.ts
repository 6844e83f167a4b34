import type { EventOf } from '@rocketchat-openclaw/shared';
import type { Admitted } from '../admit/admitted.ts';
import { type Answered, TURN_MEMORY_MS } from '../admit/answered.ts';

/**
 * An edit that adds a mention addresses the bot as a new message would, once: later edits of the same message find
 * that it has started a turn. Only the author's own edit counts: another editor would speak in their name.
 */
export function asQuestion(
  event: EventOf<'message.updated'>,
  bot: Admitted['bot'],
  answered: Pick<Answered, 'isTaken' | 'isForgotten'>,
): EventOf<'message.sent'> | undefined {
  const { authorId, ...rest } = event;
  const { message, actor } = event;
  const isMentioned = message.mentions.some((mention) => mention.id === bot.id);
  if (!isMentioned || actor.id !== authorId || message.editedBy || actor.id === bot.id) return undefined;
  if (event.at - message.createdAt > TURN_MEMORY_MS) return undefined;
  const mayBeAnswered = answered.isTaken(message.id, event.id) || answered.isForgotten(message.createdAt);
  return mayBeAnswered ? undefined : { ...rest, type: 'message.sent' };
}
