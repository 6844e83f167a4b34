import type { Event } from '@rocketchat-openclaw/shared';
import { NOT_ANSWERED, refusedRoomIn } from '../app-client/refused-room.ts';
import { isBot } from '../gate/rules.ts';
import type { Sender } from '../reply/sender.ts';
import { label } from '../text/label.ts';

type Asked = Pick<Extract<Event, { actor: unknown }>, 'id' | 'actor' | 'room'>;

interface Ways {
  readonly sender: Pick<Sender, 'send'>;
  readonly log: { warn(message: string): void };
}

/**
 * The room does not take an answer any more: whoever asked there hears of it in a direct message, once for each
 * question. Where that is closed as well, the log has it. The answer itself goes nowhere else: it may hold what was said
 * in the room.
 *
 * @returns was this the reason of the error?
 */
export async function tellRefused(error: unknown, { id, actor, room }: Asked, ways: Ways): Promise<boolean> {
  const refusal = refusedRoomIn(error);
  if (!refusal) return false;
  const { reason = '' } = refusal;
  ways.log.warn(`event ${id}: its answer was not given, for its room is closed: ${reason}`);
  const why = NOT_ANSWERED[reason];
  // A pause closes direct messages, too.
  if (isBot(actor) || room.type === 'direct' || !why || reason === 'paused') return true;
  // Whoever may name a room could put a link into our words.
  const name = label(room.name);
  const where = name ? `in the room ${name}` : 'where you asked me';
  const text = `I cannot answer you ${where}: ${why}.`;
  const keyOf = { event: id, purpose: 'not-answered' };
  await ways.sender
    .send({ to: { userId: actor.id }, text, keyOf })
    .catch((cause: unknown) => ways.log.warn(`event ${id}: its author was not told so: ${String(cause)}`));
  return true;
}
