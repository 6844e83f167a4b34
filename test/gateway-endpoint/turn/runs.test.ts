import { expect, test } from 'vitest';
import { areAllRunsBy, isRunning, runStarted, startersOf } from '../../../gateway-endpoint/src/turn/runs.ts';

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

test('the runs of a session have their people, each once, and not those of another account', () => {
  expect([isRunning('who'), startersOf('who', 'default')]).toEqual([false, []]);
  const ends = [bob, alice, bob, namesake].map((each) => runStarted('who', each));
  expect(startersOf('who', 'default')).toEqual(['Bob1', 'Alice1']);
  expect(startersOf('who', 'other')).toEqual(['Bob1']);
  for (const end of ends.slice(1)) end();
  expect([isRunning('who'), startersOf('who', 'default')]).toEqual([true, ['Bob1']]);
  ends[0]?.();
  expect([isRunning('who'), startersOf('who', 'default')]).toEqual([false, []]);
});

test('a run that ends twice ends no other', () => {
  const [first, second] = [runStarted('twice', bob), runStarted('twice', alice)];
  first();
  first();
  expect(startersOf('twice', 'default')).toEqual(['Alice1']);
  second();
});
