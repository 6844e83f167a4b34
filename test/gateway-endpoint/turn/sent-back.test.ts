import { afterEach, describe, expect, test } from 'vitest';
import { enterLine, isInLine, NO_LINE, type Place } from '../../../gateway-endpoint/src/turn/line.ts';
import { runStarted, type StartedRun } from '../../../gateway-endpoint/src/turn/runs.ts';

let n = 0;
let ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends) end();
  ends = [];
});

/** A session whose turn takes messages in. `takenBack` has the names of those that OpenClaw was asked for. */
function aSession() {
  const session = `sent-back-${++n}`;
  const takenBack: string[] = [];
  const running: StartedRun = runStarted(session, { accountId: 'default', userId: 'Bob1' }, { answersAt: 'here' });
  running.works();
  ends.push(running.ends);
  function comes(name: string, answersAt = 'here'): Place {
    const place = enterLine(session, answersAt, () => void takenBack.push(name));
    ends.push(place.leave);
    place.wantsToGo('steered');
    return place;
  }
  /** One that OpenClaw keeps in its memory. */
  function isKept(name: string): Place {
    const place = comes(name);
    expect(place.setsOut()).toBe(true);
    place.isInMemory();
    return place;
  }
  return { session, running, takenBack, comes, isKept };
}

describe('when a message comes again', () => {
  test('those behind it that OpenClaw keeps are taken back, each once, and those before it are not', () => {
    const { isKept, takenBack } = aSession();
    const [before, one, two, three] = ['before', 'one', 'two', 'three'].map((name) => isKept(name));
    one?.comesAgain();
    two?.comesAgain();
    expect(takenBack).toEqual(['two', 'three']);
    expect([before, two, three].map((place) => place?.isSentBack())).toEqual([false, true, true]);
  });

  test('those that are answered elsewhere go on', () => {
    const { isKept, comes, takenBack } = aSession();
    const one = isKept('one');
    const elsewhere = comes('elsewhere', 'another room');
    one.comesAgain();
    expect([elsewhere.isSentBack(), takenBack]).toEqual([false, []]);
  });

  test('one that is still on disk is not asked for, does not set out, and does not wait on', async () => {
    const { running, isKept, comes, takenBack } = aSession();
    const [one, two] = [isKept('one'), comes('two')];
    running.closes();
    const three = comes('three');
    const waits = three.wantsToGo('steered');
    one.comesAgain();
    await waits;
    expect([two.setsOut(), three.setsOut(), takenBack]).toEqual([false, false, []]);
  });

  test('one that is on its way is taken back as soon as OpenClaw has it', () => {
    const { isKept, comes, takenBack } = aSession();
    const [one, two] = [isKept('one'), comes('two')];
    expect(two.setsOut()).toBe(true);
    one.comesAgain();
    expect(takenBack).toEqual([]);
    two.isInMemory();
    expect(takenBack).toEqual(['two']);
  });

  test('a slash command, which nobody can take back, is sent back all the same', () => {
    const { session, isKept } = aSession();
    const one = isKept('one');
    const kept = enterLine(session, 'here');
    kept.wantsToGo('steered');
    kept.setsOut();
    kept.isInMemory();
    const onItsWay = enterLine(session, 'here');
    onItsWay.wantsToGo('steered');
    onItsWay.setsOut();
    ends.push(kept.leave, onItsWay.leave);
    one.comesAgain();
    onItsWay.isInMemory();
    expect([kept.isSentBack(), onItsWay.isSentBack()]).toEqual([true, true]);
  });
});

describe('a message that has left the line', () => {
  test('sends nobody back when it comes again after all', () => {
    const { isKept, takenBack } = aSession();
    const [one, two] = [isKept('one'), isKept('two')];
    one.leave();
    one.comesAgain();
    expect([two.isSentBack(), takenBack]).toEqual([false, []]);
  });

  test('leaves once, and takes nobody else out of it', () => {
    const { session, running, comes } = aSession();
    running.closes();
    const [one, two] = [comes('one'), comes('two')];
    one.leave();
    one.leave();
    expect(isInLine(session)).toBe(true);
    two.leave();
    expect(isInLine(session)).toBe(false);
  });
});

test('a message that waits for nobody is never sent back', () => {
  NO_LINE.comesAgain();
  expect(NO_LINE.isSentBack()).toBe(false);
});
