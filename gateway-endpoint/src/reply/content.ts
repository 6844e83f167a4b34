import type { ReplyPayload } from 'openclaw/plugin-sdk/reply-payload';
import type { AnswerThread } from '../place/conversation.ts';
import type { Words } from '../texts/words.ts';
import type { Outgoing } from './outgoing.ts';
import { type Presented, presentedText } from './presentation.ts';

type Payload = Presented & Pick<ReplyPayload, 'mediaUrl' | 'mediaUrls'>;

/**
 * A payload of OpenClaw → the sender's input, for answers and for OpenClaw's own sends.
 *
 * @param approvalId of the approval that it asks for: see `presentedText`
 */
export function contentOf(
  payload: Payload,
  words: Words,
  approvalId?: string,
): Pick<Outgoing, 'text' | 'card' | 'media'> {
  return { ...presentedText(payload, words, approvalId), media: mediaIn(payload) };
}

/** OpenClaw names the first file twice, or only once. */
export function mediaIn({ mediaUrl, mediaUrls = [] }: Pick<ReplyPayload, 'mediaUrl' | 'mediaUrls'>): string[] {
  return [...new Set([...(mediaUrl ? [mediaUrl] : []), ...mediaUrls])].filter((source) => source.trim() !== '');
}

/** The thread of an answer, if it has one. */
export function inThread(thread: AnswerThread | undefined): Pick<Outgoing, 'threadId' | 'alsoInRoom'> {
  return thread ? { threadId: thread.id, alsoInRoom: thread.alsoInRoom } : {};
}
