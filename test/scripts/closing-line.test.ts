import { describe, expect, test } from 'vitest';
import { filesToTryAgain } from '../../scripts/second-try.ts';
import { closing, type FileResult } from '../closing-line.ts';

const result = (over: Partial<FileResult> = {}): FileResult => ({
  ...{ project: 'flow', file: 'test/flow/a.test.ts', passed: 2, skipped: [], failed: [] },
  ...over,
});
const failing = (over: Partial<FileResult> = {}) => result({ passed: 1, failed: ['a > x: no answer'], ...over });

describe('the line that closes a run', () => {
  test('counts what passed, failed and was skipped, and names the last two', () => {
    const other = result({ file: 'test/flow/b.test.ts', passed: 3, skipped: ['b > y'] });
    expect(closing([failing(), other], [])).toEqual([
      'skipped: b > y',
      'failed: a > x: no answer',
      '4 passed, 1 failed, 1 skipped',
    ]);
  });

  test('counts the second run of a file, and still names what failed in the first', () => {
    expect(closing([failing(), result()], [])).toEqual([
      'failed at the first try: a > x: no answer',
      '2 passed, 0 failed, 0 skipped',
    ]);
    expect(closing([failing(), failing({ failed: ['a > z: lost'] })], []).slice(1)).toEqual([
      'failed: a > z: lost',
      '1 passed, 1 failed, 0 skipped',
    ]);
  });

  test('keeps the same file of two projects apart', () => {
    expect(closing([failing(), result({ project: 'attack' })], []).at(-1)).toBe('3 passed, 1 failed, 0 skipped');
  });

  test('counts an error outside of the tests as a failure', () => {
    expect(closing([result()], ['outside of the tests: port in use'])).toEqual([
      'failed: outside of the tests: port in use',
      '2 passed, 1 failed, 0 skipped',
    ]);
  });
});

describe('a second try', () => {
  test('is for few files, that run real processes of others', () => {
    expect(filesToTryAgain([failing(), result({ file: 'b' })], [])).toEqual([failing()]);
  });

  test.each<[string, FileResult[], string[]]>([
    ['nothing failed in a file', [result()], []],
    ['a unit test failed too', [failing(), failing({ project: 'unit' })], []],
    ['something failed outside of the tests', [failing()], ['outside of the tests: port in use']],
    ['many files failed', ['a', 'b', 'c', 'd'].map((file) => failing({ file })), []],
  ])('does not take place where %s', (_why, files, outside) => {
    expect(filesToTryAgain(files, outside)).toEqual([]);
  });
});
