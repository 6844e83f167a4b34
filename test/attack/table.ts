import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { inject } from 'vitest';

declare module 'vitest' {
  interface ProvidedContext {
    /** `long` for `npm run attack`, `short` within `npm test`. */
    attack: 'long' | 'short';
  }
}

/** All of them in a long run; in a short one every fifth. */
export function someOf<T>(all: readonly T[]): T[] {
  return inject('attack') === 'long' ? [...all] : all.filter((_, index) => index % 5 === 0);
}

/** One promise that was attacked. */
export interface Line {
  readonly where: string;
  readonly what: string;
  readonly tried: number;
  /** Of those, as they should be. */
  readonly held: number;
  readonly note?: string;
}

const fileIn = (folder: string) => path.join(folder, 'attack.jsonl');

/** Each suite runs in a process of its own, so the lines meet in a file. */
export function report(line: Line): void {
  appendFileSync(fileIn(inject('gateway').folder), `${JSON.stringify(line)}\n`);
}

/** All that was attacked in this run, as one table; nothing where nothing was. */
export function printAttacks(folder: string): void {
  const file = fileIn(folder);
  if (!existsSync(file)) return;
  const lines = readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);
  const rows = lines.map(({ where, what, tried, held, note = '' }) => [where, what, `${held} of ${tried}`, note]);
  console.log(`\n${align([['where', 'what', 'held', ''], ...rows])}\n`);
}

function align(rows: readonly string[][]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
