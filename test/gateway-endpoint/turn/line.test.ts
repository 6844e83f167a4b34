import { afterEach, describe, expect, test, vi } from 'vitest';
import {
  aloneInLine,
  enterLine,
  type How,
  NO_LINE,
  type Place,
  untilNoneIsOnItsWay,
} from '../../../gateway-endpoint/src/turn/line.ts';
import { runStarted, type StartedRun } from '../../../gateway-endpoint/src/turn/runs.ts';

const bob = { accountId: 'default', userId: 'Bob1' };

let n = 0;
let places: Place[] = [];
let runs: StartedRun[] = [];
afterEach(() => {
  for (const place of places) place.leave();
  for (const run of runs) run.ends();
  [places, runs] = [[], []];
});

/** A session with a line; `gone` has the names of the messages that were let go, in their order. */
function aSession() {
  const session = `session-${++n}`;
  const gone: string[] = [];
  function comes(name: string, how: How = 'steered', answersAt = 'here'): Place {
    const place = enterLine(session, answersAt);
    places.push(place);
    goes(place, name, how);
    return place;
  }
  function goes(place: Place, name: string, how: How = 'steered'): void {
    const waiting = place.wantsToGo(how);
    if (waiting) waiting.then(() => gone.push(name));
    else gone.push(name);
  }
  function run(): StartedRun {
    const started = runStarted(session, bob, { answersAt: 'here' });
    runs.push(started);
    return started;
  }
  const went = async (...names: string[]) => {
    await Promise.resolve();
    await Promise.resolve();
    expect(gone).toEqual(names);
  };
  return { session, comes, goes, run, went };
}

describe('messages of a session', () => {
  test('go one after the other while nothing runs: each when OpenClaw has taken over the one before it', async () => {
    const { comes, went } = aSession();
    const [one, two] = [comes('one'), comes('two')];
    comes('three');
    await went('one');
    one.leave();
    await went('one', 'two');
    two.leave();
    two.leave();
    await went('one', 'two', 'three');
  });

  test('do not wait for another session', async () => {
    aSession().comes('elsewhere');
    const { comes, went } = aSession();
    comes('here');
    await went('here');
  });

  test('go to a turn that works, and not before or after', async () => {
    const { comes, run, went } = aSession();
    const running = run();
    const one = comes('one');
    await went();
    running.works();
    await went('one');
    one.leave();
    running.closes();
    comes('two');
    await went('one');
    running.ends();
    await went('one', 'two');
  });

  test('follow one that OpenClaw has in its memory while the turn works, and wait for it when nothing runs', async () => {
    const { comes, run, went } = aSession();
    const running = run();
    running.works();
    const one = comes('one');
    const two = comes('two');
    await went('one');
    one.isInMemory();
    await went('one', 'two');
    two.isInMemory();
    running.ends();
    comes('three');
    await went('one', 'two');
    one.leave();
    await went('one', 'two');
    two.leave();
    await went('one', 'two', 'three');
  });

  test.each<[How, boolean]>([
    ['steered', true],
    ['at-once', true],
    ['alone', false],
  ])('that are to go %s reach a turn that works: %s', async (how, reaches) => {
    const { comes, run, went } = aSession();
    const running = run();
    running.works();
    comes('one', how);
    await went(...(reaches ? ['one'] : []));
    running.ends();
    await went('one');
  });
});

test.each<[How, boolean]>([
  ['at-once', true],
  ['steered', false],
])('a message that sets out %s ends the turn that runs: %s', (how, ends) => {
  const { comes, run } = aSession();
  const running = run();
  running.works();
  const place = comes('one', how);
  expect(running.isInterrupted()).toBe(false);
  place.setsOut();
  expect(running.isInterrupted()).toBe(ends);
  // A later one is none of those that it has ended.
  running.ends();
  const later = run();
  expect([running.isInterrupted(), later.isInterrupted()]).toEqual([ends, false]);
  later.ends();
});

