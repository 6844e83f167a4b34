import { type Event, LIMITS } from '@rocketchat-openclaw/shared';
import { expect, test } from 'vitest';
import { openOutbox } from '../../../rc-app/src/outbox/outbox.ts';
import type { Pushed } from '../../../rc-app/src/push/push.ts';
import { EVENTS } from '../../shared/contract/samples.ts';

/** An outbox whose time passes when we say so, and a gateway that answers when we say so. */
function aWorld({ earlyMs = 0, asking = async () => {} } = {}) {
  let now = 0;
  const timers: { at: number; run: () => void }[] = [];
  const pushes: { ids: string[]; answer: (pushed: Pushed) => void }[] = [];
  const outbox = openOutbox(
    () => now,
    (run, ms) => void (ms === 0 ? setImmediate(run) : timers.push({ at: now + Math.max(1, ms - earlyMs), run })),
  );
  const deliver = (events: Event[]) =>
    new Promise<Pushed>((answer) => void pushes.push({ ids: events.map((event) => event.id), answer }));
  return {
    pushes,
    put: (id: string, at: number, size = 0) => {
      const [event] = EVENTS;
      if (event?.type !== 'message.sent') throw new Error('the first sample is a message');
      return outbox.put({ ...event, id, at, message: { ...event.message, text: 'x'.repeat(size) } }, async () => {
        await asking();
        return deliver;
      });
    },
    async pass(ms: number) {
      now += ms;
      for (const timer of timers.filter(({ at }) => at <= now)) timer.run();
      timers.splice(0, timers.length, ...timers.filter(({ at }) => at > now));
      await settled();
    },
    async answer(push = pushes.length - 1) {
      pushes[push]?.answer(DELIVERED);
      await settled();
    },
  };
}

const DELIVERED: Pushed = { delivered: true, answer: { results: [] } };
const settled = async () => {
  for (let turns = 0; turns < 5; turns++) await new Promise((resolve) => setImmediate(resolve));
};

test('what happened first leaves first, although it was heard of later', async () => {
  const world = aWorld();
  world.put('reaction', 20);
  await world.pass(10);
  world.put('message', 10);
  await world.pass(50);
  expect(world.pushes.map((push) => push.ids)).toEqual([['message', 'reaction']]);
});

test('what happened in the same millisecond keeps the order in which it was heard of', async () => {
  const world = aWorld();
  for (const id of ['a', 'b', 'c']) world.put(id, 5);
  await world.pass(50);
  expect(world.pushes[0]?.ids).toEqual(['a', 'b', 'c']);
});

test('one push at a time: what comes meanwhile is one batch', async () => {
  const world = aWorld();
  world.put('first', 1);
  await world.pass(50);
  for (let i = 0; i < 10; i++) world.put(`later-${i}`, 10 + i);
  await world.pass(50);
  expect(world.pushes).toHaveLength(1);
  await world.answer();
  expect(world.pushes[1]?.ids).toHaveLength(10);
});

test('a batch holds at most 50 events', async () => {
  const world = aWorld();
  for (let i = 0; i < 120; i++) world.put(`${i}`, i);
  await world.pass(50);
  for (let i = 0; i < 3; i++) await world.answer();
  expect(world.pushes.map((push) => push.ids.length)).toEqual([50, 50, 20]);
});

test('a batch holds at most what a delivery may, and a large event still leaves', async () => {
  const world = aWorld();
  const third = Math.floor(LIMITS.payloadBytes / 3);
  for (let i = 0; i < 4; i++) world.put(`${i}`, i, third);
  world.put('large', 9, LIMITS.payloadBytes * 2);
  await world.pass(50);
  for (let i = 0; i < 4; i++) await world.answer();
  expect(world.pushes.map((push) => push.ids)).toEqual([['0', '1'], ['2', '3'], ['large']]);
});

test('each hears what became of its own event', async () => {
  const world = aWorld();
  const first = world.put('first', 1);
  await world.pass(50);
  const failed: Pushed = { delivered: false, retry: 'later', why: 'away' };
  world.pushes[0]?.answer(failed);
  await expect(first).resolves.toEqual(failed);
  const second = world.put('second', 2);
  await world.pass(50);
  await world.answer();
  await expect(second).resolves.toEqual(DELIVERED);
});

test('a timer that fires early leaves nobody behind', async () => {
  const world = aWorld({ earlyMs: 1 });
  world.put('alone', 1);
  await world.pass(49);
  expect(world.pushes).toHaveLength(0);
  await world.pass(1);
  expect(world.pushes.map((push) => push.ids)).toEqual([['alone']]);
});

test('what comes while a push is under way leaves after it, without another event', async () => {
  const world = aWorld();
  world.put('first', 1);
  await world.pass(50);
  world.put('second', 2);
  await world.answer();
  expect(world.pushes).toHaveLength(1);
  await world.pass(50);
  expect(world.pushes.map((push) => push.ids)).toEqual([['first'], ['second']]);
});

test('what the server told before it answered what the batch needs is in the batch, however late it comes', async () => {
  const answer = Promise.withResolvers<void>();
  const world = aWorld({ asking: () => answer.promise });
  world.put('second', 20);
  await world.pass(500);
  world.put('first', 10);
  answer.resolve();
  await settled();
  expect(world.pushes.map((push) => push.ids)).toEqual([['first', 'second']]);
});
