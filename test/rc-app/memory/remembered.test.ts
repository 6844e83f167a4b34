import type { IRead } from '@rocket.chat/apps-engine/definition/accessors/IRead';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { remember } from '../../../rc-app/src/memory/remembered.ts';

const read = {} as IRead;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('reads once, also for several who ask at the same time', async () => {
  const load = vi.fn(async () => 'value');
  const remembered = remember(load);
  expect(await Promise.all([remembered.get(read), remembered.get(read)])).toEqual(['value', 'value']);
  await remembered.get(read);
  expect(load).toHaveBeenCalledTimes(1);
});

test('reads again after forgetting, and after its time', async () => {
  const load = vi.fn(async () => 'value');
  const remembered = remember(load, 60_000);
  await remembered.get(read);
  remembered.forget();
  await remembered.get(read);
  vi.advanceTimersByTime(59_999);
  await remembered.get(read);
  expect(load).toHaveBeenCalledTimes(2);
  vi.advanceTimersByTime(1);
  await remembered.get(read);
  expect(load).toHaveBeenCalledTimes(3);
});

test('a value that is too old for one caller is read again for everybody', async () => {
  const load = vi.fn().mockResolvedValueOnce('openclaw.bot').mockResolvedValue('renamed.bot');
  const remembered = remember<string>(load);
  await remembered.get(read);
  vi.advanceTimersByTime(59_999);
  expect(await remembered.get(read, 60_000)).toBe('openclaw.bot');
  vi.advanceTimersByTime(1);
  expect(await remembered.get(read)).toBe('openclaw.bot');
  expect(await remembered.get(read, 60_000)).toBe('renamed.bot');
  expect(await remembered.get(read)).toBe('renamed.bot');
});

test('a failure reaches the caller and is not kept', async () => {
  const load = vi.fn().mockRejectedValueOnce(new Error('down')).mockResolvedValueOnce('up');
  const remembered = remember(load);
  await expect(remembered.get(read)).rejects.toThrow('down');
  await expect(remembered.get(read)).resolves.toBe('up');
});
