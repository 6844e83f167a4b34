import MarkdownIt, { type StateBlock, type StateInline, type Token } from 'markdown-it';
import { blockFormula, inlineFormula } from './formulas.ts';

export type { Token };

/** Names of Python and Node.js that would be bold; OpenClaw leaves such names alone too (preserveDunderIdentifiers). */
const DUNDER =
  /(?<![\w\\])__(?:all|call|class|del|dict|dirname|doc|enter|eq|exit|file|filename|getattr|getitem|hash|init|iter|len|main|module|name|new|next|proto|repr|setattr|setitem|slots|str|version)__(?!\w)/y;
const SCHEME = /[a-z][a-z0-9+.-]{1,31}$/i;
const REST = /:\/\/(?:\([^\s<>()[\]`]*\)|[^\s<>()[\]`])+/y;
/** Marks that end with an address, or before it goes on in another script: `**https://x.example**，`. */
const MARKS_BEHIND = /(?:\*\*|~~|__)(?![\w/*~]).*$|[*_~]+[.,:;!?"'。，、]*$/u;
const FOOTNOTE = /^\[\^[^\]\s]{1,50}\]:/;

const md = new MarkdownIt({ html: true });
// An address keeps its encoding, and nothing else in it is encoded.
md.normalizeLink = (url) => url;
md.inline.ruler.before('escape', 'formula', inlineFormula);
md.inline.ruler.before('emphasis', 'dunder', dunder);
md.inline.ruler.before('linkify', 'address', address);
md.inline.ruler.at('emphasis', emphasis);
md.inline.ruler.at('strikethrough', strikethrough);
md.block.ruler.before('fence', 'formula', blockFormula, { alt: ['paragraph', 'blockquote', 'list'] });
// Otherwise it would be an address that goes by the name of `^1`.
md.block.ruler.before('reference', 'footnote', footnote);

/** Text → the tokens of its blocks, by CommonMark with GitHub's tables, struck out text and bare addresses. */
export function parse(text: string): Token[] {
  return md.parse(text, {});
}

/** The tokens of a line. */
export function parseLine(line: string): Token[] {
  return md.parseInline(line, {})[0]?.children ?? [];
}

/** An address without brackets around it: a `_` in it is no markup. */
function address(state: StateInline, silent: boolean): boolean {
  if (state.src[state.pos] !== ':') return false;
  // The address is looked for last: it may be as long as the line.
  const before = state.src.slice(Math.max(0, state.pos - Math.min(32, state.pending.length)), state.pos);
  const [scheme] = SCHEME.exec(before) ?? [];
  if (!scheme) return false;
  REST.lastIndex = state.pos;
  const rest = REST.exec(state.src)?.[0].replace(MARKS_BEHIND, (marks) => (isOpen(state, marks) ? '' : marks)) ?? '';
  if (rest.length <= '://'.length) return false;
  if (!silent) {
    state.pending = state.pending.slice(0, -scheme.length);
    state.push('address', '', 0).content = scheme + rest;
  }
  state.pos += rest.length;
  return true;
}

/** Is something open that this could close? More marks are looked at by nobody, or they would cost the square of their number. */
function isOpen({ delimiters }: StateInline, marks: string): boolean {
  const same = delimiters.slice(-64).filter(({ marker }) => marker === marks.charCodeAt(0));
  return same.filter(({ open }) => open).length > same.filter(({ open, close }) => close && !open).length;
}

function dunder(state: StateInline, silent: boolean): boolean {
  DUNDER.lastIndex = state.pos;
  const [name] = DUNDER.exec(state.src) ?? [];
  if (!name) return false;
  if (!silent) state.push('code_inline', 'code', 0).content = name;
  state.pos += name.length;
  return true;
}

/** Two stars may stand in a word; one star or an underscore there is a product or a name. */
function emphasis(state: StateInline, silent: boolean): boolean {
  const mark = state.src[state.pos] ?? '';
  if (silent || (mark !== '*' && mark !== '_')) return false;
  const { length } = state.scanDelims(state.pos, false);
  const run = state.scanDelims(state.pos, mark === '*' && length > 1);
  for (let at = 0; at < run.length; at += 1) delimit(state, mark, run);
  state.pos += run.length;
  return true;
}

/** As GitHub has it: `~~x~~`, and `~x~` as well. */
function strikethrough(state: StateInline, silent: boolean): boolean {
  if (silent || state.src[state.pos] !== '~') return false;
  const run = state.scanDelims(state.pos, true);
  // As a whole, or each of them would be asked for the length of the rest.
  if (run.length > 2) state.pending += '~'.repeat(run.length);
  else delimit(state, '~'.repeat(run.length), run);
  state.pos += run.length;
  return true;
}

interface Run {
  readonly length: number;
  readonly can_open: boolean;
  readonly can_close: boolean;
}

/** The library pairs these when the line is over. */
function delimit(state: StateInline, mark: string, { length, can_open: open, can_close: close }: Run): void {
  state.push('text', '', 0).content = mark;
  const marker = mark.charCodeAt(0);
  const token = state.tokens.length - 1;
  state.delimiters.push({ marker, length: mark.startsWith('~') ? 0 : length, token, end: -1, open, close });
}

function footnote(state: StateBlock, first: number, end: number, silent: boolean): boolean {
  const lineAt = (line: number) =>
    state.src.slice((state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0), state.eMarks[line]);
  if (silent || !FOOTNOTE.test(lineAt(first))) return false;
  let next = first + 1;
  while (next < end && !state.isEmpty(next) && !FOOTNOTE.test(lineAt(next))) next += 1;
  state.line = next;
  state.push('paragraph_open', 'p', 1).map = [first, next];
  const text = state.push('inline', '', 0);
  text.content = state.getLines(first, next, state.blkIndent, false).trim();
  text.map = [first, next];
  text.children = [];
  state.push('paragraph_close', 'p', -1);
  return true;
}
