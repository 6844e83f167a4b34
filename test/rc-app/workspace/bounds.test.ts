import { RATES } from '@rocketchat-openclaw/shared';
import { expect, test } from 'vitest';
import { latestWithin } from '../../../rc-app/src/server/latest-within.ts';
import { openBounds } from '../../../rc-app/src/workspace/bounds.ts';

test('[S13] kinds do not use up one another’s share', () => {
  const bounds = openBounds(() => 0);
  for (let n = 0; n < RATES.lookUp.burst; n++) bounds.enter('findUsers')();
  expect(() => bounds.enter('findRooms')).toThrow(/too-many/);
  bounds.enter('post')();
  bounds.enter('history')();
});

test('[S13] so many are carried out at the same time, and a gateway that fetches holds up nobody', () => {
  const bounds = openBounds(() => 0);
  const leaving = Array.from({ length: 250 }, () => bounds.enter('post'));
  expect(() => bounds.enter('post')).toThrow(/being carried out/);
  bounds.enter('fetch');
  leaving[0]?.();
  bounds.enter('post');
});

/** The busiest gateways: a hundred mentions at once, and edits of ten previews for an hour. */
test('[S13] the commands of a busy gateway are within the bounds', () => {
  let now = 0;
  const bounds = openBounds(() => now);
  for (let turn = 0; turn < 100; turn++) {
    for (const command of ['react', 'post', 'update', 'update', 'delete', 'post', 'unreact'] as const) {
      bounds.enter(command)();
    }
    for (const command of ['history', 'thread', 'readFile'] as const) bounds.enter(command)();
    bounds.enter('typing')();
  }
  for (let second = 0; second < 3_600; second++) {
    now += 1_000;
    for (let room = 0; room < 10; room++) bounds.enter('update')();
  }
});

test('[S13] of what is too long the last is kept, whole', () => {
  expect(latestWithin(['a'.repeat(50), 'bb', 'cc'], 10)).toEqual(['bb', 'cc']);
  expect(latestWithin(['a', 'b'], 100)).toEqual(['a', 'b']);
  expect(latestWithin(['a'.repeat(50)], 10)).toEqual([]);
});
