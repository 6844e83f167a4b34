import { describe, expect, test } from 'vitest';
import { FAULT } from '../../../rc-app/src/texts/faults.ts';
import {
  accepts,
  aProcess,
  aStore,
  aTime,
  away,
  edited,
  HOUR,
  MINUTE,
  poisonedBy,
  said,
  settled,
} from './a-process.ts';

type Process = ReturnType<typeof aProcess>;

const idsOf = ({ pushes }: Process) => pushes.map(({ ids }) => ids);
const linesOf = ({ outbox }: Process) => outbox.heldLines.take().map(({ level, text }) => `${level}: ${text}`);

/** The gateway answers when the test says so. */
function slowly(process: Process, answer = accepts) {
  const waiting: (() => void)[] = [];
  process.outside.answer = (ids) => new Promise((resolve) => void waiting.push(() => resolve(answer(ids))));
  return async () => {
    waiting.shift()?.();
    await settled();
  };
}

describe('one push at a time', () => {
  test('also where there is a sign during one', async () => {
    const process = aProcess();
    const answers = slowly(process);
    void process.put(said('a'));
    await process.pass(60);
    void process.put(said('b', { at: 1 }));
    await process.pass(60);
    process.outbox.wake(process.accessors);
    await process.pass(60);
    expect(idsOf(process)).toEqual([['a']]);
    await answers();
    expect(idsOf(process)).toEqual([['a'], ['b']]);
  });

  test('and what comes at the end of one, after a sign, is not left behind', async () => {
    const process = aProcess();
    const answers = slowly(process);
    void process.put(said('a'));
    await process.pass(60);
    process.outbox.wake(process.accessors);
    void process.put(said('b', { at: 1 }));
    await answers();
    await process.pass(60);
    expect(idsOf(process)).toEqual([['a'], ['b']]);
  });

  test('and the next one goes by the accessors of the latest hook', async () => {
    const process = aProcess();
    const answers = slowly(process);
    void process.put(said('a'));
    await process.pass(60);
    let opened = 0;
    const open = (isInStep: boolean) => {
      opened++;
      return process.accessors.open(isInStep);
    };
    void process.outbox.put(said('b', { at: 1 }), { weight: 'addressed' }, { ...process.accessors, open });
    await process.pass(60);
    await answers();
    expect([opened, process.pushes.length]).toEqual([1, 2]);
  });
});

describe('an edit', () => {
  test('of a message that left a moment ago goes by itself: the gateway hears what happened', async () => {
    const process = aProcess();
    void process.put(said('m', { text: 'one' }));
    void process.put(edited('m', { at: 2, text: 'two' }));
    await process.pass(60);
    expect(process.got).toMatchObject([
      { type: 'message.sent', message: { text: 'one' } },
      { type: 'message.updated', message: { text: 'two' } },
    ]);
  });

  test('that comes while its message is on its way once more is not lost with it', async () => {
    const process = aProcess();
    process.outside.answer = away();
    void process.put(said('m', { at: 1, text: 'one' }));
    await process.pass(100);
    const answers = slowly(process);
    await process.pass(MINUTE);
    void process.put(edited('m', { at: 2, text: 'two' }));
    await settled();
    await answers();
    process.outside.answer = accepts;
    await process.pass(60);
    expect(process.gotIds()).toEqual(['m', 'm:2']);
    expect(process.got).toMatchObject([{ message: { text: 'one' } }, { message: { text: 'two' } }]);
  });

  test('of a message that still waits when the gateway is back is taken in', async () => {
    const process = aProcess();
    process.outside.answer = away();
    for (let n = 10; n < 70; n++) void process.put(said(`m${n}`, { at: n }));
    await process.pass(MINUTE);
    process.outside.answer = accepts;
    let opened = 0;
    process.outside.asking = async () => {
      // The first fifty are with the gateway.
      if (++opened === 2) void process.put(edited('m69', { at: 100, text: 'two' }));
    };
    process.outbox.wake(process.accessors);
    await process.pass(100);
    expect(process.gotIds()).toHaveLength(60);
    expect(process.got.at(-1)).toMatchObject({ type: 'message.sent', id: 'm69', message: { text: 'two' } });
  });
});

describe('a decision that is still open', () => {
  test('keeps a batch waiting, so that its event may leave first', async () => {
    const process = aProcess();
    const decision = Promise.withResolvers<string>();
    const decided = process.outbox.decide(decision.promise);
    void process.put(said('b', { at: 2 }));
    await process.pass(1_000);
    expect(process.pushes).toEqual([]);
    void process.put(said('a', { at: 1 }));
    decision.resolve('may leave');
    expect(await decided).toBe('may leave');
    await process.pass(60);
    expect(idsOf(process)).toEqual([['a', 'b']]);
  });

  test('keeps nobody waiting for more than two seconds, and not once it has failed', async () => {
    const process = aProcess();
    void process.outbox.decide(new Promise(() => {}));
    void process.put(said('a'));
    await process.pass(2_040);
    expect(process.pushes).toEqual([]);
    await process.pass(20);
    expect(idsOf(process)).toEqual([['a']]);
    const other = aProcess();
    await expect(other.outbox.decide(Promise.reject(new Error('no')))).rejects.toThrow('no');
    void other.put(said('a'));
    await other.pass(60);
    expect(idsOf(other)).toEqual([['a']]);
  });
});

