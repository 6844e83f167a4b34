import { convertMarkdownTables } from 'openclaw/plugin-sdk/text-chunking';

/** OpenClaw's modes, and ours: code where it fits the width of a message, a list where it would wrap. */
export type TableMode = NonNullable<Parameters<typeof convertMarkdownTables>[1]> | 'auto';

/** Columns of fixed width that a message shows without wrapping, in the web client beside an open thread. */
const WIDEST = 80;
const BREAK = /`[^`\n]*`|<br\s{0,8}\/?>/gi;

/**
 * Rocket.Chat had no tables until message-parser 0.32, and older servers and phones show the bars. Hence OpenClaw's own
 * rendering.
 *
 * @returns a list, or code between fences
 */
export function renderTable(table: string, mode: Exclude<TableMode, 'off'>): string {
  const code = convertMarkdownTables(
    table.replace(BREAK, (found) => (found.startsWith('`') ? found : ' ')),
    'code',
  ).trim();
  // A list has no line for a table without rows.
  if (mode === 'bullets') return asList(table) || code;
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
