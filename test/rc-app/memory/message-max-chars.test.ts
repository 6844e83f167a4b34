import type { IRead } from '@rocket.chat/apps-engine/definition/accessors/IRead';
import { expect, test } from 'vitest';
import { readMessageMaxChars } from '../../../rc-app/src/memory/message-max-chars.ts';

const reading = (getValueById: () => Promise<unknown>) =>
  readMessageMaxChars({
    getEnvironmentReader: () => ({ getServerSettings: () => ({ getValueById }) }),
  } as unknown as IRead);

test.each<[unknown, number]>([
  [20_000, 20_000],
  [1, 1],
  [0, 5_000],
  [-1, 5_000],
  [null, 5_000],
  ['7000', 5_000],
  [Number.NaN, 5_000],
])('%j is taken for %d', async (value, expected) => {
  expect(await reading(async () => value)).toBe(expected);
});

test('a server that does not tell has the default', async () => {
  expect(await reading(() => Promise.reject(new Error('not readable')))).toBe(5_000);
});
