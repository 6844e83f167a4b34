import type { ReplyPayload } from 'openclaw/plugin-sdk/reply-payload';
import type { AnswerThread } from './conversation.ts';

interface Asked {
  readonly messageId: string;
  readonly thread: AnswerThread | undefined;
  /** Are answers in threads shown in the room as well? */
  readonly alsoInRoom: boolean;
  /** A direct conversation without threads: a tag opens none either. */
  readonly isFlat: boolean;
}

type Tagged = Pick<ReplyPayload, 'replyToId' | 'replyToTag' | 'replyToCurrent'>;

/**
 * The thread of an answer is that of its turn, unless the model has named a message by a tag: `[[reply_to:<id>]]`, or
 * `[[reply_to_current]]` for the one it answers. OpenClaw names that one without a tag, too, which means nothing here.
 */
export function threadOfAnswer(
  { replyToId, replyToTag, replyToCurrent }: Tagged,
  asked: Asked,
): AnswerThread | undefined {
  const { messageId, thread, alsoInRoom, isFlat } = asked;
  const isNamed = replyToTag === true || replyToCurrent === true;
  if (!isNamed || !replyToId || isFlat) return thread;
  const isTheOneAsked = replyToCurrent === true || replyToId === messageId;
  return isTheOneAsked && thread ? thread : { id: replyToId, alsoInRoom };
}
