import { LIMITS } from '@rocketchat-openclaw/shared';
import { describe, expect, test } from 'vitest';
import { type Failure, openBreaker } from '../../../rc-app/src/outbox/breaker.ts';
import { HOUR, MINUTE } from './a-process.ts';

const AWAY: Failure = { why: 'away', retry: 'later' };
const SHUT: Failure = { why: 'wrong secret', retry: 'pause' };

/** With a stopwatch that stands still until it is set, and dice that always give the longest delay. */
function aBreaker() {
  const time = { now: 0 };
  const breaker = openBreaker(
    () => time.now,
    () => 1,
  );
  /** Fails at each attempt until then, and returns how long each pause was. */
  const failUntil = (end: number, failure = AWAY) => {
    const pauses: number[] = [];
    while (time.now < end) {
      breaker.failed(failure);
      const pause = (breaker.open()?.probeAt ?? 0) - time.now;
      pauses.push(pause);
      time.now += pause;
    }
    return pauses;
  };
  return { time, breaker, failUntil };
}

test('nothing stops the first attempt, and a success ends whatever was before', () => {
  const { breaker } = aBreaker();
  expect([breaker.open(), breaker.mayTry()]).toEqual([undefined, true]);
  breaker.failed(AWAY);
  expect(breaker.open()).toMatchObject({ since: 0, failures: 1, why: 'away', isPaused: false });
  breaker.succeeded();
  expect([breaker.open(), breaker.mayTry()]).toEqual([undefined, true]);
});

test('the next attempt comes when its time has come, and not a moment before', () => {
  const { time, breaker } = aBreaker();
  breaker.failed({ ...AWAY, retryAfterMs: 20_000 });
  const at = breaker.open()?.probeAt ?? 0;
  expect(at).toBeGreaterThanOrEqual(20_000);
  time.now = at - 1;
  expect(breaker.mayTry()).toBe(false);
  time.now = at;
  expect(breaker.mayTry()).toBe(true);
});

describe('[L8] while the gateway is away', () => {
  test('it is tried once a minute for an hour, and once in a quarter of an hour after that', () => {
    const { failUntil } = aBreaker();
    const first = failUntil(HOUR);
    expect(Math.max(...first)).toBe(MINUTE);
    const later = failUntil(3 * HOUR);
    expect(later).toEqual(later.map(() => LIMITS.retryCeilingMs));
    expect(LIMITS.retryCeilingMs).toBe(15 * MINUTE);
  });

  test('the hour ends when it is full', () => {
    const { time, breaker } = aBreaker();
    for (let failures = 0; failures < 20; failures++) breaker.failed(AWAY);
    const pauseAt = (now: number) => {
      time.now = now;
      breaker.failed(AWAY);
      return (breaker.open()?.probeAt ?? 0) - now;
    };
    expect([pauseAt(HOUR - 1), pauseAt(HOUR)]).toEqual([MINUTE, LIMITS.retryCeilingMs]);
  });

  test('the hour begins with the first failure after a success', () => {
    const { time, breaker, failUntil } = aBreaker();
    failUntil(2 * HOUR);
    breaker.succeeded();
    expect(Math.max(...failUntil(time.now + HOUR))).toBe(MINUTE);
  });

  test('a failure that repairs itself is tried once a minute however long it lasts', () => {
    const { failUntil } = aBreaker();
    const pauses = failUntil(5 * HOUR, { ...SHUT, mendsItself: true });
    expect(Math.max(...pauses)).toBe(MINUTE);
    expect(pauses[0]).toBeLessThan(MINUTE);
  });
});

test('a connection that is wrong pauses for a minute from the first time on, whatever the gateway asks for', () => {
  const { breaker } = aBreaker();
  breaker.failed({ ...SHUT, retryAfterMs: 1 });
  expect(breaker.open()).toMatchObject({ probeAt: MINUTE, isPaused: true });
});

test('a sign that it may succeed brings the next attempt forward, and forgets nothing', () => {
  const { time, breaker } = aBreaker();
  breaker.tryNow();
  expect(breaker.open()).toBeUndefined();
  breaker.failed(SHUT);
  time.now = 5;
  breaker.tryNow();
  expect(breaker.open()).toMatchObject({ since: 0, probeAt: 5, failures: 1, why: 'wrong secret', isPaused: true });
  expect(breaker.mayTry()).toBe(true);
});
