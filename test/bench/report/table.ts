import { type Goal, isMet, type Row } from './row.ts';
import type { Summary } from './summary.ts';

const HEAD = ['row', 'n', 'p50', 'p95', 'p99', 'beside', 'p50', 'p95', 'p99', 'ratio', 'goal'];

/** The rows as a table in Markdown, which can be read on a terminal, too. */
export function tableOf(rows: readonly Row[], { withGoals }: { withGoals: boolean }): string {
  const lines = rows.map((row) => cellsOf(row, withGoals));
  const head = withGoals ? HEAD : HEAD.slice(0, -1);
  const widths = head.map((cell, at) => Math.max(cell.length, ...lines.map((line) => line[at]?.length ?? 0)));
  const show = (cells: readonly string[]) => `| ${cells.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(' | ')} |`;
  return [show(head), show(widths.map((width) => '-'.repeat(width))), ...lines.map(show)].join('\n');
}

function cellsOf(row: Row, withGoals: boolean): string[] {
  const { title, unit, ours, peer, ratio, goals } = row;
  const cells = [
    `${title} [${unit}]`,
    String(ours.n),
    ...percentiles(ours),
    peer?.name ?? '',
    ...(peer ? percentiles(peer) : ['', '', '']),
    ratio === undefined ? '' : ratio.toFixed(2),
  ];
  return withGoals ? [...cells, goals.map((goal) => said(row, goal)).join(', ')] : cells;
}

/** A row in a few words, for while the others are still measured. */
export function briefOf({ id, unit, ours, ratio }: Row): string {
  return `${id} ${short(ours.p50)} ${unit}${ratio === undefined ? '' : ` (${ratio.toFixed(2)})`}`;
}

const percentiles = ({ p50, p95, p99 }: Summary): string[] => [p50, p95, p99].map(short);

/** Three digits, as far as there are any. */
export function short(value: number): string {
  if (!Number.isFinite(value)) return '-';
  if (Math.abs(value) >= 100) return String(Math.round(value));
  return value.toFixed(Math.abs(value) >= 10 ? 1 : 2);
}

function said(row: Row, goal: Goal): string {
  const bound = 'most' in goal ? `≤ ${goal.most}` : `≥ ${goal.least}`;
  const met = isMet(row, goal);
  return `${goal.of} ${bound}${met === undefined ? '' : met ? ': met' : ': NOT MET'}`;
}