describe('somebody who waits for the answer', () => {
  const asks = (process: Process, id: string) => process.put(said(id, { at: 9 }), { isOnlyNow: true });

  test('has a gateway that is away asked at once, but not twice within five seconds', async () => {
    const process = aProcess();
    process.outside.answer = away();
    void process.put(said('a'));
    await process.pass(3 * HOUR);
    process.pushes.length = 0;
    const first = asks(process, 'one');
    await process.pass(60);
    expect(process.pushes).toHaveLength(1);
    expect(await first).toEqual({ delivered: false, retry: 'later', why: 'away' });
    await process.pass(4_800);
    expect(await asks(process, 'two')).toEqual({ delivered: false, retry: 'later', why: 'away' });
    await process.pass(60);
    expect(process.pushes).toHaveLength(1);
    await process.pass(200);
    void asks(process, 'three');
    await process.pass(60);
    expect(process.pushes).toHaveLength(2);
  });

  test('reads the reason of a refusal, which is no dead letter', async () => {
    const process = aProcess();
    process.outside.answer = poisonedBy('command');
    const handed = process.put(said('command'), { isOnlyNow: true });
    await process.pass(60);
    expect(await handed).toEqual({ delivered: false, retry: 'never', why: 'answered 400' });
    expect([await process.store.rows.dead(), process.store.all()]).toEqual([[], []]);
  });
});

describe('an event that is put while the gateway is away', () => {
  test('is said to wait, and why', async () => {
    const process = aProcess();
    process.outside.answer = away();
    void process.put(said('a'));
    await process.pass(100);
    const handed = process.put(said('b', { at: 1 }));
    await settled();
    expect(await handed).toEqual({ delivered: false, retry: 'later', why: 'away', waits: true });
  });

  test('during an attempt waits for its outcome', async () => {
    const process = aProcess();
    process.outside.answer = away();
    void process.put(said('a'));
    await process.pass(100);
    const answers = slowly(process);
    await process.pass(MINUTE);
    const handed = process.put(said('b', { at: 1 }));
    process.outside.answer = accepts;
    await answers();
    await process.pass(100);
    expect(await handed).toMatchObject({ delivered: true });
  });
});

test('while an admin has paused the app, the gateway does not count as away', async () => {
  const process = aProcess();
  process.outside.isPaused = true;
  const handed = process.put(said('a'));
  await process.pass(60);
  expect(await handed).toEqual({ delivered: false, retry: 'pause', why: 'an admin has paused the app', waits: true });
  expect([process.outbox.open(), linesOf(process)]).toEqual([undefined, []]);
});

test('a message that is gone when it is read again is no push', async () => {
  const process = aProcess();
  process.outside.isPaused = true;
  void process.put(said('m', { at: 1 }));
  await process.pass(60);
  process.outside.isPaused = false;
  process.outside.stands.set('m', { is: 'gone' });
  process.outbox.wake(process.accessors);
  await process.pass(MINUTE);
  expect([process.pushes, process.store.all()]).toEqual([[], []]);
});

describe('the start', () => {
  const unreadable = () => Promise.reject(new Error('no disk'));

  test('goes on where what waited cannot be read, and says so', async () => {
    const process = aProcess();
    process.accessors.rows.waiting = unreadable;
    void process.put(said('a'));
    await process.pass(60);
    expect(process.gotIds()).toEqual(['a']);
    expect(linesOf(process)).toEqual(['error: Events that waited before the start could not be read: Error: no disk']);
  });

  test('goes on where the rooms cannot be read, and says so', async () => {
    const process = aProcess();
    process.outbox.begin(process.accessors, unreadable());
    void process.put(said('a'));
    await process.pass(60);
    expect(process.gotIds()).toEqual(['a']);
    expect(linesOf(process)).toEqual(['error: Messages from before the start could not be read: Error: no disk']);
  });
});

test('a fault of ours is an attempt that failed: it is said, and what waits takes in edits', async () => {
  const process = aProcess();
  const broken = { isNow: true };
  const deliver = async (): Promise<never> => {
    throw new Error('broken');
  };
  const { open } = process.accessors;
  process.accessors.open = async () => (broken.isNow ? deliver : open(false));
  const handed = process.put(said('m', { at: 1, text: 'one' }));
  await process.pass(60);
  const why = 'the outbox failed: Error: broken';
  expect(await handed).toEqual({ delivered: false, retry: 'later', why, waits: true });
  expect(process.outbox.open()).toMatchObject({ why, isPaused: false });
  expect(linesOf(process)).toEqual([`error: Waiting events are tried again later: ${why}`]);
  void process.put(edited('m', { at: 2, text: 'two' }));
  await settled();
  broken.isNow = false;
  process.outbox.wake(process.accessors);
  await process.pass(60);
  expect(process.got).toMatchObject([{ type: 'message.sent', message: { text: 'two' } }]);
});

