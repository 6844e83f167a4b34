import { LIMITS } from '@rocketchat-openclaw/shared';
import { describe, expect, test } from 'vitest';
import { accepts, aProcess, away, HOUR, joined, MINUTE, said, settled } from './a-process.ts';

const idsOf = ({ pushes }: ReturnType<typeof aProcess>) => pushes.map(({ ids }) => ids);

describe('order', () => {
  test('the earlier event leaves first, although it was heard of later', async () => {
    const process = aProcess();
    void process.put(said('reaction', { at: 20 }));
    await process.pass(10);
    void process.put(said('message', { at: 10 }));
    await process.pass(50);
    expect(idsOf(process)).toEqual([['message', 'reaction']]);
  });

  test('events of the same millisecond keep the order in which they were heard of', async () => {
    const process = aProcess();
    for (const id of ['a', 'b', 'c']) void process.put(said(id, { at: 5 }));
    await process.pass(50);
    expect(idsOf(process)).toEqual([['a', 'b', 'c']]);
  });

  test('[F28] that the bot was brought into a room comes before what was said to it there at once', async () => {
    const process = aProcess();
    void process.put(said('long before', { at: 1_000 }));
    void process.put(said('at once', { at: 9_990 }));
    void process.put(said('elsewhere', { at: 9_995, roomId: 'OTHER' }));
    void process.put(said('again', { at: 9_999 }));
    void process.put(joined('joined', { at: 10_000 }));
    void process.put(said('later', { at: 10_010 }));
    await process.pass(50);
    expect(idsOf(process)).toEqual([['long before', 'joined', 'at once', 'elsewhere', 'again', 'later']]);
  });

  test('where nothing else happens in the room, an event leaves at once', async () => {
    const process = aProcess();
    process.outbox.begin(process.accessors, Promise.resolve());
    process.outside.surroundings = 'quiet';
    void process.put(said('a'));
    await process.pass(0);
    expect(idsOf(process)).toEqual([['a']]);
    process.outside.surroundings = 'heard';
    void process.put(said('b', { at: 1 }));
    await process.pass(7);
    expect(idsOf(process)).toEqual([['a']]);
    await process.pass(1);
    expect(idsOf(process)).toEqual([['a'], ['b']]);
  });

  test('one push at a time: what comes meanwhile is one batch', async () => {
    const process = aProcess();
    const first = Promise.withResolvers<void>();
    process.outside.answer = async (ids) => {
      await first.promise;
      return accepts(ids);
    };
    void process.put(said('first', { at: 1 }));
    await process.pass(50);
    for (let i = 0; i < 10; i++) void process.put(said(`later-${i}`, { at: 10 + i }));
    await process.pass(50);
    expect(idsOf(process)).toHaveLength(1);
    first.resolve();
    await settled();
    expect(idsOf(process)[1]).toHaveLength(10);
  });

  test('an event that comes during a push has settled when that ends, and leaves at once', async () => {
    const process = aProcess();
    process.outbox.begin(process.accessors, Promise.resolve());
    // The server takes its time for an answer.
    process.accessors.surroundings = () => new Promise((answer) => process.later(() => answer('heard'), 3));
    const first = Promise.withResolvers<void>();
    process.outside.answer = async (ids) => {
      await first.promise;
      return accepts(ids);
    };
    void process.put(said('first', { at: 1 }));
    await process.pass(11);
    void process.put(said('second', { at: 2 }));
    await process.pass(8);
    expect(idsOf(process)).toEqual([['first']]);
    first.resolve();
    await settled();
    expect(idsOf(process)).toEqual([['first'], ['second']]);
  });

  test('the server is not asked about each of many that come during a push', async () => {
    const process = aProcess();
    let asked = 0;
    process.accessors.surroundings = async () => {
      asked += 1;
      return 'heard';
    };
    process.outbox.begin(process.accessors, Promise.resolve());
    process.outside.answer = () => new Promise(() => {});
    void process.put(said('first', { at: 1 }));
    await process.pass(8);
    for (let n = 0; n < 20; n++) void process.put(said(`${n}`, { at: 2 + n, roomId: `room-${n}` }));
    await process.pass(8);
    expect(asked).toBeLessThanOrEqual(1 + 5);
  });

  test('a batch holds at most 50 events, and at most what a delivery may; a large event still leaves', async () => {
    const process = aProcess();
    for (let i = 0; i < 120; i++) void process.put(said(`${i}`, { at: i }));
    await process.pass(50);
    expect(idsOf(process).map(({ length }) => length)).toEqual([50, 50, 20]);
    const text = 'x'.repeat(Math.floor(LIMITS.payloadBytes / 3));
    for (let i = 0; i < 4; i++) void process.put(said(`third-${i}`, { at: 1_000 + i, text }));
    void process.put(said('large', { at: 2_000, text: 'x'.repeat(LIMITS.payloadBytes * 2) }));
    await process.pass(50);
    expect(idsOf(process).slice(3)).toEqual([['third-0', 'third-1'], ['third-2', 'third-3'], ['large']]);
  });

  test('an event that the server reports before it answers the batch’s question is in the batch, however late it comes', async () => {
    const process = aProcess();
    const answer = Promise.withResolvers<void>();
    process.outside.asking = () => answer.promise;
    void process.put(said('second', { at: 20 }));
    await process.pass(500);
    void process.put(said('first', { at: 10 }));
    answer.resolve();
    await settled();
    expect(idsOf(process)).toEqual([['first', 'second']]);
  });

  test('the same event, heard of twice, leaves once', async () => {
    const process = aProcess();
    const both = [process.put(said('a')), process.put(said('a'))];
    await process.pass(50);
    expect(await Promise.all(both)).toMatchObject([{ delivered: true }, { delivered: true }]);
    expect(idsOf(process)).toEqual([['a']]);
  });
});

