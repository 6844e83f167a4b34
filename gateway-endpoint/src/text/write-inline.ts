import type { Token } from './commonmark.ts';
import { tagOf } from './html.ts';
import { literal } from './literal.ts';

const MARKS: Readonly<Record<string, string>> = { em: '_', strong: '**', s: '~~' };
const FOOTNOTE = /\[\^([^\]\s]{1,50})\]/g;
/** Of what Rocket.Chat makes a link: an address with a scheme, without blanks, with brackets in pairs. */
const LINKABLE = /^[a-z][a-z0-9+.-]{1,31}:(?:\([^\s()]*\)|[^\s()])+$/i;
const BLANK = /^[\s\p{Cf}\u2800\u3164]*$/u;

/** The text around a line, as far as the line depends on it. */
export interface Around {
  /**
   * Did a bracket that is none of a link's stand somewhere before? To Rocket.Chat it is where the next link begins, over
   * any number of lines (grammar.pegjs: LinkTitle). From there on links are written in its other way.
   */
  hasBracket: boolean;
  /** Tags of HTML that have an end. */
  readonly closed: ReadonlySet<string>;
}

/**
 * Tokens of a line → Rocket.Chat's markup, over several lines where there are breaks. Marks that mean nothing are marked
 * for `settleLine`.
 */
export function writeInline(all: readonly Token[], around: Around): string {
  // Paired marks leave empty tokens.
  const tokens = all.filter(({ type, content }) => type !== 'text' || content !== '');
  const line = openLine();
  const ends = endsOf(tokens);
  const tags = tagsOf(tokens, ends);
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at];
    const end = ends.get(at) ?? at;
    if (!token) continue;
    if (token.type === 'link_open') {
      line.put(linkOf(attributeOf(token, 'href'), tokens.slice(at + 1, end), around));
      at = end;
    } else if (token.type === 'html_inline') at = writeTag(tokens, at, line, around);
    else if (token.type === 'softbreak' || token.type === 'hardbreak') line.end();
    else if (token.nesting > 0) line.open(MARKS[tags[at] ?? ''] ?? '');
    else if (token.nesting < 0) line.close(MARKS[tags[at] ?? ''] ?? '');
    else line.put(wordsOf(token, around));
  }
  return line.whole();
}

function wordsOf({ type, content, children, ...token }: Token, around: Around): string {
  if (type === 'code_inline') return codeOf(content);
  if (type === 'formula') return `\\(${content}\\)`;
  if (type === 'address') return content;
  if (type === 'image') return linkOf(attributeOf(token, 'src'), children ?? [], around);
  around.hasBracket ||= content.includes('[');
  return literal(content.replace(FOOTNOTE, '[$1]'));
}

/**
 * Words and addresses alone, for where most versions of Rocket.Chat know no markup, as in headings.
 *
 * @param write what becomes of the words
 */
export function plainText(tokens: readonly Token[], around: Around, write = (words: string) => words): string {
  let href = '';
  const parts = tokens.map((token) => {
    const { type, content, children } = token;
    if (type === 'link_open') href = attributeOf(token, 'href');
    if (type === 'softbreak' || type === 'hardbreak') return ' ';
    if (type === 'image') return plainText(children ?? [], around, write);
    if (type === 'html_inline' && tagOf(content, around.closed)) return '';
    if (type === 'formula') return `\\(${content}\\)`;
    if (type === 'address') return content;
    if (type === 'link_close') return href ? ` (${href})` : '';
    return write(content.replace(FOOTNOTE, '[$1]'));
  });
  return parts.join('');
}

type Line = ReturnType<typeof openLine>;

/** Rocket.Chat's marks end with their line, so they are closed and opened again at each break. */
function openLine() {
  const lines = [''];
  const open: string[] = [];
  /** Of those, the ones that stand in this line already. */
  const written: string[] = [];
  const add = (text: string) => {
    lines[lines.length - 1] += text;
  };
  const closeFrom = (at: number) => add(written.splice(at).toReversed().join(''));
  return {
    put(text: string): void {
      if (text === '') return;
      // Bold within bold would end it.
      for (const mark of open) {
        if (written.includes(mark)) continue;
        written.push(mark);
        add(mark);
      }
      add(text);
    },
    open: (mark: string) => void open.push(mark),
    close(mark: string): void {
      const at = open.lastIndexOf(mark);
      if (at >= 0) open.splice(at, 1);
      if (!open.includes(mark) && written.includes(mark)) closeFrom(written.indexOf(mark));
    },
    end(): void {
      closeFrom(0);
      lines.push('');
    },
    whole(): string {
      closeFrom(0);
      return lines.join('\n');
    },
  };
}

