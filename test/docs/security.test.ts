import { globSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { ROWS, rowsIn } from '../case-rows.ts';

const ROOT = path.join(import.meta.dirname, '../..');
const DOCUMENT = path.join(ROOT, 'docs/security.md');
const HEAD = '<!-- rows -->';
/** The rows of security; the others belong to other documents. */
const SECURITY = Object.entries(ROWS).filter(([row]) => row.startsWith('S'));
const IDS = SECURITY.map(([row]) => row);

/** The list that closes the document, as the tests have it. */
const LIST = SECURITY.map(([row, what]) => `* [${row}] ${what}`);

const [prose = '', list = ''] = readFileSync(DOCUMENT, 'utf8').split(HEAD);

/** All test files, with what they say. */
const tests = globSync('test/**/*.{test,long,machine}.ts', { cwd: ROOT })
  .filter((file) => !file.startsWith('test/docs/'))
  .map((file) => readFileSync(path.join(ROOT, file), 'utf8'));

describe('docs/security.md', () => {
  test('lists every row of security as the tests have it', () => {
    const wanted = `${prose}${HEAD}\n\n${LIST.join('\n')}\n`;
    if (process.env['UPDATE_DOCS'] === '1') writeFileSync(DOCUMENT, wanted);
    const isCurrent = process.env['UPDATE_DOCS'] === '1' || list === `\n\n${LIST.join('\n')}\n`;
    expect(isCurrent, 'run this test with UPDATE_DOCS=1 and read what changed').toBe(true);
  });

  test.each(IDS)('ties a sentence to %s', (row) => {
    expect(rowsIn(prose)).toContain(row);
  });

  test.each(IDS)('%s is held by a test that names it', (row) => {
    expect(tests.some((text) => text.includes(`[${row}]`))).toBe(true);
  });

  test('names no row that does not exist', () => {
    expect(rowsIn(prose).filter((row) => !IDS.includes(row))).toEqual([]);
  });

  test('says in every line of what is tried which row holds it', () => {
    const tables = prose
      .split(/^\| tries to .*$/m)
      .slice(1)
      .map((text) => text.split('\n\n')[0] ?? '');
    const lines = tables.flatMap((text) => text.split('\n').filter((line) => /^\| [^-]/.test(line)));
    expect(lines.length).toBeGreaterThan(20);
    expect(lines.filter((line) => rowsIn(line).length === 0)).toEqual([]);
  });
});
