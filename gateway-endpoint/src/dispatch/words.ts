import type { EventOf } from '@rocketchat-openclaw/shared';
import { formatInboundMediaUnavailableText, formatMediaPlaceholderText } from 'openclaw/plugin-sdk/channel-inbound';
import type { Taken } from '../media/take.ts';

/**
 * What was written, and what the agent reads of it. OpenClaw takes a message without any word for an empty one.
 *
 * @param prefix what stands for a mention at the beginning (`chatmode: onchar`)
 */
export function wordsOf({ message }: EventOf<'message.sent'>, { media, notes }: Taken, prefix = '') {
  const text = message.text.trim() === '' ? '' : withoutPrefix(message.text, prefix);
  const raw = text || formatMediaPlaceholderText(media);
  const notice = notes.join('\n');
  return {
    raw: raw || notice,
    forAgent: notice ? formatInboundMediaUnavailableText({ body: raw, notice }) : raw,
  };
}

function withoutPrefix(text: string, prefix: string): string {
  return prefix === '' ? text : text.trimStart().slice(prefix.length).trimStart();
}
