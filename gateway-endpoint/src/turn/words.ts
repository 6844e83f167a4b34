import type { Bot, EventOf } from '@rocketchat-openclaw/shared';
import { formatInboundMediaUnavailableText, formatMediaPlaceholderText } from 'openclaw/plugin-sdk/channel-inbound';
import type { Taken } from '../files/take.ts';
import { ownWords, shownIn, withoutOurMarks } from '../place/shown.ts';

/** A message for OpenClaw. */
export interface Words {
  /** As it was written, for commands. */
  readonly raw: string;
  /** As the agent reads it. */
  readonly forAgent: string;
}

/**
 * The text as it was written, and as the agent reads it. OpenClaw takes a message without any word for an empty one.
 *
 * @param prefix stands for a mention at the beginning (`chatmode: onchar`)
 */
export function wordsOf({ message }: EventOf<'message.sent'>, bot: Bot, { media, notes }: Taken, prefix = ''): Words {
  const own = ownWords(message);
  const text = own.trim() === '' ? '' : withoutPrefix(own, prefix);
  const shown = shownIn(message, bot);
  const raw = text || formatMediaPlaceholderText(media);
  const notice = notes.join('\n');
  const body = [withoutOurMarks(raw), ...shown].filter((part) => part !== '').join('\n');
  return {
    // Quoted words of others are no command of the person who quotes them.
    raw: raw || notice || (shown.length > 0 ? '[quotation]' : ''),
    forAgent: notice ? formatInboundMediaUnavailableText({ body, notice }) : body,
  };
}

function withoutPrefix(text: string, prefix: string): string {
  return prefix === '' ? text : text.trimStart().slice(prefix.length).trimStart();
}
