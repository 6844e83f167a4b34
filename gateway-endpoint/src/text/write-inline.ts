import type { Token } from './commonmark.ts';
import { hrefOf, tagOf } from './html.ts';
import { isNameSign, literal } from './literal.ts';
import { openLine } from './open-line.ts';

const MARKS: Readonly<Record<string, string>> = { em: '_', strong: '**', s: '~~' };
const SIGN = /[*~`_]/g;
/** Tokens of a link of HTML. */
const MOST_IN_ANCHOR = 32;
const FOOTNOTE = /\[\^([^\]\s]{1,50})\]/g;
/** An address that Rocket.Chat makes a link of: with a scheme, without blanks, with brackets in pairs. */
const LINKABLE = /^[a-z][a-z0-9+.-]{1,31}:(?:\([^\s()]*\)|[^\s()])+$/i;
const BLANK = /^[\s\p{Cf}\u2800\u3164]*$/u;

/** The text around a line, as far as the line depends on it. */
export interface Around {
  /**
   * Did a bracket that belongs to no link stand somewhere before? For Rocket.Chat the next link begins there, over any
   * number of lines (grammar.pegjs: LinkTitle). From there on links are written in its other way.
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
      line.markup(linkOf(attributeOf(token, 'href'), tokens.slice(at + 1, end), around));
      at = end;
    } else if (token.type === 'html_inline' && hrefOf(token.content) && endOfAnchor(tokens, at) > at) {
      const last = endOfAnchor(tokens, at);
      line.markup(linkOf(hrefOf(token.content), tokens.slice(at + 1, last), around));
      at = last;
    } else if (token.type === 'html_inline') at = writeTag(tokens, at, line, around);
    else if (token.type === 'softbreak' || token.type === 'hardbreak') line.end();
    else if (token.nesting > 0) line.open(MARKS[tags[at] ?? ''] ?? '');
    else if (token.nesting < 0) line.close(MARKS[tags[at] ?? ''] ?? '');
    else write(token, line, around);
  }
  return line.whole();
}

function write(token: Token, line: Line, around: Around): void {
  const { type, content, children } = token;
  if (type === 'code_inline') line.markup(codeOf(content));
  else if (type === 'formula') line.unmarked(inlineFormulaOf(content));
  else if (type === 'address') line.words(content);
  else if (type === 'image') line.markup(linkOf(attributeOf(token, 'src'), children ?? [], around));
  else {
    around.hasBracket ||= content.includes('[');
    line.words(literal(content.replace(FOOTNOTE, '[$1]')));
  }
}

/**
 * Words and addresses alone, for where most versions of Rocket.Chat know no markup, as in headings.
 *
 * @param write turns the words into markup
 */
export function plainText(tokens: readonly Token[], around: Around, write = (words: string) => words): string {
  let href = '';
  const parts = tokens.map((token) => {
    const { type, content, children } = token;
    if (type === 'link_open') href = attributeOf(token, 'href');
    if (type === 'softbreak' || type === 'hardbreak') return ' ';
    if (type === 'image') return plainText(children ?? [], around, write);
    const tag = type === 'html_inline' ? tagOf(content, around.closed) : undefined;
    if (tag) return tag.does === 'break' ? ' ' : '';
    if (type === 'formula') return inlineFormulaOf(content);
    if (type === 'address') return content;
    if (type === 'link_close') return href ? ` (${href})` : '';
    return write(content.replace(FOOTNOTE, '[$1]'));
  });
  return parts.join('');
}

type Line = ReturnType<typeof openLine>;

/** @returns 0 where it has no end in its line, or more than words and marks before it */
function endOfAnchor(tokens: readonly Token[], at: number): number {
  const within = tokens.slice(at + 1, at + MOST_IN_ANCHOR);
  const end = within.findIndex(({ type, content }) => type === 'html_inline' && /^<\/a\s*>$/i.test(content));
  const open = within.slice(0, end).reduce((depth, { nesting }) => depth + nesting, 0);
  return end > 0 && open === 0 && !within.slice(0, end).some(({ type }) => type === 'link_open') ? at + 1 + end : 0;
}

function attributeOf({ attrs }: Pick<Token, 'attrs'>, name: string): string {
  return String(attrs?.find(([key]) => key === name)?.[1] ?? '');
}

/** The index of the token that closes this one. */
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
  const counts = countSigns(tokens);
  for (const [at, end] of ends) {
    const sign = MARKS[tags[at] ?? '']?.charAt(0);
    if (sign && tokens.slice(at + 1, end).some((token) => breaks(sign, token, counts)))
      [tags[at], tags[end]] = ['', ''];
  }
  return tags;
}

function signsIn(content: string): string[] {
  return [...content.matchAll(SIGN)].flatMap(({ 0: sign, index }) =>
    sign === '_' && isNameSign(content, index) ? [] : [sign],
  );
}

/** Every mark that it may pair. */
function countSigns(tokens: readonly Token[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { content, tag } of tokens) {
    const written = MARKS[tag] ?? content;
    for (const sign of signsIn(written)) counts.set(sign, (counts.get(sign) ?? 0) + 1);
  }
  return counts;
}

/**
 * Would this end the mark that it stands in? Its sign would (grammar.pegjs: AnyItalic, AnyBold), and so would another one
 * that meets its like: within marks Rocket.Chat knows no escapes.
 */
function breaks(sign: string, { type, content }: Token, counts: ReadonlyMap<string, number>): boolean {
  if (type !== 'text' && type !== 'address') return false;
  if (content.includes(sign)) return true;
  return type === 'text' && signsIn(content).some((other) => (counts.get(other) ?? 0) > 1);
}

/** To a server without formulas it is text, in which `![x](…)` would be an image. */
function inlineFormulaOf(content: string): string {
  return `\\(${content.replaceAll('![', '! [')}\\)`;
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
  // Where Rocket.Chat does not take it for an address, `![x](…` in it would be an image.
  const href = address.replace(/[\s<>]/g, encodeURIComponent).replaceAll('](', ']%28');
  const words = plainText(within, around).replaceAll('](', '] (').replace(/\s+/g, ' ');
  if (BLANK.test(words) || words === address) return LINKABLE.test(href) ? href : literal(href);
  if (!LINKABLE.test(href)) return `${writeInline(within, around)}${address ? literal(` (${address})`) : ''}`;
  if (around.hasBracket)
    return /[()|]/.test(href) || /[<>|]/.test(words) ? `${literal(words)} ${href}` : `<${href}|${words}>`;
  const isPlain = within.every(({ type }) => type === 'text' || type === 'code_inline' || type === 'image');
  const shown = isPlain ? words : writeInline(within, around).replaceAll('\n', ' ').replaceAll('](', '] (');
  return `[${shown}](${href})`;
}

/** @returns the last token that was written */
function writeTag(tokens: readonly Token[], at: number, line: Line, around: Around): number {
  const { content = '' } = tokens[at] ?? {};
  const tag = tagOf(content, around.closed);
  if (!tag) line.words(literal(content));
  else if (tag.does === 'break') line.end();
  else if (tag.does === 'mark' && !tag.isEnd) line.open(tag.mark);
  else if (tag.does === 'mark') {
    line.close(tag.mark);
    if (tag.isLine) line.end();
  } else if (tag.does === 'link') line.words(tag.words);
  else if (tag.does === 'code' && !tag.isEnd) {
    const [words, end] = [tokens[at + 1], tokens[at + 2]];
    if (words?.type !== 'text' || !words.content || tagOf(end?.content ?? '', around.closed)?.does !== 'code')
      return at;
    line.markup(codeOf(words.content));
    return at + 2;
  }
  return at;
}