function attributeOf({ attrs }: Pick<Token, 'attrs'>, name: string): string {
  return String(attrs?.find(([key]) => key === name)?.[1] ?? '');
}

/** Where what is opened is closed. */
function endsOf(tokens: readonly Token[]): Map<number, number> {
  const ends = new Map<number, number>();
  const open: number[] = [];
  for (const [at, { nesting }] of tokens.entries()) {
    if (nesting > 0) open.push(at);
    const start = nesting < 0 ? open.pop() : undefined;
    if (start !== undefined) ends.set(start, at);
  }
  return ends;
}

/** The tags of all tokens. `***x***` is bold around italic: so all versions read it. */
function tagsOf(tokens: readonly Token[], ends: ReadonlyMap<number, number>): string[] {
  const tags = tokens.map(({ tag }) => tag);
  for (const [at, end] of ends) {
    if (tags[at] !== 'em' || tags[at + 1] !== 'strong' || ends.get(at + 1) !== end - 1) continue;
    [tags[at], tags[at + 1], tags[end - 1], tags[end]] = ['strong', 'em', 'em', 'strong'];
  }
  for (const [at, end] of ends) {
    const sign = MARKS[tags[at] ?? '']?.charAt(0);
    // Its sign within would end it (grammar.pegjs: AnyItalic, AnyBold).
    const isBroken = ({ type, content }: Token) =>
      (type === 'text' || type === 'address') && content.includes(sign ?? '');
    if (sign && tokens.slice(at + 1, end).some(isBroken)) [tags[at], tags[end]] = ['', ''];
  }
  return tags;
}

/** Rocket.Chat knows single backticks and none within (grammar.pegjs: InlineCode), so one there becomes its look-alike. */
function codeOf(code: string): string {
  return `\`${code.replaceAll('`', '\u02cb')}\``;
}

/**
 * An address that cannot be a link to Rocket.Chat stands in brackets behind its words. A link without words is how
 * Rocket.Chat writes a quotation; an image would be fetched by every reader's client, from wherever the text says.
 */
function linkOf(address: string, within: readonly Token[], around: Around): string {
  const href = address.replace(/[\s<>]/g, encodeURIComponent);
  const words = plainText(within, around).replaceAll('](', '] (').replace(/\s+/g, ' ');
  if (BLANK.test(words) || words === address) return href;
  if (!LINKABLE.test(href)) return `${writeInline(within, around)}${address ? literal(` (${address})`) : ''}`;
  if (around.hasBracket)
    return /[()|]/.test(href) || /[<>|]/.test(words) ? `${literal(words)} ${href}` : `<${href}|${words}>`;
  const isPlain = within.every(({ type }) => type === 'text' || type === 'code_inline');
  const shown = isPlain ? words : writeInline(within, around).replaceAll('\n', ' ').replaceAll('](', '] (');
  return `[${shown}](${href})`;
}

/** @returns the last token that was written */
function writeTag(tokens: readonly Token[], at: number, line: Line, around: Around): number {
  const { content = '' } = tokens[at] ?? {};
  const tag = tagOf(content, around.closed);
  if (!tag) line.put(literal(content));
  else if (tag.does === 'break') line.end();
  else if (tag.does === 'mark') tag.isEnd ? line.close(tag.mark) : line.open(tag.mark);
  else if (tag.does === 'link') line.put(tag.words);
  else if (tag.does === 'code' && !tag.isEnd) {
    const [words, end] = [tokens[at + 1], tokens[at + 2]];
    if (words?.type !== 'text' || !words.content || tagOf(end?.content ?? '', around.closed)?.does !== 'code')
      return at;
    line.put(codeOf(words.content));
    return at + 2;
  }
  return at;
}
