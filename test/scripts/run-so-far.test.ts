import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { leaveBadEnd } from '../bad-end.ts';
import type { FileResult } from '../closing-line.ts';
import { isOneOfSeveral, soFar, toPrint } from '../run-so-far.ts';
import { wholeClosing } from '../whole-closing.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'so-far-'));
});

afterEach(() => {
  vi.unstubAllEnvs();
  vi.useRealTimers();
  rmSync(folder, { recursive: true, force: true });
});

/** Leaves results as a run of vitest does that ended at this time. */
function leftAt(now: number, name: string, results: readonly unknown[]): void {
  vi.useFakeTimers({ now });
  expect(toPrint(name, results)).toEqual([]);
}

test('one of several runs prints nothing, and what it has found is added to that of the others', () => {
  vi.stubEnv('RUN_SO_FAR', folder);
  expect(isOneOfSeveral()).toBe(true);
  leftAt(20_000, 'failed', ['two', 'three']);
  leftAt(9000, 'failed', ['one']);
  leftAt(9000, 'skipped', ['other']);
  expect(soFar(folder, 'failed')).toEqual(['one', 'two', 'three']);
  expect(soFar(folder, 'skipped')).toEqual(['other']);
  expect(soFar(folder, 'passed')).toEqual([]);
});

test('a run that is the only one prints what it has found', () => {
  vi.stubEnv('RUN_SO_FAR', '');
  expect(isOneOfSeveral()).toBe(false);
  expect(toPrint('failed', ['one'])).toEqual(['one']);
  expect(soFar(path.join(folder, 'none'), 'failed')).toEqual([]);
});

test('several runs close with one list, in which the second run of a file counts', () => {
  vi.stubEnv('RUN_SO_FAR', folder);
  const file = (over: Partial<FileResult>): FileResult => ({
    ...{ project: 'flow', file: 'package.json', passed: 1, skipped: [], failed: [] },
    ...over,
  });
  leftAt(1000, 'files', [file({ failed: ['a > x: no answer'] })]);
  leftAt(2000, 'files', [file({ project: 'unit', passed: 40 })]);
  leftAt(3000, 'files', [file({ passed: 2 })]);
  leftAt(2000, 'times', [{ project: 'unit', file: 'package.json', seconds: 12 }]);
  leftAt(2000, 'parts', [{ from: 0, until: 90_000 }]);
  leftAt(2000, 'rows', [{ row: 'S1', isPassed: true }]);
  leftAt(2000, 'promises', [{ where: 'gateway', what: 'answers', tried: 2, held: 2 }]);
  leftAt(3000, 'promises', [{ where: 'gateway', what: 'answers', tried: 1, held: 1 }]);
  const lines = wholeClosing(folder).split('\n');
  expect(lines).toContain('gateway  answers  3 of 3');
  expect(lines.some((each) => each.startsWith('S1    1 of 1'))).toBe(true);
  expect(lines).toContain('whole run: 1 suites in 1 min 30 s');
  expect(lines.slice(-2)).toEqual(['failed at the first try: a > x: no answer', '42 passed, 0 failed, 0 skipped']);
});

test('a run in which a promise was broken shows how often', () => {
  vi.stubEnv('RUN_SO_FAR', folder);
  leftAt(1000, 'promises', [{ where: 'app', what: 'told once', tried: 4, held: 3, note: 'one twice' }]);
  expect(wholeClosing(folder).split('\n')).toContain('app    told once  3 of 4  one twice');
});

test('a run that was killed, or ended badly after all its tests had passed, is a failure of the whole', () => {
  vi.stubEnv('RUN_SO_FAR', folder);
  const passed: FileResult = { project: 'flow', file: 'package.json', passed: 1, skipped: [], failed: [] };
  leftAt(1000, 'files', [passed]);
  leaveBadEnd(folder, process.pid, 'flow', 'exit code 1');
  leaveBadEnd(folder, process.pid + 1, 'workspace, machine', 'SIGKILL');
  expect(wholeClosing(folder).split('\n').slice(-3).sort()).toEqual([
    '1 passed, 2 failed, 0 skipped',
    'failed: the run of flow ended with exit code 1, and names no failure',
    'failed: the run of workspace, machine ended with SIGKILL, and names no failure',
  ]);
});

test('a run that names its failures has no other one', () => {
  vi.stubEnv('RUN_SO_FAR', folder);
  const file = { project: 'flow', file: 'package.json', passed: 1, skipped: [], failed: ['a > x: no answer'] };
  leftAt(1000, 'files', [file]);
  leaveBadEnd(folder, process.pid, 'flow', 'exit code 1');
  expect(wholeClosing(folder).split('\n').slice(-2)).toEqual([
    'failed: a > x: no answer',
    '1 passed, 1 failed, 0 skipped',
  ]);
});
