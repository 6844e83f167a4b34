import { expect, test } from 'vitest';
import { openUnderWay } from '../../../rc-app/src/workspace/under-way.ts';

const never = () => new Promise<void>(() => undefined);

test('it is over when all has ended, also what has failed, and what has begun meanwhile', async () => {
  const underWay = openUnderWay(never);
  const one = Promise.withResolvers<string>();
  const two = Promise.withResolvers<string>();
  const three = Promise.withResolvers<string>();
  expect(underWay.add(one.promise)).toBe(one.promise);
  const failed = underWay.add(two.promise).catch(() => 'failed');
  const ended: string[] = [];
  const over = underWay.over(1).then(() => ended.push('all'));
  const next = one.promise.then(() => underWay.add(three.promise)).then(() => ended.push('the last one'));
  one.resolve('');
  two.reject(new Error('no way'));
  expect(await failed).toBe('failed');
  expect(ended).toEqual([]);
  three.resolve('');
  await Promise.all([over, next]);
  expect(ended).toEqual(['the last one', 'all']);
});

test('it is over at once where nothing is under way', async () => {
  const underWay = openUnderWay(never);
  await underWay.add(Promise.resolve());
  await expect(underWay.over(1)).resolves.toBeUndefined();
});

test('nobody waits for longer than they have said', async () => {
  const paused: number[] = [];
  const underWay = openUnderWay(async (ms) => void paused.push(ms));
  underWay.add(never()).catch(() => undefined);
  await underWay.over(7);
  expect(paused).toEqual([7]);
});
