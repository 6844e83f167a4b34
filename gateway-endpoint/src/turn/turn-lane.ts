import { type Admitted, laneIn, laneOf } from '../admit/admitted.ts';
import type { Account } from '../config/account.ts';
import { ruleOf } from '../gate/room-rule.ts';
import { answerThreadOf } from './answer-thread.ts';

/**
 * The lane whose messages wait while this one is handled. A question that is answered in a thread of its own keeps
 * that thread waiting and not the room, whose next question belongs to another session.
 *
 * @param idOf the id of the room that has this name now
 */
export function turnLaneOf(
  item: Admitted,
  { policy, threading }: Pick<Account, 'policy' | 'threading'>,
  idOf: (name: string) => string | undefined,
): string {
  const { event } = item;
  if (event.type !== 'message.sent' && event.type !== 'message.updated') return laneOf(item);
  const { room, message } = event;
  return laneIn(room.id, answerThreadOf(event, message.id, ruleOf(room.id, policy, idOf), threading)?.id);
}
