import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { stepAsideAfter } from '../../../gateway-endpoint/src/turn/step-aside.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('work that takes longer than a quarter of a second lets other rooms go on, once', async () => {
  const stepAside = vi.fn();
  const work = Promise.withResolvers<string>();
  const done = stepAsideAfter({ stepAside }, () => work.promise);
  vi.advanceTimersByTime(249);
  expect(stepAside).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(stepAside).toHaveBeenCalledTimes(1);
  work.resolve('done');
  expect(await done).toBe('done');
});

test('work that ends in time, or fails, leaves no timer', async () => {
  const stepAside = vi.fn();
  expect(await stepAsideAfter({ stepAside }, async () => 'done', 5)).toBe('done');
  await expect(stepAsideAfter({ stepAside }, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(vi.getTimerCount()).toBe(0);
  expect(stepAside).not.toHaveBeenCalled();
});
