import { parse } from 'node:querystring';
import { readMarks } from '../../../testbed/workspace/rules/read-mentions.ts';
import { seed } from '../../../testbed/workspace/store/seed.ts';
import { createStore } from '../../../testbed/workspace/store/store.ts';

const store = createStore();
let ids = 0;
seed(store, () => `id${ids++}`, new Date(0));
const asALetter = [...store.users.values()].find(({ username }) => username === 'bob');
for (const username of ['Alice', 'BOB', 'all.', 'bob.', 'alice@bob', 'bob:example.org']) {
  if (asALetter) store.users.set(username, { ...asALetter, _id: username, username });
}

/** Whom the workspace calls and which rooms it links, by its own rules. */
export function calledBy(text: string): { people: string[]; rooms: string[] } {
  const { mentions, channels } = readMarks(store, text);
  return { people: mentions.map(({ username }) => username ?? ''), rooms: channels.map(({ name }) => name) };
}

// MentionsParser.ts of the server, word by word. Names in any letter case count.
const MENTION = /(^|\s|>)@([0-9a-zA-Z-_.]+(@([0-9a-zA-Z-_.]+))?(:([0-9a-zA-Z-_.]+))?)/gm;

export function namedIn(text: string): string[] {
  return [...text.matchAll(MENTION)].map(([, , name]) => name ?? '');
}

/** Ids of messages that the server would quote: one `msg` in an address outside code, however it is written. */
export function quotedBy(text: string): string[] {
  const queries = [...withoutCode(text).matchAll(/:\/\/[^\s?]*\?([^\s#)>`]*)/g)].map(
    ([, query]) => parse(query ?? '')['msg'],
  );
  return queries.filter((id) => typeof id === 'string');
}

/** As the server does before it looks for addresses (parseUrlsInMessage.ts, markdown/lib/parser/original/code.ts). */
function withoutCode(text: string): string {
  return text.replace(/^```[^\n]*\n[\s\S]*?```$/gm, '').replace(/`[^`\n]+`/g, '');
}

/** Every fence has its end, and nothing else looks like one. */
export function hasBalancedFences(text: string): boolean {
  let isOpen = false;
  for (const line of text.split('\n')) {
    if (!line.includes('```')) continue;
    if (!(isOpen ? /^```$/ : /^```[\w.-]{0,32}$/).test(line)) return false;
    isOpen = !isOpen;
  }
  return !isOpen;
}

/** Nothing that turns text around, beeps, is half a character, or is there by the hundred unseen. */
export function hasOnlyVisibleText(text: string): boolean {
  const isHidden = /[\u202a-\u202e\u2066-\u2069]|[^\P{Cc}\n\t]|[\p{Default_Ignorable_Code_Point}\p{Cf}]{5}|\p{M}{8}/u;
  const prose = text.replace(/^```[\s\S]*?^```$/gm, 'code');
  return text.isWellFormed() && !isHidden.test(text) && !prose.includes('\n\n\n\n');
}

/** The words of posts, without fences (which are closed and opened again), blanks and what is as good as blank. */
export function wordsOf(posts: readonly string[]): string {
  return posts
    .join('\n')
    .replace(/^```.*$/gm, '')
    .replace(/[\s\p{Default_Ignorable_Code_Point}\p{Cf}]/gu, '');
}
