import { describe, expect, test } from 'vitest';
import { CLOSE_MS, openAccountStack } from '../../../gateway-endpoint/src/account/account-stack.ts';

/** A stack on a clock of its own: `late` lets the time pass. */
function aStack() {
  const did: string[] = [];
  const warned: string[] = [];
  const waited: number[] = [];
  const stop = new AbortController();
  let late = () => {};
  const stack = openAccountStack({
    signal: stop.signal,
    pause: (ms, signal) =>
      new Promise((resolve, reject) => {
        waited.push(ms);
        late = resolve;
        signal?.addEventListener('abort', () => reject(signal.reason));
      }),
    log: { warn: (line) => void warned.push(line) },
  });
  const part = (name: string, close: () => unknown = () => undefined) =>
    stack.open(
      name,
      () => {
        did.push(`open ${name}`);
        return name;
      },
      (opened) => {
        did.push(`close ${opened}`);
        return close();
      },
    );
  return { ...{ stack, part, did, warned, waited, stop }, late: () => late(), end: () => stack[Symbol.asyncDispose]() };
}

describe('a resource of an account', () => {
  test('is closed from the last to the first, each when the one before has closed', async () => {
    const { part, did, end, waited } = aStack();
    const slow = Promise.withResolvers<void>();
    part('a');
    part('b', () => slow.promise);
    part('c');
    const ended = end();
    await expect.poll(() => did).toContain('close b');
    expect(did).not.toContain('close a');
    slow.resolve();
    await ended;
    expect(did).toEqual(['open a', 'open b', 'open c', 'close c', 'close b', 'close a']);
    expect(new Set(waited)).toEqual(new Set([CLOSE_MS]));
  });

  test.each([
    [
      'at once',
      () => {
        throw new Error('jammed');
      },
    ],
    ['a moment later', async () => Promise.reject(new Error('jammed'))],
  ])('keeps nothing else open where it fails to close %s', async (_when, close) => {
    const { part, did, warned, end } = aStack();
    part('a');
    part('b', close);
    await end();
    expect(did.at(-1)).toBe('close a');
    expect(warned).toEqual(['stopping: b failed to close: Error: jammed']);
  });

  test('[L1] keeps nothing else open where it never closes, and a failure after that is logged', async () => {
    const { part, did, warned, late, end } = aStack();
    const hanging = Promise.withResolvers<void>();
    part('a');
    part('b', () => hanging.promise);
    const ended = end();
    await expect.poll(() => did).toContain('close b');
    late();
    await ended;
    expect(did.at(-1)).toBe('close a');
    expect(warned).toEqual([`stopping: b is not closed after ${CLOSE_MS} ms; the rest is closed without it`]);
    hanging.reject(new Error('jammed'));
    await expect.poll(() => warned).toContain('stopping: b failed to close: Error: jammed');
  });

  test('[L2] is closed where the next could not be opened', async () => {
    const { stack, part, did, end } = aStack();
    const open = () => {
      throw new Error('no room');
    };
    part('a');
    expect(() => stack.open('b', open, () => did.push('close b'))).toThrow('no room');
    await end();
    expect(did).toEqual(['open a', 'close a']);
  });
});

describe('all that waits', () => {
  test('ends when OpenClaw stops the account', () => {
    const { stack, stop } = aStack();
    expect(stack.signal.aborted).toBe(false);
    stop.abort();
    expect(stack.signal.aborted).toBe(true);
  });

  test('[L2] ends before the first thing is closed, where the start has failed', async () => {
    const { stack, part, end } = aStack();
    const seen: boolean[] = [];
    part('a', () => seen.push(stack.signal.aborted));
    await end();
    expect(seen).toEqual([true]);
  });
});
