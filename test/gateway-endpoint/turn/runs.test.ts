import { expect, test } from 'vitest';
import { areAllRunsBy, runStarted } from '../../../gateway-endpoint/src/turn/runs.ts';

const bob = { accountId: 'default', userId: 'Bob1' };
const alice = { accountId: 'default', userId: 'Alice1' };
const namesake = { accountId: 'other', userId: 'Bob1' };

test('[S4b] a session is somebody’s as long as all that is under way in it is theirs', () => {
  expect(areAllRunsBy('one', bob)).toBe(false);
  const first = runStarted('one', bob);
  const second = runStarted('one', bob);
  expect([areAllRunsBy('one', bob), areAllRunsBy('one', alice), areAllRunsBy('two', bob)]).toEqual([
    true,
    false,
    false,
  ]);
  // The same id in another workspace.
  expect(areAllRunsBy('one', namesake)).toBe(false);
  const third = runStarted('one', alice);
  expect([areAllRunsBy('one', bob), areAllRunsBy('one', alice)]).toEqual([false, false]);
  first();
  third();
  expect(areAllRunsBy('one', bob)).toBe(true);
  second();
  second();
  expect(areAllRunsBy('one', bob)).toBe(false);
});
