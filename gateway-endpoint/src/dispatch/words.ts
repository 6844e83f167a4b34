import type { EventOf } from '@rocketchat-openclaw/shared';
import { formatInboundMediaUnavailableText, formatMediaPlaceholderText } from 'openclaw/plugin-sdk/channel-inbound';
import type { Taken } from '../media/take.ts';

/** What was written, and what the agent reads of it. OpenClaw takes a message without any word for an empty one. */
export function wordsOf({ message }: EventOf<'message.sent'>, { media, notes }: Taken) {
  const hasText = message.text.trim() !== '';
  const raw = hasText ? message.text : formatMediaPlaceholderText(media);
  const notice = notes.join('\n');
  return {
    raw: raw || notice,
    forAgent: notice ? formatInboundMediaUnavailableText({ body: raw, notice }) : raw,
  };
}
