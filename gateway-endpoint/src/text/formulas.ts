import type { StateBlock, StateInline } from 'markdown-it';

const INLINE =
  /\\\((?!\s*\\\))([\s\S]{1,1000}?)\\\)|\$\$(\s[^\n$]{0,1000}\s|\S|\S[^\n$]{0,1000}\S)\$\$|\\\[([\s\S]{1,1000}?)\\\]/y;
/** Between brackets that touch it, what has none of these is no formula but words: `\[sic\]`. */
const TEX = /^\s[\s\S]*\s$|[\^=]|\\[a-zA-Z]|_[{\d]/;
const PAIRS = { '\\[': '\\]', $$: '$$' } as const;
const MOST_LINES = 200;

/** `\( … \)` in a line, and `$$ … $$` or `\[ … \]` where they stand within one. */
export function inlineFormula(state: StateInline, silent: boolean): boolean {
  const sign = state.src[state.pos];
  if (sign !== '\\' && sign !== '$') return false;
  INLINE.lastIndex = state.pos;
  const [whole, ...forms] = INLINE.exec(state.src) ?? [];
  if (!whole) return false;
  const content = forms.find((form) => form !== undefined) ?? '';
  if (whole.startsWith('\\[') && (!TEX.test(content) || content.trim() === '')) return false;
  if (!silent) state.push('formula', '', 0).content = content.replace(/\s*\n\s*/g, ' ');
  state.pos += whole.length;
  return true;
}

/** A formula of its own, over one line or several: nothing in it is Markdown. */
export function blockFormula(state: StateBlock, first: number, end: number, silent: boolean): boolean {
  const lineAt = (line: number) =>
    state.src.slice((state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0), state.eMarks[line]).trim();
  const opening = lineAt(first);
  const open = opening.slice(0, 2);
  if (open !== '\\[' && open !== '$$') return false;
  const close = PAIRS[open];
  for (let last = first; last < Math.min(end, first + MOST_LINES); last += 1) {
    const line = last === first ? opening.slice(2) : lineAt(last);
    if (!line.includes(close)) continue;
    // With words behind it, or nothing in it, it has no line of its own.
    if (!line.endsWith(close) || line.indexOf(close) < line.length - 2) return false;
    const within = Array.from({ length: last - first + 1 }, (_, n) => (n === 0 ? opening.slice(2) : lineAt(first + n)));
    within[within.length - 1] = line.slice(0, -2);
    const isEdge = (at: number) => at === 0 || at === within.length - 1;
    // A blank line would end it elsewhere, and means nothing in it.
    const content = within.filter((each, at) => each.trim() !== '' || isEdge(at)).join('\n');
    if (content.trim() === '') return false;
    if (silent) return true;
    const token = state.push('formula_block', '', 0);
    token.content = content;
    token.map = [first, last + 1];
    state.line = last + 1;
    return true;
  }
  return false;
}
