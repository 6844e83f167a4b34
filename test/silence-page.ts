import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'vitest';

const page = path.join(import.meta.dirname, '../docs/silence.md');

/** docs/silence.md has a table for each half, each written by the test that provokes its reasons. */
const PARTS = { app: 'In Rocket.Chat', gateway: 'At the gateway' } as const;

/** One reason: for each place, how its author hears of it, and the words. */
export interface Line {
  readonly reason: string;
  readonly cells: readonly string[];
  readonly words: string;
}

/** `group` is a direct message with several people. */
export const COLUMNS = ['direct', 'group', 'channel', 'private', 'thread'] as const;

/** Fails when a table of docs/silence.md is not what happened. With UPDATE_DOCS=1 it is written instead. */
export function isOnThePage(part: keyof typeof PARTS, lines: readonly Line[]): void {
  const text = readFileSync(page, 'utf8');
  const head = `## ${PARTS[part]}\n`;
  const from = text.indexOf('\n| reason', text.indexOf(head)) + 1;
  const until = text.indexOf('\n\n', from) + 1;
  const table = tableOf(lines);
  if (process.env['UPDATE_DOCS'] === '1') writeFileSync(page, text.slice(0, from) + table + text.slice(until));
  const advice = 'docs/silence.md is not what happens; run this test with UPDATE_DOCS=1 and read what changed';
  expect(process.env['UPDATE_DOCS'] === '1' || text.slice(from, until) === table, advice).toBe(true);
}

function tableOf(lines: readonly Line[]): string {
  const rows = lines.map(({ reason, cells, words }) => [`\`${reason}\``, ...cells, words.replaceAll('|', '\\|')]);
  const head = ['reason', ...COLUMNS, 'what it says'];
  return [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |\n`).join('');
}
