import { type Admitted, laneIn, laneOf } from '../admit/admitted.ts';
import type { Account } from '../config/account.ts';
import { replyToModeIn } from '../config/threading.ts';
import { ruleOf } from '../gate/room-rule.ts';

/**
 * The lane whose messages wait while this one is handled. A question that is answered in a thread of its own keeps
 * that thread waiting and not the room, whose next question belongs to another session.
 *
 * @param idOf the id of the room that is called so now
 */
export function turnLaneOf(
  item: Admitted,
  { policy, threading }: Pick<Account, 'policy' | 'threading'>,
  idOf: (name: string) => string | undefined,
): string {
  const { event } = item;
  if (event.type !== 'message.sent' && event.type !== 'message.updated') return laneOf(item);
  const { room, message } = event;
  const opensThread = replyToModeIn(room.type, ruleOf(room.id, policy, idOf), threading) !== 'off';
  return laneIn(room.id, message.threadId ?? (opensThread ? message.id : undefined));
}
