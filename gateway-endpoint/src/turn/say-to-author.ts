import type { EventOf } from '@rocketchat-openclaw/shared';
import type { Handled } from './handled.ts';
import type { Services } from './services.ts';

/**
 * Answers a command of ours by a whisper. The command has been carried out or refused by now: another attempt for the sake
 * of the sentence would be refused, so a failure is logged.
 */
export async function sayToAuthor(
  { id, actor, room, message }: EventOf<'message.sent'>,
  text: string,
  outcome: Handled['outcome'],
  { tellPerson, log }: Pick<Services, 'tellPerson' | 'log'>,
): Promise<Handled> {
  const place = { roomId: room.id, userId: actor.id, threadId: message.threadId };
  await tellPerson({ place, text, keyOf: { event: id, purpose: 'approve' } }).catch((error: unknown) =>
    log.warn(`event ${id}: its author was not answered: ${String(error)}`),
  );
  return { outcome };
}
