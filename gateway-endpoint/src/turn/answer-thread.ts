import { replyToModeIn, type Threading } from '../config/threading.ts';
import type { RoomRule } from '../gate/room-rule.ts';
import type { AnswerThread, Happened } from '../place/conversation.ts';

/**
 * The thread in which something is answered: the one it was said in, or the one that the answer opens under it.
 *
 * @param questionId the message that may be answered in a thread of its own; absent if there is no question
 */
export function answerThreadOf(
  { room, message }: Happened,
  questionId: string | undefined,
  rule: Pick<RoomRule, 'replyToMode'>,
  threading: Threading,
): AnswerThread | undefined {
  const opened = questionId && replyToModeIn(room.type, rule, threading) !== 'off' ? questionId : undefined;
  const id = message?.threadId ?? opened;
  return id ? { id, alsoInRoom: threading.alsoInRoom } : undefined;
}
