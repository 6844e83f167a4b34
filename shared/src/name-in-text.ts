import type { Mention } from './contract/parts.ts';

/** Neither a blank nor a part of any name: whatever stood before it and behind it stays apart. */
const LEFT_OUT = '\0';

/** A name behind a blank, as the server finds it (`app/mentions/lib/MentionsParser.ts`) and looks it up by its letters. */
const SERVER_NAME = /[0-9a-zA-Z._-]+(?:@[0-9a-zA-Z._-]+)?(?::[0-9a-zA-Z._-]+)?/y;

const WORD = /\S+/y;

/** `me@bot`, `@@bot`, `é.@bot` and `acme/@bot` are addresses and paths. Scripts without blanks and capitals need no blank. */
const PART_OF_AN_ADDRESS = /(?<=@|[\p{Ll}\p{Lu}\p{N}]\p{M}*[\w.+=/-]*)/uy;

/** `@carol/@bot` calls both, and `1.@bot` is an item of a list. */
const BEHIND_NAME_OR_NUMBER = /(?:^|\s)(?:@[\w.-]{1,64}\/|\d{1,3}\.)$/;

/** `@bot2`, `@botty`, `@bot-2`, `@bot.test`, `@bot@host` and `@bot:host.example` are others; `@bot.` and `@bot-` are none. */
const NAME_GOES_ON = /[._-]*[\p{Ll}\p{Lu}\p{N}]|[._-]*@|:[\w-]+\.\w/uy;

/**
 * `@username` as a word of its own, in upper or lower case: `(@openclaw.bot.)` is one, `@openclaw.botty` is another's name.
 */
export function mentionsByName(text: string, username: string): boolean {
  return placesOf(text, username).length > 0;
}

/**
 * Does the text call a name where the server did not find it: with punctuation behind it, in brackets, quotes or
 * emphasis, in other capitals? Where the name stands between blanks as it is written, the server's list has the last
 * word, and so it has where the letters are the name of another.
 */
export function mentionsUnseen(text: string, username: string, mentions: readonly Mention[]): boolean {
  return placesOf(text, username).some((at) => {
    const word = textAt(WORD, text, at + 1);
    const isSeen = word === username && /^\s?$/.test(text.charAt(at - 1));
    const read = textAt(SERVER_NAME, text, at + 1);
    return !isSeen && !mentions.some((mention) => mention.username === read);
  });
}

/**
 * The text without quoted lines, code blocks, code and addresses of pages. Quotes go first: a quoted fence opens no block,
 * and a fence that is never closed is no code; that is how people see it, too.
 */
export function spoken(text: string): string {
  return text
    .replace(/^[ \t]*>.*$/gm, LEFT_OUT)
    .replace(/```[\s\S]*?```/g, LEFT_OUT)
    .replace(/`[^`\n]+`/g, LEFT_OUT)
    .replace(/https?:\/\/[^\s<>()]+/gi, LEFT_OUT);
}

function placesOf(text: string, username: string): number[] {
  const wanted = inSmall(`@${username}`);
  const small = inSmall(text);
  const places: number[] = [];
  for (let at = small.indexOf(wanted); at >= 0; at = small.indexOf(wanted, at + 1)) {
    const isOwnWord =
      (textAt(PART_OF_AN_ADDRESS, text, at) === undefined ||
        BEHIND_NAME_OR_NUMBER.test(text.slice(Math.max(0, at - 68), at))) &&
      textAt(NAME_GOES_ON, text, at + wanted.length) === undefined;
    if (isOwnWord) places.push(at);
  }
  return places;
}

/** Letters of names alone: by `toLowerCase` the sign for kelvin would be a k, and other letters two. */
const inSmall = (text: string): string => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());

function textAt(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}
