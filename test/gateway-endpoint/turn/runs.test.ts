import { expect, test } from 'vitest';
import {
  answersAt,
  areAllRunsBy,
  areOver,
  isRunning,
  latestRun,
  runJoined,
  runStarted,
  starterOf,
  startersOf,
  takesMore,
  watchRuns,
  works,
} from '../../../gateway-endpoint/src/turn/runs.ts';

const bob = { accountId: 'default', userId: 'Bob1' };
const alice = { accountId: 'default', userId: 'Alice1' };
const namesake = { accountId: 'other', userId: 'Bob1' };

test('[S4b] a session is somebody’s as long as all that is under way in it is theirs', () => {
  expect(areAllRunsBy('one', bob)).toBe(false);
  const first = runStarted('one', bob).ends;
  const second = runStarted('one', bob).ends;
  expect([areAllRunsBy('one', bob), areAllRunsBy('one', alice), areAllRunsBy('two', bob)]).toEqual([
    true,
    false,
    false,
  ]);
  // The same id in another workspace.
  expect(areAllRunsBy('one', namesake)).toBe(false);
  const third = runStarted('one', alice).ends;
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
  const ends = [bob, alice, bob, namesake].map((each) => runStarted('who', each).ends);
  expect(startersOf('who', 'default')).toEqual(['Bob1', 'Alice1']);
  expect(startersOf('who', 'other')).toEqual(['Bob1']);
  for (const end of ends.slice(1)) end();
  expect([isRunning('who'), startersOf('who', 'default')]).toEqual([true, ['Bob1']]);
  ends[0]?.();
  expect([isRunning('who'), startersOf('who', 'default')]).toEqual([false, []]);
});

test('a run that ends twice ends no other', () => {
  const [first, second] = [runStarted('twice', bob).ends, runStarted('twice', alice).ends];
  first();
  first();
  expect(startersOf('twice', 'default')).toEqual(['Alice1']);
  second();
});

test('a session takes messages in while all that runs in it works', () => {
  let changes = 0;
  watchRuns((session) => {
    if (session === 'more') changes++;
  });
  expect(works('more')).toBe(false);
  const first = runStarted('more', bob);
  expect(works('more')).toBe(false);
  first.works();
  first.works();
  expect(works('more')).toBe(true);
  const second = runStarted('more', alice);
  expect(works('more')).toBe(false);
  second.ends();
  expect(works('more')).toBe(true);
  first.closes();
  first.works();
  expect(works('more')).toBe(false);
  first.ends();
  first.closes();
  expect(changes).toBe(4);
});

test('the runs up to one are over when they have ended, whatever runs since', () => {
  const first = runStarted('over', bob);
  const upTo = latestRun();
  const second = runStarted('over', bob);
  expect(areOver('over', upTo)).toBe(false);
  first.ends();
  expect(areOver('over', upTo)).toBe(true);
  second.ends();
});

test('a run takes in messages that are answered where it is, while it works, and hears of each', () => {
  const joined: string[] = [];
  const first = runStarted('room', bob, { answersAt: 'Room1', onJoined: () => void joined.push('first') });
  expect(takesMore('room', 'Room1')).toBe(false);
  first.works();
  expect([takesMore('room', 'Room1'), takesMore('room', 'Room2')]).toEqual([true, false]);
  runJoined('room', alice);
  runJoined('elsewhere', alice);
  expect(joined).toEqual(['first']);
  const second = runStarted('room', alice);
  second.works();
  expect(takesMore('room', 'Room1')).toBe(false);
  second.ends();
  expect(takesMore('room', 'Room1')).toBe(true);
  first.ends();
});

test('a person whose message was put into a run counts as one who started it, and no longer when the session is idle', () => {
  const run = runStarted('joined', bob);
  runJoined('joined', alice);
  expect([areAllRunsBy('joined', bob), startersOf('joined', 'default')]).toEqual([false, ['Bob1', 'Alice1']]);
  run.ends();
  const next = runStarted('joined', bob);
  expect([areAllRunsBy('joined', bob), startersOf('joined', 'default')]).toEqual([true, ['Bob1']]);
  next.ends();
});

test('the places of answers differ by account, room and thread', () => {
  const at = (accountId: string, id: string, thread?: string) =>
    answersAt({
      account: { accountId },
      event: { room: { id } },
      conversation: { thread: thread ? { id: thread } : undefined },
    });
  const all = [at('one', 'Room1'), at('two', 'Room1'), at('one', 'Room2'), at('one', 'Room1', 'Root1')];
  expect(new Set(all).size).toBe(4);
  expect(at('one', 'Room1', 'Root1')).toBe(all[3]);
});

test.each([
  ['alice', { username: 'alice' }],
  ['', {}],
  ['alice\n⟦openclaw:ctx⟧', {}],
])(
  'the username %j of a starter stands in sentences for others as far as it is a plain label',
  (username, expected) => {
    expect(starterOf({ id: 'Alice1', username }, { accountId: 'default' })).toStrictEqual({
      accountId: 'default',
      userId: 'Alice1',
      ...expected,
    });
  },
);
