import { convertMarkdownTables } from 'openclaw/plugin-sdk/text-chunking';

/** OpenClaw's modes, and ours: code where it fits the width of a message, a list where it would wrap. */
export type TableMode = NonNullable<Parameters<typeof convertMarkdownTables>[1]> | 'auto';

/** Columns of fixed width that a message shows without wrapping, in the web client beside an open thread. */
const WIDEST = 80;

const ROW = /\|/;
const UNDERLINE = /^[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$/;

/**
 * Rocket.Chat had no tables until message-parser 0.32, and older servers and phones show the bars. Hence OpenClaw's own
 * rendering, table by table.
 */
export function withoutTables(lines: readonly string[], mode: TableMode): string[] {
  if (mode === 'off') return [...lines];
  const out: string[] = [];
  for (let at = 0; at < lines.length; ) {
    const length = tableAt(lines, at);
    if (length === 0) out.push(lines[at] ?? '');
    else out.push(...render(lines.slice(at, at + length).join('\n'), mode).split('\n'));
    at += Math.max(1, length);
  }
  return out;
}

/** How many lines the table has that begins here; 0 where none does. */
function tableAt(lines: readonly string[], at: number): number {
  const [header = '', underline = ''] = [lines[at], lines[at + 1]];
  if (!ROW.test(header) || !ROW.test(underline) || !UNDERLINE.test(underline)) return 0;
  let end = at + 2;
  while (ROW.test(lines[end] ?? '')) end += 1;
  return end - at;
}

function render(table: string, mode: Exclude<TableMode, 'off'>): string {
  if (mode === 'bullets') return asList(table);
  const code = convertMarkdownTables(table, 'code').trim();
  if (mode !== 'auto') return code;
  const isWide = code.split('\n').some((line) => line.length > WIDEST);
  return isWide ? asList(table) : code;
}

/** The first cell of a row is its title, in bold; bold within bold would end it. */
function asList(table: string): string {
  return convertMarkdownTables(table, 'bullets')
    .trim()
    .replace(/^\*\*(.+)\*\*$/gm, (_line, title: string) => `**${title.replaceAll('*', '')}**`);
}
