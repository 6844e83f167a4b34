import { type EventOf, isMentioned, mentionsEverybody, quotedIn } from '@rocketchat-openclaw/shared';
import type { Admitted } from '../admit/admitted.ts';
import type { Policy } from '../config/policy.ts';
import { ownWords } from '../place/shown.ts';
import type { RoomRule } from './room-rule.ts';
import type { Threads } from './threads.ts';

type Message = EventOf<'message.sent'>['message'];

/** How a message in a room addresses the bot, if it does. */
export interface Address {
  readonly wasMentioned: boolean;
  /** The prefix that replaced a mention at the beginning; the agent does not read it. */
  readonly prefix: string | undefined;
  /** In OpenClaw's terms: the kinds of implicit mention. */
  readonly implicit: ('bot_thread_participant' | 'reply_to_bot' | 'quoted_bot')[];
}

export function addressOf(
  message: Message,
  bot: Admitted['bot'],
  rule: Pick<RoomRule, 'oncharPrefixes'>,
  policy: Pick<Policy, 'mentionAll'>,
  threads: Pick<Threads, 'isOwn' | 'hasBot'>,
): Address {
  const text = ownWords(message).trimStart();
  const prefix = rule.oncharPrefixes.find((each) => text.startsWith(each) && text.length > each.length);
  const all = policy.mentionAll && mentionsEverybody(message);
  return {
    wasMentioned: isMentioned(message, bot) || all || prefix !== undefined,
    prefix,
    implicit: implicitIn(message, bot, threads),
  };
}

function implicitIn(
  { text, threadId, attachments = [] }: Message,
  bot: Admitted['bot'],
  threads: Pick<Threads, 'isOwn' | 'hasBot'>,
): Address['implicit'] {
  const found: Address['implicit'] = [];
  if (threadId && threads.hasBot(threadId)) found.push('bot_thread_participant');
  if (threadId && threads.isOwn(threadId)) found.push('reply_to_bot');
  const isQuoted = attachments.some(({ author }) => author?.id === bot.id);
  if (isQuoted || quotedIn(text).some((id) => threads.isOwn(id))) found.push('quoted_bot');
  return found;
}
