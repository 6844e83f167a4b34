import type { OutboundReplyPayload } from 'openclaw/plugin-sdk/reply-payload';
import type { AnswerThread } from '../dispatch/conversation.ts';
import type { Outgoing } from './sender.ts';

/** What OpenClaw gives us to say → what the sender takes: the same for an answer and for what OpenClaw sends by itself. */
export function contentOf({ text = '' }: Pick<OutboundReplyPayload, 'text'>): Pick<Outgoing, 'text' | 'blocks'> {
  return { text };
}

/** Where in its room an answer stands. */
export function inThread(thread: AnswerThread | undefined): Pick<Outgoing, 'threadId' | 'alsoInRoom'> {
  return thread ? { threadId: thread.id, alsoInRoom: thread.alsoInRoom } : {};
}
