import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import {
  type Arrow,
  arrowsIn,
  circleIn,
  filesIn,
  foreignIn,
  packagesIn,
  roomOf,
  roomsOf,
  unreadableIn,
  upwardIn,
} from './rooms.ts';

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

  test('imports nothing of the other half or of the tests, and nothing that only runs can tell', () => {
    expect(foreignIn(path.join(ROOT, folder))).toEqual([]);
    expect(unreadableIn(path.join(ROOT, folder))).toEqual([]);
  });

  test('a circle is found', () => {
    const [some] = arrows;
    if (!some) throw new Error(`there are no imports in ${folder}`);
    expect(circleIn([...arrows, { from: some.to, to: some.from }]).length).toBeGreaterThan(2);
  });
});

/** A half of these files, and of some that they may import. @returns the folder of its sources */
function aHalf(sources: Record<string, string>): string {
  const root = mkdtempSync(path.join(tmpdir(), 'rooms-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  const inSources = { 'high/b.ts': '', 'high/c.mts': '', 'deep/index.ts': '', ...sources };
  const files = {
    'half/package.json': '{ "name": "the-half" }',
    'half/index.ts': "export * from './src/high/b.ts';",
    'half/odd.ts': '',
    'other/src/d.ts': '',
    ...Object.fromEntries(Object.entries(inSources).map(([name, text]) => [`half/src/${name}`, text])),
  };
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    writeFileSync(path.join(root, name), text);
  }
  return path.join(root, 'half/src');
}

describe('an import is found', () => {
  /** The files that `low/a.ts` of a half imports, where it has this line. */
  function importedBy(line: string): string[] {
    return arrowsOf({ 'low/a.ts': line }).map(({ to }) => to);
  }

  function arrowsOf(sources: Record<string, string>): Arrow[] {
    return arrowsIn(aHalf(sources));
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
    ['by require', "const b = require('../high/b.ts');"],
    ['by a require of its own', "const b = createRequire(import.meta.url)('../high/b.ts');"],
    ['at run time, with two remarks', "const b = await import(\n  // late\n  /* very */ '../high/b.ts',\n);"],
    ['at run time, in brackets', "const b = await import(('../high/b.ts'));"],
    ['as an address', "new Worker(new URL('../high/b.ts', import.meta.url));"],
    ['with another ending', "import { b } from '../high/b.js';"],
    ['without an ending', "const b = require('../high/b');"],
    ['by a path that goes round', "import { b } from './../low/../high/b.ts';"],
    ['of its folder', "const b = require('../deep');", 'deep/index.ts'],
    ['of a module of another kind', "import { c } from '../high/c.mts';", 'high/c.mts'],
    ['by the name of its package', "import { b } from 'the-half/src/high/b.ts';"],
  ])('%s', (_way, line, to = 'high/b.ts') => {
    expect(importedBy(line)).toEqual([to]);
  });

  test('in a file of another kind', () => {
    expect(arrowsOf({ 'low/a.mts': "import '../high/b.ts';" })).toEqual([{ from: 'low/a.mts', to: 'high/b.ts' }]);
  });

  test('in a circle of files that call each other by other endings', () => {
    const arrows = arrowsOf({ 'low/a.ts': "import '../high/b.js';", 'high/b.ts': "import '../low/a.ts';" });
    expect(circleIn(arrows)).toHaveLength(3);
  });

  test('also where the file outside the half imports nothing of it', () => {
    expect(importedBy("import { odd } from '../../odd.ts';\nimport manifest from '../../package.json';")).toEqual([]);
  });
});

describe('an import of another house is found', () => {
  test.each([
    ["import { d } from '../../../other/src/d.ts';", '../other/src/d.ts'],
    ["export type { D } from '../../../other/src/d.ts';", '../other/src/d.ts'],
    ["const d = require('../../../other/src/d');", '../other/src/d.ts'],
    ["import { d } from '@rocketchat-openclaw/test/d.ts';", '@rocketchat-openclaw/test/d.ts'],
    ["import { d } from 'openclaw-rocketchat/src/d.ts';", 'openclaw-rocketchat/src/d.ts'],
  ])('%s', (line, to) => {
    expect(foreignIn(aHalf({ 'low/a.ts': line }))).toEqual([`low/a.ts → ${to}`]);
  });

  test('and the contract is none', () => {
    expect(foreignIn(aHalf({ 'low/a.ts': "import { Event } from '@rocketchat-openclaw/shared';" }))).toEqual([]);
  });
});

test.each([
  ['const b = await import(where);'],
  ["const b = await import('../high/' + name);"],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the text of a source
  ['const b = await import(`../${room}/b.ts`);'],
  ['const b = require(where);'],
])('an import that only runs can tell is found: %s', (line) => {
  expect(unreadableIn(aHalf({ 'low/a.ts': line }))).toEqual(['low/a.ts']);
});

test('the contract knows nothing of the halves, of servers or of files', () => {
  const folder = path.join(ROOT, 'shared/src');
  expect(foreignIn(folder)).toEqual([]);
  expect(circleIn(arrowsIn(folder))).toEqual([]);
  expect([...packagesIn(folder)].sort()).toEqual(['jose', 'zod']);
});
