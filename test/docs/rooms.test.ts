import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { arrowsIn, circleIn, filesIn, roomOf, roomsOf, upwardIn } from './rooms.ts';

const ROOT = path.join(import.meta.dirname, '../..');
const PAGE = readFileSync(path.join(ROOT, 'docs/architecture.md'), 'utf8');

const HALVES = [
  { half: 'The app', folder: 'rc-app/src' },
  { half: 'The gateway', folder: 'gateway-endpoint/src' },
  { half: 'The testbed', folder: 'testbed' },
];

describe.each(HALVES)('$half', ({ half, folder }) => {
  const arrows = arrowsIn(path.join(ROOT, folder));
  const rooms = roomsOf(PAGE, `## ${half}`);

  test('the page names every room, and no other', () => {
    const found = new Set(filesIn(path.join(ROOT, folder)).map(roomOf));
    expect(rooms.toSorted()).toEqual([...found].toSorted());
  });

  test('every arrow between rooms points down', () => {
    expect(arrows.length).toBeGreaterThan(rooms.length);
    expect(upwardIn(arrows, rooms)).toEqual([]);
  });

  test('no files import each other in a circle', () => {
    expect(circleIn(arrows)).toEqual([]);
  });

  test('an arrow that points upward is found', () => {
    const [first = '', last = ''] = [rooms[0], rooms.at(-1)];
    const upward = { from: `${last}/a.ts`, to: `${first}/b.ts` };
    expect(upwardIn([...arrows, upward], rooms)).toEqual([`${last}/a.ts → ${first}/b.ts`]);
  });

  test('a room that the page does not name is found', () => {
    const stray = { from: 'cellar/a.ts', to: arrows[0]?.to ?? '' };
    expect(upwardIn([...arrows, stray], rooms)).toHaveLength(1);
    expect(rooms).not.toContain(roomOf(stray.from));
  });

  test('a circle is found', () => {
    const [some] = arrows;
    if (!some) throw new Error(`there are no imports in ${folder}`);
    expect(circleIn([...arrows, { from: some.to, to: some.from }]).length).toBeGreaterThan(2);
  });
});

describe('an import is found', () => {
  /** The files that `low/a.ts` of a half imports, where it has this line. */
  function importedBy(line: string): string[] {
    const root = mkdtempSync(path.join(tmpdir(), 'rooms-'));
    onTestFinished(() => rmSync(root, { recursive: true }));
    const files = { 'half/src/low/a.ts': line, 'half/index.ts': "export * from './src/high/b.ts';", 'half/odd.ts': '' };
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
      writeFileSync(path.join(root, name), text);
    }
    return arrowsIn(path.join(root, 'half/src')).map(({ to }) => to);
  }

  test.each([
    ['of a name', "import { b } from '../high/b.ts';"],
    ['of a type', "import type { B } from '../high/b.ts';"],
    ['for its effects', "import '../high/b.ts';"],
    ['that is passed on', "export * from '../high/b.ts';"],
    ['of a type in its place', "let b: import('../high/b.ts').B;"],
    ['at run time', "const b = await import('../high/b.ts');"],
    ['at run time, as a template', 'const b = await import(`../high/b.ts`);'],
    ['at run time, with a remark', "const b = await import(/* late */ '../high/b.ts');"],
    ['in double quotes', 'import { b } from "../high/b.ts";'],
    ['by a path that leaves the half and comes back', "import { b } from '../../../half/src/high/b.ts';"],
    ['through a file outside the half', "import { b } from '../../index.ts';"],
  ])('%s', (_way, line) => {
    expect(importedBy(line)).toEqual(['high/b.ts']);
  });

  test('also where the file outside the half imports nothing of it', () => {
    expect(importedBy("import { odd } from '../../odd.ts';\nimport manifest from '../../package.json';")).toEqual([]);
  });
});
