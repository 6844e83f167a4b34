import { type Block, languageOf } from './blocks.ts';
import { parse, parseLine, type Token } from './commonmark.ts';
import { literal, paragraphLine, settleLine } from './literal.ts';
import { openPage } from './page.ts';
import { renderTable, type TableMode } from './tables.ts';
import { plainText, writeInline } from './write-inline.ts';

/** A rule, written as OpenClaw writes it. */
const LINE = '───';
const TASK = /^\[([ xX])\][ \t]+/;

/**
 * GitHub's Markdown in what Rocket.Chat renders: headings up to the fourth level, lists of one level that begin with `-`
 * or `1.`, quotations of one level, fences at the beginning of a line (message-parser, grammar.pegjs: Blocks). Deeper
 * items are indented by hand.
 */
export function writeBlocks(text: string, tableMode: TableMode): Block[] {
  const page = openPage(text.split('\n'));
  const tokens = parse(text);
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (!token) continue;
    const [first = 0, end = 0] = token.map ?? [];
    if (token.type === 'table_open') {
      page.begin(first);
      const start = at;
      while (tokens[at]?.type !== 'table_close') at += 1;
      const isCode = tableMode === 'auto' && !tokens.slice(start, at).some(holdsMoreThanWords);
      writeTable(page.source(first, end), tableMode === 'auto' && !isCode ? 'bullets' : tableMode, page);
    } else if (token.type === 'heading_open') {
      page.begin(first);
      const title = settleLine(
        plainText(tokens[at + 1]?.children ?? [], page.around, literal)
          .replace(/\s+/g, ' ')
          .trim(),
      );
      if (title) page.write([page.isOutside() ? `${levelOf(token)} ${title}` : `**${title}**`]);
      at += 2;
    } else writeToken(token, page);
  }
  return page.end();
}

/** Marks within a heading are shown as they are, and a heading is bold anyway. */
const levelOf = ({ tag }: Token) => '#'.repeat(Math.min(Number(tag.slice(1)), 4));

type Page = ReturnType<typeof openPage>;

function writeToken(token: Token, page: Page): void {
  const { type, content, info } = token;
  const [first] = token.map ?? [];
  const isWritten = !type.endsWith('_open') || type === 'list_item_open';
  if (first !== undefined && isWritten) page.begin(first);
  const writers: Readonly<Record<string, () => void>> = {
    blockquote_open: () => page.quote(1),
    blockquote_close: () => page.quote(-1),
    bullet_list_open: () => page.list(1),
    ordered_list_open: () => page.list(1),
    bullet_list_close: () => page.list(-1),
    ordered_list_close: () => page.list(-1),
    list_item_open: () => page.item(info === '' ? undefined : `${info}.`),
    list_item_close: () => page.itemEnd(),
    fence: () => page.code(languageOf(info), content.replace(/\n$/, '').split('\n')),
    code_block: () => page.code('', content.replace(/\n$/, '').split('\n')),
    formula_block: () => page.formula(`\\[${content.replaceAll('![', '! [')}\\]`.split('\n')),
    hr: () => page.write([LINE]),
    html_block: () => page.write(linesOf(parseLine(content.trim()), page)),
    inline: () => page.write(linesOf(taskless(token, page), page)),
  };
  writers[type]?.();
}

function linesOf(tokens: readonly Token[], page: Page): string[] {
  return writeInline(tokens, page.around)
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map(paragraphLine);
}

/** Its tokens without the box of a task, which the item has instead of its mark. */
function taskless({ children }: Token, page: Page): readonly Token[] {
  const [first] = children ?? [];
  const box = first?.type === 'text' && page.isFresh() ? TASK.exec(first.content) : null;
  if (first && box) {
    page.task(box[1] !== ' ');
    first.content = first.content.slice(box[0].length);
  }
  return children ?? [];
}

/** Code has no links and no formulas. */
function holdsMoreThanWords({ children }: Token): boolean {
  return (children ?? []).some(({ type }) => /^(?:link_open|image|address|formula)$/.test(type));
}

function writeTable(lines: readonly string[], mode: TableMode, page: Page): void {
  const rendered = mode === 'off' ? lines : renderTable(lines.join('\n'), mode).split('\n');
  if (rendered[0]?.startsWith('```')) page.code('', rendered.slice(1, -1));
  else page.write(rendered.map((line) => settleLine(writeInline(parseLine(line), page.around).replaceAll('\n', ' '))));
}
