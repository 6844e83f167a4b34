import type { EventOf } from '@rocketchat-openclaw/shared';
import type { Admitted } from '../admit/admitted.ts';
import type { Cards } from '../interactions/cards.ts';
import { ownWords } from '../place/shown.ts';
import { stripLeadingMention } from './strip-mention.ts';

type Message = EventOf<'message.sent'>;

/**
 * While the agent waits for an answer, OpenClaw compares messages with the options. In a room the bot has to be
 * mentioned: a mention at the beginning or at the end is removed, and so is the question that phones quote.
 */
export function asAnswer(event: Message, bot: Admitted['bot'], cards: Pick<Cards, 'isAsking'>): Message {
  const { room, message } = event;
  if (!cards.isAsking(room.id, message.threadId)) return event;
  const text = withoutTrailing(stripLeadingMention(ownWords(message), bot.username), bot.username);
  return text === '' ? event : { ...event, message: { ...message, text } };
}

/**
 * The most blanks and signs between an answer and the mention behind it. Without a limit the search would take
 * quadratic time.
 */
const MOST_BETWEEN = 64;

function withoutTrailing(text: string, username: string): string {
  const [before = '', behind] = splitAtLast(text, `@${username}`);
  const isAtEnd = behind !== undefined && /^[\p{P}\p{S}\p{Cf}\s]*$/u.test(behind);
  const tail = before.slice(-MOST_BETWEEN).replace(/[\s,:]*[\p{Ps}\p{Pi}\p{Pf}\p{Cf}"'*_~]*$/u, '');
  const bare = before.slice(0, -MOST_BETWEEN) + tail;
  return isAtEnd && /[\s\p{P}]$/u.test(before) ? bare : text;
}

function splitAtLast(text: string, mention: string): [string, string?] {
  const at = text.toLowerCase().lastIndexOf(mention.toLowerCase());
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + mention.length)];
}
