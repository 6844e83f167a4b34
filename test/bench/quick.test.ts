// Long: a gateway with a second channel starts, and each row of the bench is measured once.
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import type { Row } from './report/row.ts';

const MAIN = path.join(import.meta.dirname, 'main.ts');

const ROWS = [
  'whole-way.channel',
  'whole-way.direct',
  'first-sign.channel',
  'first-sign.direct',
  'gateway-cpu',
  'first-words',
  'hand-over.alone',
  'hand-over.busy',
  'hand-over.at-once',
  'backlog.rate',
  'backlog.fresh',
  'syncs.main',
  'syncs.others',
  'not-ours.time',
  'not-ours.calls',
  'burst.first-sign',
  'polling',
  'memory',
];
/** Each needs what not every machine has: strace and the right to use it, or /proc. */
const ON_SOME_MACHINES = process.platform === 'linux' ? /^syncs\b/ : /^(syncs|memory|gateway-cpu)\b/;

test('the bench measures and prints each of its rows', { timeout: 500_000 }, async ({ signal }) => {
  const { stdout } = await run(signal);
  const [, file = ''] = /written to (\S+)/.exec(stdout) ?? [];
  const { rows, failed } = JSON.parse(await readFile(file, 'utf8')) as { rows: Row[]; failed: string[] };
  expect(failed.filter((reason) => !ON_SOME_MACHINES.test(reason))).toEqual([]);
  const lacks = (id: string) => failed.length > 0 && ON_SOME_MACHINES.test(id);
  expect(rows.map(({ id }) => id)).toEqual(ROWS.filter((id) => !lacks(id)));
  for (const { id, title, ours, peer } of rows) {
    expect(stdout).toContain(title);
    if (!ON_SOME_MACHINES.test(id))
      expect([id, ours.p50, peer?.p50 ?? 0]).toEqual([id, expect.any(Number), expect.any(Number)]);
  }
});

/** It ends with 1 where a row could not be measured. */
async function run(signal: AbortSignal): Promise<{ stdout: string }> {
  const options = { signal, maxBuffer: 16 * 1_024 * 1_024 };
  return promisify(execFile)(process.execPath, [MAIN, '--quick'], options).catch((error: unknown) => {
    if (error instanceof Error && 'stdout' in error && String(error.stdout).includes('written to'))
      return { stdout: String(error.stdout) };
    throw error;
  });
}
