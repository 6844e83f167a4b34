import { expect, test } from 'vitest';
import { openGreeting } from '../../../rc-app/src/workspace/greeting.ts';

test('it is over when every hello that is under way has ended, also one that fails', async () => {
  const greeting = openGreeting(() => 0);
  const one = Promise.withResolvers<string>();
  const two = Promise.withResolvers<string>();
  const failed = greeting.saying(two.promise).catch(() => 'failed');
  expect(greeting.saying(one.promise)).toBe(one.promise);
  let isOver = false;
  const over = greeting.over().then(() => {
    isOver = true;
  });
  one.resolve('said');
  await one.promise;
  expect(isOver).toBe(false);
  two.reject(new Error('no way'));
  await over;
  expect(await failed).toBe('failed');
});

test('without one it is over at once', async () => {
  await expect(openGreeting(() => 0).over()).resolves.toEqual([]);
});
