import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { functionsIn, functionsOf, ninthTenth } from './sizes.ts';

const ROOT = path.join(import.meta.dirname, '../..');

const MOST_LINES = 80;
const MOST_LINES_OF_NINE_FILES_IN_TEN = 120;

const FOLDERS = ['gateway-endpoint/src', 'rc-app/src', 'shared/src', 'testbed'].map((folder) => ({
  folder,
  functions: functionsIn(path.join(ROOT, folder)),
}));

test.each(FOLDERS)(`no function in $folder has more than ${MOST_LINES} lines`, ({ functions }) => {
  expect(functions.length).toBeGreaterThan(10);
  const long = functions.filter(({ lines }) => lines > MOST_LINES);
  expect(long).toEqual([]);
});

test.each(['gateway-endpoint/src', 'rc-app/src'])('nine files of ten in %s are short', (folder) => {
  expect(ninthTenth(path.join(ROOT, folder))).toBeLessThanOrEqual(MOST_LINES_OF_NINE_FILES_IN_TEN);
});

describe('a function is counted with all its lines', () => {
  test.each([
    ['a declaration', 'function a() {\n\n}', 'a'],
    ['a constant', 'const a = () => {\n\n};', 'a'],
    ['a method', 'const o = {\n  a() {\n\n  },\n};', 'a'],
    ['a property', 'const o = { a: () => {\n\n} };', 'a'],
    ['a component', 'export const a = () => <p>\n\n</p>;', 'a'],
    ['an argument', 'b(() => {\n\n});', 'without a name'],
  ])('%s', (_what, text, name) => {
    expect(functionsOf('f.tsx', text)).toEqual([{ name: `f.tsx ${name}`, lines: 3 }]);
  });
});
