import { isCodeWord } from './code-words.ts';

/** Parts a name from its sign. No name may contain it, no pattern for names takes it, and nobody sees it. */
const APART = '\u200b';

// The server takes `(^|\s|>)@(name(@name)?(:host)?)` for a mention, wherever it stands, in code and in quotations too
// (apps/meteor/app/mentions/lib/MentionsParser.ts); which characters a name has is a setting of the workspace
// (UTF8_User_Names_Validation), hence every letter and digit there is.
const NAME = '[\\p{L}\\p{N}_.-]';
const MENTION = new RegExp(`(?<![\\p{L}\\p{N}.%+/=&])@(${NAME}+)(?=([:@]?))`, 'gu');
const ROOM = new RegExp(`(?<=^|[^\\p{L}\\p{N}&/#])#(?=${NAME})`, 'gu');
const MENTION_IN_CODE = new RegExp(`(?<=^|[\\s>])@(?=(${NAME}+)(/${NAME})?)`, 'gu');

// Not behind a sign: `@allhttps://` is a name with something behind it.
const SCHEME = '(?<![\\p{L}\\p{N}_.@#-])[a-z][a-z0-9+.-]{1,31}://';
const CODE_OR_ADDRESS = new RegExp(`\`[^\`\\n]+\`|${SCHEME}[^\\s<>]+`, 'giu');
const QUOTABLE = /:\/\/\S+/g;
const MESSAGE_ID = /([?&])(?=(?:m|%6d)(?:s|%73)(?:g|%67)=)/gi;

/**
 * A line that pings nobody and leads to no room, as long as it is not cut before an `@`. Names in code stay whole where
 * the server reads no mention in them, so that code can be copied.
 *
 * @param allow usernames that may be pinged
 */
export function defuseLine(line: string, allow: readonly string[]): string {
  let out = '';
  let at = 0;
  for (const { 0: found, index } of line.matchAll(CODE_OR_ADDRESS)) {
    // An address has no blank in it, and so nothing that the server takes for a mention.
    out += defuseWords(line.slice(at, index), allow) + (found.startsWith('`') ? defuseCode(found) : found);
    at = index + found.length;
  }
  return withoutFences(defuseQuotes(out + defuseWords(line.slice(at), allow)));
}

/** The same within code. A name that belongs to a language rather than to a person is left alone: see `code-words.ts`. */
export function defuseCodeLine(line: string): string {
  return withoutFences(defuseQuotes(defuseCode(line)));
}

function defuseWords(text: string, allow: readonly string[]): string {
  return text
    .replace(MENTION, (_all, name: string, more: string) => {
      const bare = name.replace(/[.-]+$/, '');
      if (!allow.includes(bare)) return `@${APART}${name}`;
      // The server would read on: `@bob.` is a name to it, and so is `@bob:example.org`.
      const rest = name.slice(bare.length);
      return `@${bare}${rest || more ? APART : ''}${rest}`;
    })
    .replace(ROOM, `#${APART}`);
}

function defuseCode(code: string): string {
  return code.replace(MENTION_IN_CODE, (sign, name: string, path?: string) =>
    isCodeWord(name, path !== undefined) ? sign : sign + APART,
  );
}

/**
 * The server quotes a message whose address stands in a text (BeforeSaveJumpToMessage.ts: `?msg=<id>`), with its author
 * and its words. It wants one id; of two it makes nothing, and the link still leads to the room.
 */
function defuseQuotes(line: string): string {
  return line.replace(QUOTABLE, (address) => address.replace(MESSAGE_ID, '$1msg=&'));
}

/** Three backticks in a row would open a fence, or close the one that this line stands in. */
function withoutFences(line: string): string {
  return line.replace(/``(?=`)/g, `\`\`${APART}`);
}
