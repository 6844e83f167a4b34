import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openLanes } from '../../../gateway-endpoint/src/admit/lanes.ts';

const MOST_MS = 1_000;
const onFree = vi.fn();

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  onFree.mockReset();
});

test('a lane is busy until its turn ends, whether well or not', async () => {
  const lanes = openLanes(MOST_MS, onFree);
  const turn = Promise.withResolvers<void>();
  const ended = lanes.during('Room1', () => turn.promise);
  expect(lanes.busy()).toEqual(['Room1']);
  turn.reject(new Error('no'));
  await expect(ended).rejects.toThrow('no');
  expect(lanes.busy()).toEqual([]);
  expect(onFree).toHaveBeenCalledTimes(1);
});

test('a lane with two turns is busy until both have ended', async () => {
  const lanes = openLanes(MOST_MS, onFree);
  const turn = Promise.withResolvers<void>();
  const long = lanes.during('Room1', () => turn.promise);
  await lanes.during('Room1', async () => undefined);
  expect(lanes.busy()).toEqual(['Room1']);
  expect(onFree).not.toHaveBeenCalled();
  turn.resolve();
  await long;
  expect(lanes.busy()).toEqual([]);
});

test('a lane is busy for a bounded time, however long its turn takes', async () => {
  const lanes = openLanes(MOST_MS, onFree);
  const turn = Promise.withResolvers<void>();
  const ended = lanes.during('Room1', () => turn.promise);
  vi.advanceTimersByTime(MOST_MS - 1);
  expect(lanes.busy()).toEqual(['Room1']);
  vi.advanceTimersByTime(1);
  expect(lanes.busy()).toEqual([]);
  turn.resolve();
  await ended;
  expect(onFree).toHaveBeenCalledTimes(1);
});
