import { parse } from '@rocket.chat/message-parser';

/** A message as a reader sees it, and its links. */
export interface Shown {
  readonly text: string;
  readonly code: readonly string[];
  readonly links: readonly string[];
  /** Images that a client fetches. */
  readonly images: readonly string[];
  readonly formulas: readonly string[];
  readonly mentions: readonly string[];
}

interface Node {
  readonly type: string;
  readonly value?: unknown;
  readonly src?: unknown;
  readonly label?: unknown;
  readonly [key: string]: unknown;
}

const OPTIONS = { colors: true, emoticons: true, katex: { dollarSyntax: false, parenthesisSyntax: true } };
/** One line each. */
const BLOCKS =
  /^(?:PARAGRAPH|HEADING|CODE|CODE_LINE|LIST_ITEM|TASK|TASKS|UNORDERED_LIST|ORDERED_LIST|QUOTE|KATEX|LINE_BREAK)$/;

/** A message as Rocket.Chat's own parser reads it. */
export function shownIn(message: string): Shown {
  const shown = {
    text: '',
    code: [] as string[],
    links: [] as string[],
    images: [] as string[],
    formulas: [] as string[],
    mentions: [] as string[],
  };
  for (const block of parse(message, OPTIONS) as unknown as Node[]) shown.text += read(block, shown);
  return shown;
}

type Gathered = { code: string[]; links: string[]; images: string[]; formulas: string[]; mentions: string[] };

function read(node: unknown, into: Gathered): string {
  if (typeof node === 'string') return node;
  if (Array.isArray(node)) return node.map((each) => read(each, into)).join('');
  if (!node || typeof node !== 'object') return '';
  const { type, value, ...rest } = node as Node;
  if (type === 'INLINE_CODE' || type === 'CODE') {
    const lines = Array.isArray(value) ? value.map((line) => read(line, into).replace(/\n$/, '')) : [read(value, into)];
    into.code.push(lines.join('\n'));
    return `${lines.join('\n')}${type === 'CODE' ? '\n' : ''}`;
  }
  if (type === 'INLINE_KATEX' || type === 'KATEX') {
    into.formulas.push(String(value));
    return `${String(value)}${type === 'KATEX' ? '\n' : ''}`;
  }
  if (type === 'LINK' || type === 'IMAGE') {
    const { src, label } = value as { src: Node; label: Node | Node[] };
    into[type === 'LINK' ? 'links' : 'images'].push(read(src, into));
    return read(label, into) || read(src, into);
  }
  if (type === 'MENTION_USER' || type === 'MENTION_CHANNEL') {
    const name = `${type === 'MENTION_USER' ? '@' : '#'}${read(value, into)}`;
    into.mentions.push(name);
    return name;
  }
  if (type === 'EMOJI') {
    if ('unicode' in rest) return String(rest['unicode']);
    return read(value, into) || `:${String(rest['shortCode'])}:`;
  }
  if (type === 'TIMESTAMP') return JSON.stringify(value);
  const number = type === 'LIST_ITEM' && rest['number'] !== undefined ? `${String(rest['number'])}. ` : '';
  return `${number}${read(value, into)}${BLOCKS.test(type) ? '\n' : ''}`;
}
