import { expect, test } from 'vitest';
import { singleFlight } from '../../../gateway-endpoint/src/admit/single-flight.ts';

let tests = 0;
/** Attempts at events; each one ends when the test says so. */
function attempts() {
  const test = tests++;
  const happened: string[] = [];
  const attempt = (key: string, name: string) => {
    const work = Promise.withResolvers<string>();
    const ended = singleFlight(
      `${key} of test ${test}`,
      () => void happened.push(`${name} waits`),
      () => {
        happened.push(`${name} begins`);
        return work.promise;
      },
    );
    return { work, ended };
  };
  return { happened, attempt };
}

const turnOfLoop = () => new Promise(setImmediate);

test('an attempt begins at once, and has the result of its work', async () => {
  const { happened, attempt } = attempts();
  const one = attempt('e1', 'one');
  expect(happened).toEqual(['one begins']);
  one.work.resolve('done');
  expect(await one.ended).toBe('done');
});

test.each(['well', 'badly'])(
  'a further attempt at the same event waits until the one before it has ended %s',
  async (how) => {
    const { happened, attempt } = attempts();
    const [one, two, elsewhere] = [attempt('e1', 'one'), attempt('e1', 'two'), attempt('e2', 'elsewhere')];
    await turnOfLoop();
    expect(happened).toEqual(['one begins', 'two waits', 'elsewhere begins']);
    if (how === 'well') one.work.resolve('');
    else one.work.reject(new Error('no'));
    await Promise.allSettled([one.ended]);
    await turnOfLoop();
    expect(happened.slice(3)).toEqual(['two begins']);
    for (const { work } of [two, elsewhere]) work.resolve('');
    await Promise.all([two.ended, elsewhere.ended]);
  },
);

test('of several that wait only one begins at a time', async () => {
  const { happened, attempt } = attempts();
  const [one, two, three] = [attempt('e1', 'one'), attempt('e1', 'two'), attempt('e1', 'three')];
  one.work.resolve('');
  await turnOfLoop();
  expect(happened).toEqual(['one begins', 'two waits', 'three waits', 'two begins', 'three waits']);
  two.work.resolve('');
  await turnOfLoop();
  expect(happened.at(-1)).toBe('three begins');
  three.work.resolve('');
  await three.ended;
});

test('an attempt that fails says so to its own caller, and the next one begins without waiting', async () => {
  const { happened, attempt } = attempts();
  const one = attempt('e1', 'one');
  one.work.reject(new Error('no session'));
  await expect(one.ended).rejects.toThrow('no session');
  const two = attempt('e1', 'two');
  expect(happened).toEqual(['one begins', 'two begins']);
  two.work.resolve('');
  await two.ended;
});
