import type { EventOf } from '@rocketchat-openclaw/shared';
import { aFile } from '../gateway-endpoint/event.ts';
import { BOT } from '../gateway-endpoint/fake-app.ts';

type Message = EventOf<'message.sent'>['message'];
export type Said = Pick<Message, 'text'> & Partial<Message>;

/** Messages of the bot's that something may refer to. */
export interface Posts {
  /** A thread in which it has written. */
  readonly thread: string;
  /** A message that it wrote in a room. */
  readonly post: string;
}

const everybody = (name: string) => [{ id: name, username: name }];
const quote = (id: string) => `[ ](https://chat.example/channel/general?msg=${id}) so?`;

const SAID: Record<string, (posts: Posts) => Said> = {
  hello: () => ({ text: 'hello' }),
  '@bot': () => ({ text: `@${BOT.username} hello`, mentions: [BOT] }),
  blank: () => ({ text: ' \n ' }),
  file: () => ({ text: '', files: [aFile()] }),
  '@all': () => ({ text: '@all hello', mentions: everybody('all') }),
  '@here': () => ({ text: '@here hello', mentions: everybody('here') }),
  /** The letters alone: the server has named nobody. */
  '@all-only': () => ({ text: '@all hello' }),
  '@botty': () => ({ text: `@${BOT.username}.botty hello`, mentions: [{ id: 'Botty1', username: 'openclaw.botty' }] }),
  code: () => ({ text: `write \`@${BOT.username}\` so`, mentions: [BOT] }),
  quoted: () => ({ text: `> @${BOT.username} hello\nhe said`, mentions: [BOT] }),
  thread: ({ thread }) => ({ text: 'go on', threadId: thread }),
  reply: ({ post }) => ({ text: 'go on', threadId: post }),
  quote: ({ post }) => ({ text: quote(post) }),
  elsewhere: () => ({ text: 'go on', threadId: 'NoThreadOfTheBot' }),
  'quote-else': () => ({ text: quote('NoPostOfTheBot') }),
};

/** The text for a column of the tables: one that begins with a sign as it is, `@bot+…` behind a mention. */
export function said(column: string, posts: Posts): Said {
  const known = SAID[column];
  if (known) return known(posts);
  if (column.startsWith('@bot+')) return { text: `@${BOT.username} ${column.slice(5)}`, mentions: [BOT] };
  if (/^[!/.>?]/.test(column)) return { text: column };
  throw new Error(`nobody knows how to say ${column}`);
}

/** Does it refer to what the bot has written before? */
export const needsPosts = (columns: readonly string[]): boolean =>
  columns.some((column) => ['thread', 'reply', 'quote'].includes(column));