test('a deletion that may not leave takes the message with it that waits here', async () => {
  const process = aProcess();
  process.outside.answer = away();
  void process.put(said('other'));
  void process.put(said('m', { at: 1 }));
  await process.pass(100);
  process.outbox.retract('m', process.accessors);
  process.outside.answer = accepts;
  await process.pass(MINUTE);
  expect(process.gotIds()).toEqual(['other']);
});

describe('dead letters', () => {
  test('that an admin sends again leave at once, as they are, and count as newer than before', async () => {
    const process = aProcess();
    process.outside.answer = away();
    void process.put(said('a'));
    await process.pass(25 * HOUR);
    const [{ version = 0 } = {}] = await process.store.rows.dead();
    expect(await process.outbox.retry(process.accessors)).toBe(1);
    expect(await process.store.rows.waiting()).toMatchObject([{ version: version + 1 }]);
    process.outside.answer = accepts;
    process.outbox.wake(process.accessors);
    await settled();
    expect([process.gotIds(), process.store.all()]).toEqual([['a'], []]);
  });

  test('are tried without a further sign', async () => {
    const process = aProcess();
    process.outside.answer = poisonedBy('a');
    void process.put(said('a'));
    await process.pass(60);
    process.outside.answer = accepts;
    await process.outbox.retry(process.accessors);
    await settled();
    expect(process.gotIds()).toEqual(['a']);
  });
});

describe('an event of another process', () => {
  /** Counts how often the store is read. */
  function counting(process: Process) {
    const reads = { count: 0 };
    const { waiting } = process.store.rows;
    process.accessors.rows.waiting = () => {
      reads.count++;
      return waiting();
    };
    return reads;
  }

  test('is delivered by a process that has heard nothing itself', async () => {
    const [time, store] = [aTime(), aStore()];
    const gone = aProcess({ time, store });
    gone.outside.answer = () => new Promise(() => {});
    void gone.put(said('orphan'));
    await time.pass(2 * MINUTE);
    const next = aProcess({ time, store });
    await next.outbox.takeInOrphans(next.accessors);
    await time.pass(60);
    const other = aProcess({ time, store });
    await other.outbox.takeInOthers(other.accessors);
    expect(next.gotIds()).toEqual(['orphan']);
  });

  test('is looked for once a second, however often that is asked, and not while anything waits here', async () => {
    const process = aProcess();
    const reads = counting(process);
    const look = () => process.outbox.takeInOthers(process.accessors);
    for (let times = 0; times < 3; times++) await look();
    expect(reads.count).toBe(1);
    await process.pass(999);
    await look();
    expect(reads.count).toBe(1);
    await process.pass(1);
    await look();
    expect(reads.count).toBe(2);
    process.outside.answer = away();
    void process.put(said('a'));
    await process.pass(2_000);
    const before = reads.count;
    await look();
    expect(reads.count).toBe(before);
  });

  test('is asked about while the gateway is away for more than a minute, and once a minute', async () => {
    const process = aProcess();
    const reads = counting(process);
    process.outside.answer = away();
    void process.put(said('a'));
    await process.pass(50_000);
    // The first one is the start.
    expect(reads.count).toBe(1);
    await process.pass(10 * MINUTE);
    expect(reads.count).toBeGreaterThan(8);
    expect(reads.count).toBeLessThan(13);
  });

  test('is not looked for where the gateway was away for less than a minute', async () => {
    const process = aProcess();
    await process.pass(HOUR);
    const reads = counting(process);
    process.outside.answer = away();
    void process.put(said('a'));
    await process.pass(30_000);
    process.outside.answer = accepts;
    process.outbox.wake(process.accessors);
    await settled();
    expect([process.gotIds(), reads.count]).toEqual([['a'], 1]);
  });
});

test('after a batch was taken in parts, the next one is whole again', async () => {
  const process = aProcess();
  process.outside.answer = (ids) =>
    ids.length > 3 ? { delivered: false, retry: 'never', why: 'answered 413' } : accepts(ids);
  for (let n = 0; n < 4; n++) void process.put(said(`${n}`, { at: n }));
  await process.pass(60);
  process.outside.answer = accepts;
  for (let n = 4; n < 9; n++) void process.put(said(`${n}`, { at: n }));
  await process.pass(60);
  expect(idsOf(process).map(({ length }) => length)).toEqual([4, 2, 2, 5]);
});

test('an answer that leaves one out is an attempt that failed', async () => {
  const process = aProcess();
  process.outside.answer = () => ({ delivered: true, answer: { results: [] } });
  void process.put(said('a'));
  await process.pass(60);
  expect(process.outbox.open()).toMatchObject({ isPaused: false, failures: 1, why: FAULT.noVerdict('a') });
});
