import type { Event } from '@rocketchat-openclaw/shared';
import { refusedRoomIn } from '../../app-client/refused-room.ts';
import { isBot } from '../../gate/rules.ts';
import { label } from '../../place/label.ts';
import type { Sender } from '../../reply/sender.ts';
import { type Words, wordsIn } from '../../texts/words.ts';

type Asked = Pick<Extract<Event, { actor: unknown }>, 'id' | 'actor' | 'room'>;

interface Needs {
  readonly sender: Pick<Sender, 'send'>;
  readonly log: { warn(message: string): void };
}

/**
 * The room no longer takes an answer: the person who asked there learns it in a direct message, once for each question.
 * Where that is closed as well, the log has it. The answer itself goes nowhere else: it may hold what was said in the
 * room.
 *
 * @returns whether this was the reason of the error
 */
export async function tellRefused(
  error: unknown,
  { id, actor, room }: Asked,
  { sender, log }: Needs,
): Promise<boolean> {
  const refusal = refusedRoomIn(error);
  if (!refusal) return false;
  const { reason = '' } = refusal;
  log.warn(`event ${id}: its answer was not given, for its room is closed: ${reason}`);
  // A pause closes direct messages, too: it has no sentence.
  const { NOT_ANSWERED } = wordsIn(actor.language);
  const sentence = isNamed(reason, NOT_ANSWERED) ? NOT_ANSWERED[reason] : undefined;
  if (isBot(actor) || room.type === 'direct' || !sentence) return true;
  // As a label, because the name of a room could put a link into our sentence.
  const text = sentence(label(room.name) || undefined);
  const keyOf = { event: id, purpose: 'not-answered' };
  await sender
    .send({ to: { userId: actor.id }, text, keyOf })
    .catch((cause: unknown) => log.warn(`event ${id}: its author did not get the reason: ${String(cause)}`));
  return true;
}

type Reasons = Words['NOT_ANSWERED'];

const isNamed = (reason: string, reasons: Reasons): reason is keyof Reasons => Object.hasOwn(reasons, reason);
