import { expect, test } from 'vitest';
import { oneAtATime } from '../../../gateway-endpoint/src/files/one-at-a-time.ts';

test('a call starts when the one before it has ended, well or badly', async () => {
  const seen: string[] = [];
  const act = oneAtATime(async (name: string) => {
    seen.push(`${name} starts`);
    await new Promise((resolve) => setImmediate(resolve));
    seen.push(`${name} ends`);
    if (name === 'bad') throw new Error(name);
    return name;
  });
  expect(await Promise.allSettled([act('good'), act('bad'), act('last')])).toMatchObject([
    { value: 'good' },
    { reason: new Error('bad') },
    { value: 'last' },
  ]);
  expect(seen).toEqual(['good', 'bad', 'last'].flatMap((name) => [`${name} starts`, `${name} ends`]));
});
