import MarkdownIt, { type Token } from 'markdown-it';

/** A paragraph, an item of a list or a cell of a table, as a person reads it aloud. */
export interface Passage {
  /** From 1. */
  readonly line: number;
  readonly kind: 'prose' | 'cell';
  /** Without Markdown: code is one short word, a link is its text. */
  readonly text: string;
}

const markdown = new MarkdownIt({ html: true });

/** A piece of code in a sentence is one word, however long it is. The capital shows where it begins a sentence. */
const CODE = 'Code';

/** All prose of a page. Headings, blocks of code, pictures and cells of nothing but code are none. */
export function proseIn(page: string): Passage[] {
  const passages: Passage[] = [];
  const within: string[] = [];
  let line = 1;
  for (const token of markdown.parse(page, {})) {
    if (token.nesting === 1) within.push(token.tag);
    if (token.nesting === -1) within.pop();
    line = (token.map?.[0] ?? line - 1) + 1;
    if (token.type !== 'inline' || /^h\d$/.test(within.at(-1) ?? '')) continue;
    const kind = within.includes('table') ? 'cell' : 'prose';
    const text = spoken(token.children ?? []);
    if (/\p{L}/u.test(text.replaceAll(CODE, ''))) passages.push({ line, kind, text });
  }
  return passages;
}

function spoken(children: readonly Token[]): string {
  return children
    .map(({ type, content }) => {
      if (type === 'text') return content;
      if (type === 'code_inline') return CODE;
      return type === 'softbreak' || type === 'hardbreak' ? ' ' : '';
    })
    .join('')
    .trim();
}
