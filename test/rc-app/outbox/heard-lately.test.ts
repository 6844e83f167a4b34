import { expect, test } from 'vitest';
import { openHeardLately } from '../../../rc-app/src/outbox/heard-lately.ts';

function anEar() {
  const timers: { run: () => void; ms: number }[] = [];
  const done: string[] = [];
  const lately = openHeardLately((run, ms) => void timers.push({ run, ms }));
  return {
    lately,
    timers,
    done,
    /** Something that happened to a message, and that says so in `done` when it may go on. */
    async follow(what: string, messageId: string, ageMs: number) {
      void lately.heard(messageId, ageMs).then(() => done.push(what));
      await settled();
    },
  };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

test('a reaction to a message that was heard of goes on at once', async () => {
  const { lately, follow, done } = anEar();
  lately.note('m1');
  await follow('reaction', 'm1', 5);
  expect(done).toEqual(['reaction']);
});

test('events that overtook their message wait for it, in the order in which they came', async () => {
  const { lately, follow, done } = anEar();
  await follow('reaction', 'm1', 5);
  await follow('edit', 'm1', 9);
  lately.note('m2');
  await settled();
  expect(done).toEqual([]);
  lately.note('m1');
  await settled();
  expect(done).toEqual(['reaction', 'edit']);
});

test('a message of two seconds ago is not waited for', async () => {
  const { follow, done, timers } = anEar();
  await follow('reaction', 'm1', 2_000);
  expect(done).toEqual(['reaction']);
  expect(timers).toEqual([]);
});

test.each([
  ['until two seconds after it was said', 500, 1_500],
  ['for two seconds where the server is ahead of us', -90_000, 2_000],
])('a message that another server heard is waited for %s', async (_, ageMs, waits) => {
  const { follow, done, timers } = anEar();
  await follow('reaction', 'm1', ageMs);
  expect(timers.map(({ ms }) => ms)).toEqual([waits]);
  timers[0]?.run();
  await settled();
  expect(done).toEqual(['reaction']);
});

test('remembers 5,000 messages and no more', async () => {
  const { lately, follow, done } = anEar();
  for (let n = 0; n <= 5_000; n++) lately.note(`m${n}`);
  await follow('to the first', 'm0', 5);
  await follow('to the second', 'm1', 5);
  expect(done).toEqual(['to the second']);
});
