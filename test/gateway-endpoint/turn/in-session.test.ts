import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { TURN_WAIT_MS } from '../../../gateway-endpoint/src/admit/lanes.ts';
import { holdSession, inSession } from '../../../gateway-endpoint/src/turn/in-session.ts';

const SESSION = 'agent:main:main';

/** Turns that last until a test ends them. */
function turns() {
  const begun: string[] = [];
  const aside: string[] = [];
  const beats: string[] = [];
  const open = (name: string, sessionKey = SESSION, stopped?: AbortSignal) => {
    const work = Promise.withResolvers<string>();
    const stop = new AbortController();
    const claim = {
      abortSignal: stopped ?? stop.signal,
      stepAside: () => void aside.push(name),
      onDeferredHeartbeat: () => void beats.push(name),
      deferredHeartbeatIntervalMs: 10_000,
    };
    const result = inSession({ sessionKey, claim }, () => {
      begun.push(name);
      return work.promise;
    });
    result.catch(() => undefined);
    return { result, stop, end: () => work.resolve(name), fail: () => work.reject(new Error(name)) };
  };
  return { begun, aside, beats, open };
}

const settled = () => vi.advanceTimersByTimeAsync(0);

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('turns of one session run one after the other and step aside meanwhile; those of others run beside them', async () => {
  const { begun, aside, open } = turns();
  const [first, second, third] = [open('first'), open('second'), open('third')];
  const other = open('other', 'agent:main:other');
  expect([begun, aside]).toEqual([
    ['first', 'other'],
    ['second', 'third'],
  ]);
  first.end();
  await settled();
  expect(begun).toEqual(['first', 'other', 'second']);
  second.fail();
  await settled();
  expect(begun).toEqual(['first', 'other', 'second', 'third']);
  third.end();
  other.end();
  expect(await first.result).toBe('first');
  await expect(second.result).rejects.toThrow('second');
  expect([await third.result, await other.result]).toEqual(['third', 'other']);
});

test('a turn that takes too long is not waited for, and each is given its time from where it begins', async () => {
  const { begun, beats, open } = turns();
  const all = [open('first'), open('second'), open('third')];
  await vi.advanceTimersByTimeAsync(TURN_WAIT_MS - 1);
  expect(begun).toEqual(['first']);
  await vi.advanceTimersByTimeAsync(1);
  expect(begun).toEqual(['first', 'second']);
  await vi.advanceTimersByTimeAsync(TURN_WAIT_MS);
  expect(begun).toEqual(['first', 'second', 'third']);
  // OpenClaw would give up a run that waits for five minutes without a word.
  expect(beats.filter((name) => name === 'third').length).toBeGreaterThanOrEqual(4);
  for (const { end } of all) end();
  await settled();
});

describe('a turn that is stopped while it waits', () => {
  test('or before it came to wait, fails at once', async () => {
    const { begun, open } = turns();
    const first = open('first');
    await expect(open('second', SESSION, AbortSignal.abort(new Error('stopped'))).result).rejects.toThrow('stopped');
    expect(begun).toEqual(['first']);
    first.end();
    await settled();
  });

  test('does not begin, and lets nobody past the turn that it waited for', async () => {
    const { begun, open } = turns();
    const first = open('first');
    const second = open('second');
    const third = open('third');
    second.stop.abort(new Error('the account is stopped'));
    await expect(second.result).rejects.toThrow('the account is stopped');
    expect(begun).toEqual(['first']);
    first.end();
    await settled();
    expect(begun).toEqual(['first', 'third']);
    third.end();
    await settled();
  });
});

test('a held session begins after the work has ended, or has taken too long', async () => {
  const { begun, open } = turns();
  const recovered = Promise.withResolvers<void>();
  const held = holdSession(SESSION, () => recovered.promise, 120_000);
  const next = open('next');
  await vi.advanceTimersByTimeAsync(100_000);
  expect(begun).toEqual([]);
  recovered.resolve();
  await held;
  await settled();
  next.end();
  await next.result;
  const hangs = holdSession(SESSION, () => new Promise(() => undefined), 120_000);
  const last = open('last');
  await vi.advanceTimersByTimeAsync(120_000);
  expect(begun).toEqual(['next', 'last']);
  last.end();
  await last.result;
  void hangs;
});
