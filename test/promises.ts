import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Reporter } from 'vitest/node';
import { toPrint } from './run-so-far.ts';

/** One promise that was put to the test, as a line of the table that closes a run. */
export interface Line {
  readonly where: string;
  readonly what: string;
  readonly tried: number;
  /** Of those, as they should be. */
  readonly held: number;
  readonly note?: string;
  /** One of several kinds that the table adds up in one line. It names them in place of a note. */
  readonly kind?: string;
}

/** Each suite runs in a process of its own, so the lines meet in a file. */
const FILE = 'PROMISES_FILE';

/** A line for the table. */
export function report(line: Line): void {
  const file = process.env[FILE];
  if (file) appendFileSync(file, `${JSON.stringify(line)}\n`);
}

/** The lines of this run so far. */
export function reported(): Line[] {
  const file = process.env[FILE];
  if (!file || !existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').trim().split('\n');
  return lines.map((line) => JSON.parse(line) as Line);
}

/** All that was put to the test in this run, as one table; nothing where nothing was. */
export class PromiseTable implements Reporter {
  onInit(): void {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'promises-'));
    process.env[FILE] = path.join(folder, 'lines.jsonl');
    // Also where somebody has interrupted the run.
    process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  }

  onTestRunEnd(): void {
    const table = promiseTable(toPrint('promises', reported()));
    if (table) console.log(`\n${table}\n`);
  }
}

/** Empty where nothing was put to the test. */
export function promiseTable(lines: readonly Line[]): string {
  const rows = addUp(lines).map(({ where, what, tried, held, note = '' }) => [
    where,
    what,
    `${held} of ${tried}`,
    note,
  ]);
  return rows.length > 0 ? align([['where', 'what', 'held', ''], ...rows]) : '';
}

/** A promise that several suites test is one line, in the place and with the note of the last one. */
function addUp(lines: readonly Line[]): Line[] {
  const sums = new Map<string, Line>();
  for (const line of lines) {
    const key = `${line.where}: ${line.what}`;
    const { tried = 0, held = 0, note = '' } = sums.get(key) ?? {};
    sums.delete(key);
    const kinds = line.kind && { note: withKind(note, line.kind) };
    sums.set(key, { ...line, ...kinds, tried: tried + line.tried, held: held + line.held });
  }
  return [...sums.values()];
}

const withKind = (kinds: string, kind: string) =>
  [...new Set([...kinds.split(', '), kind])].filter((each) => each !== '').join(', ');

/** Columns of equal width, for a terminal. */
function align(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  const lineOf = (row: readonly string[]) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ');
  return rows.map((row) => lineOf(row).trimEnd()).join('\n');
}
