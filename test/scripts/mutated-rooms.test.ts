import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { ROOMS } from '../mutation/rooms.ts';

const ROOT = path.join(import.meta.dirname, '../..');

test.each(Object.entries(ROOMS))('the room %s has sources to change, and suites that may notice it', (_, room) => {
  for (const pattern of [...room.sources, ...room.suites]) {
    expect(globSync(pattern, { cwd: ROOT }), pattern).not.toEqual([]);
  }
});

test('the page about tests has a line for each of them', () => {
  const page = readFileSync(path.join(ROOT, 'docs/testing.md'), 'utf8');
  const scores = page.slice(page.indexOf('### Scores'), page.indexOf('### Survivors'));
  const named = [...scores.matchAll(/^\| `([\w-]+)` \|/gm)].map(([, name]) => name);
  expect(named).toEqual(Object.keys(ROOMS));
});
