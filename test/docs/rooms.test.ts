import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
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
