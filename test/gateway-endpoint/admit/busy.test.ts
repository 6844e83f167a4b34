import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openBusy } from '../../../gateway-endpoint/src/admit/busy.ts';

const PATIENCE_MS = 1_000;
const onFree = vi.fn();

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  onFree.mockReset();
});

test('a lane is busy until its turn ends, whether well or not', async () => {
  const busy = openBusy(PATIENCE_MS, onFree);
  const turn = Promise.withResolvers<void>();
  const ended = busy.during('Room1', () => turn.promise);
  expect(busy.lanes()).toEqual(['Room1']);
  turn.reject(new Error('no'));
  await expect(ended).rejects.toThrow('no');
  expect(busy.lanes()).toEqual([]);
  expect(onFree).toHaveBeenCalledTimes(1);
});

test('a lane with two turns is busy until both have ended', async () => {
  const busy = openBusy(PATIENCE_MS, onFree);
  const turn = Promise.withResolvers<void>();
  const long = busy.during('Room1', () => turn.promise);
  await busy.during('Room1', async () => undefined);
  expect(busy.lanes()).toEqual(['Room1']);
  expect(onFree).not.toHaveBeenCalled();
  turn.resolve();
  await long;
  expect(busy.lanes()).toEqual([]);
});

test('nobody waits for a turn for longer than our patience', async () => {
  const busy = openBusy(PATIENCE_MS, onFree);
  const turn = Promise.withResolvers<void>();
  const ended = busy.during('Room1', () => turn.promise);
  vi.advanceTimersByTime(PATIENCE_MS - 1);
  expect(busy.lanes()).toEqual(['Room1']);
  vi.advanceTimersByTime(1);
  expect(busy.lanes()).toEqual([]);
  turn.resolve();
  await ended;
  expect(onFree).toHaveBeenCalledTimes(1);
});
