import { APART, markCalls, NAME } from './code-calls.ts';

// The server takes `(^|\s|>)@(name(@name)?(:host)?)` for a mention, wherever it stands, in code and in quotations too
// (apps/meteor/app/mentions/lib/MentionsParser.ts).
const MENTION = new RegExp(`(?<![\\p{L}\\p{N}.%+/=&])@(${NAME}+)(?=([:@]?))`, 'gu');
const ROOM = new RegExp(`(?<=^|[^\\p{L}\\p{N}&/#])#(?=${NAME})`, 'gu');

// Not behind a sign: `@allhttps://` is a name with something behind it.
const SCHEME = '(?<![\\p{L}\\p{N}_.@#-])[a-z][a-z0-9+.-]{1,31}://';
const CODE_OR_ADDRESS = new RegExp(`\`[^\`\\n]+\`|${SCHEME}[^\\s<>]+`, 'giu');
const QUOTABLE = /:\/\/\S+/g;
const MESSAGE_ID = /([?&])(?=(?:m|%6d)(?:s|%73)(?:g|%67)=)/gi;

/**
 * A line that pings nobody and leads to no room, as long as it is not cut before an `@`. Names in code are marked: see
 * `code-calls.ts`.
 *
 * @param allow usernames that may be pinged
 * @param isCut is the line too long for one post? Its code may then lose a backtick.
 */
export function defuseLine(line: string, allow: readonly string[], isCut = false): string {
  const parts: { readonly text: string; readonly isCode: boolean }[] = [];
  let at = 0;
  for (const { 0: found, index } of line.matchAll(CODE_OR_ADDRESS)) {
    const isCode = found.startsWith('`');
    // An address has no blank in it, and so nothing that the server takes for a mention.
    parts.push({ text: defuseWords(line.slice(at, index), allow), isCode: false }, { text: found, isCode });
    at = index + found.length;
  }
  parts.push({ text: defuseWords(line.slice(at), allow), isCode: false });
  // The server looks for addresses outside code only, but a backtick too many turns that around.
  const isPaired = !isCut && !parts.some(({ text, isCode }) => !isCode && text.includes('`'));
  return withoutFences(
    parts
      .map(({ text, isCode }) => (isCode && isPaired ? text : defuseQuotes(text)))
      .map((text, index) => (parts[index]?.isCode ? markCalls(text) : text))
      .join(''),
  );
}

/** The same between fences. */
export function defuseCodeLine(line: string): string {
  return withoutFences(markCalls(line));
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
