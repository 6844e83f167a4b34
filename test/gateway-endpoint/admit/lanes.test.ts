import { beforeEach, expect, test, vi } from 'vitest';
import { openLanes } from '../../../gateway-endpoint/src/admit/lanes.ts';

const onFree = vi.fn();
beforeEach(() => void onFree.mockReset());

test('lanes are busy until the work ends, whether well or not', async () => {
  const lanes = openLanes(onFree);
  const work = Promise.withResolvers<void>();
  const ended = lanes.during(['Room1', 'Room1:Root1', 'Room1'], () => work.promise);
  expect(lanes.busy()).toEqual(['Room1', 'Room1:Root1']);
  work.reject(new Error('no'));
  await expect(ended).rejects.toThrow('no');
  expect(lanes.busy()).toEqual([]);
  expect(onFree).toHaveBeenCalledTimes(1);
});

test('a lane with two works is busy until both have ended', async () => {
  const lanes = openLanes(onFree);
  const work = Promise.withResolvers<void>();
  const long = lanes.during(['Room1'], () => work.promise);
  await lanes.during(['Room1'], async () => undefined);
  expect(lanes.busy()).toEqual(['Room1']);
  expect(onFree).not.toHaveBeenCalled();
  work.resolve();
  await long;
  expect(lanes.busy()).toEqual([]);
  expect(onFree).toHaveBeenCalledTimes(1);
});