describe('a turn that closes', () => {
  test.each<[How, (place: Place) => void]>([
    ['steered', (place) => place.isInMemory()],
    ['steered', (place) => place.isBack()],
    ['steered', (place) => place.leave()],
  ])('waits with its answer for a message that is on its way to be %s', async (how, arrives) => {
    const { session, comes, run } = aSession();
    const running = run();
    running.works();
    const place = comes('one', how);
    expect(place.setsOut()).toBe(true);
    running.closes();
    let isLetOut = false;
    const letOut = untilNoneIsOnItsWay(session).then(() => {
      isLetOut = true;
    });
    await Promise.resolve();
    expect(isLetOut).toBe(false);
    arrives(place);
    await letOut;
  });

  test('does not wait for one that is still being prepared: it may no longer set out', async () => {
    const { session, comes, goes, run, went } = aSession();
    const running = run();
    running.works();
    const place = comes('one');
    running.closes();
    await untilNoneIsOnItsWay(session);
    expect(place.setsOut()).toBe(false);
    place.isBack();
    goes(place, 'again');
    running.ends();
    await went('one', 'again');
    expect(place.setsOut()).toBe(true);
  });

  test.each<[string, How | undefined]>([
    ['no message', undefined],
    ['one that ends the turn', 'at-once'],
  ])('waits for %s', async (_which, how) => {
    const { session, comes, run } = aSession();
    const running = run();
    running.works();
    if (how) comes('one', how).setsOut();
    running.closes();
    await untilNoneIsOnItsWay(session);
  });

  test('waits for five seconds at most', async () => {
    vi.useFakeTimers();
    try {
      const { session, comes, run } = aSession();
      run().works();
      comes('one').setsOut();
      const letOut = untilNoneIsOnItsWay(session);
      await vi.advanceTimersByTimeAsync(60_000);
      await letOut;
      expect(vi.getTimerCount()).toBe(0);
    } finally {
      vi.useRealTimers();
    }
  });

  test('lets nothing in, and what it has refused goes first when it has ended, in its order', async () => {
    const { comes, goes, run, went } = aSession();
    const running = run();
    running.works();
    const [one, two] = [comes('one'), comes('two')];
    one.isInMemory();
    two.isInMemory();
    running.closes();
    comes('three');
    await went('one', 'two');
    // In another order than that in which they came.
    two.isBack();
    goes(two, 'two again');
    one.isBack();
    goes(one, 'one again');
    await went('one', 'two');
    running.ends();
    await went('one', 'two', 'one again');
    one.leave();
    await went('one', 'two', 'one again', 'two again');
  });

  test('and the turns beside it have to be over before a message goes again; a later turn may take it in', async () => {
    const { comes, goes, run, went } = aSession();
    const [first, second] = [run(), run()];
    first.works();
    second.works();
    const place = comes('one');
    place.isBack();
    goes(place, 'again');
    first.ends();
    await went('one');
    const later = run();
    later.works();
    await went('one');
    second.ends();
    await went('one', 'again');
  });
});

test('work that is done in a session alone holds up its messages, also if it fails', async () => {
  const { session, comes, went } = aSession();
  const ends = Promise.withResolvers<void>();
  const work = aloneInLine(session, () => ends.promise);
  comes('one');
  await went();
  ends.reject(new Error('no'));
  await expect(work).rejects.toThrow('no');
  await went('one');
});

test('a message that is answered elsewhere does not go to a turn, and goes when that has ended', async () => {
  const { comes, run, went } = aSession();
  const running = run();
  running.works();
  comes('elsewhere', 'steered', 'another room');
  comes('behind it');
  await went();
  running.ends();
  await went('elsewhere');
});

test('a message that interrupts does so wherever it is answered', async () => {
  const { comes, run, went } = aSession();
  run().works();
  comes('elsewhere', 'at-once', 'another room');
  await went('elsewhere');
});

test('a message that waits for nobody has no line', () => {
  expect([NO_LINE.wantsToGo('alone'), NO_LINE.setsOut()]).toEqual([undefined, true]);
  for (const call of [NO_LINE.isInMemory, NO_LINE.isBack, NO_LINE.leave]) expect(call()).toBeUndefined();
});