describe('while the gateway is away', () => {
  test('it is asked once a minute in the first hour, and every quarter of an hour after it', async () => {
    const process = aProcess();
    process.outside.answer = away();
    void process.put(said('a'));
    for (let n = 0; n < 150; n++) void process.put(said(`more-${n}`, { at: n, roomId: `room-${n % 50}` }));
    await process.pass(HOUR);
    // 1, 2, 4, 8, 16 and 32 seconds, then each minute.
    expect(process.pushes.length).toBeLessThanOrEqual(67);
    const before = process.pushes.length;
    await process.pass(23 * HOUR);
    expect(process.pushes.length - before).toBeLessThanOrEqual(4 * 23 + 1);
    expect(process.pushes.length - before).toBeGreaterThan(4 * 22);
  }, 30_000);

  test('it is not asked before it wants to be', async () => {
    const process = aProcess();
    process.outside.answer = away(90_000);
    void process.put(said('a'));
    await process.pass(50 + 89_000);
    expect(process.pushes).toHaveLength(1);
    await process.pass(2_000);
    expect(process.pushes).toHaveLength(2);
  });

  test('a sign of it has it asked at once', async () => {
    const process = aProcess();
    process.outside.answer = away();
    void process.put(said('a'));
    await process.pass(3 * HOUR);
    process.outside.answer = accepts;
    process.outbox.wake(process.accessors);
    await settled();
    expect(process.gotIds()).toEqual(['a']);
    expect(process.outbox.open()).toBeUndefined();
  });

  test('it says so once, and once that it is back', async () => {
    const process = aProcess();
    process.outside.answer = away();
    void process.put(said('a'));
    await process.pass(HOUR);
    process.outside.answer = accepts;
    await process.pass(MINUTE);
    expect(process.outbox.heldLines.take().map(({ level }) => level)).toEqual(['warn', 'info']);
    expect(process.outbox.heldLines.take()).toEqual([]);
  });

  test('a person who waits for the answer hears at once, and has it tried anew, and gets no answer later', async () => {
    const process = aProcess();
    process.outside.answer = away();
    void process.put(said('a'));
    await process.pass(MINUTE);
    const before = process.pushes.length;
    const command = process.put(said('command', { at: 1 }), { isOnlyNow: true });
    await process.pass(10 * MINUTE);
    expect(await command).toEqual({ delivered: false, retry: 'later', why: 'away' });
    expect(process.pushes.length).toBeGreaterThan(before);
    process.outside.answer = accepts;
    await process.pass(MINUTE);
    expect(process.gotIds()).toEqual(['a']);
  });
});

test('a timer that fires early leaves nobody behind', async () => {
  const process = aProcess();
  void process.put(said('alone'));
  await process.pass(49);
  process.outbox.wake(process.accessors);
  await settled();
  expect(process.pushes).toHaveLength(0);
  await process.pass(1);
  expect(idsOf(process)).toEqual([['alone']]);
});

test('while an admin has paused the app, what waits stays, until it is on again', async () => {
  const process = aProcess();
  process.outside.isPaused = true;
  const handed = process.put(said('a'));
  await process.pass(HOUR);
  expect(await handed).toMatchObject({ delivered: false, waits: true });
  expect(process.pushes).toHaveLength(0);
  process.outside.isPaused = false;
  process.outbox.wake(process.accessors);
  await settled();
  expect(process.gotIds()).toEqual(['a']);
});
