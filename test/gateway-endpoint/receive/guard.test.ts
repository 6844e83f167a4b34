import { expect, onTestFinished, test } from 'vitest';
import { openGuard } from '../../../gateway-endpoint/src/receive/guard.ts';

function aGuard() {
  const guard = openGuard();
  onTestFinished(() => guard.dispose());
  return guard;
}

test('as many as fit are inside at once, and a place that somebody leaves is free', () => {
  const guard = aGuard();
  const inside = Array.from({ length: 256 }, () => guard.enter());
  expect(() => guard.enter()).toThrow(expect.objectContaining({ code: 'too-many' }));
  inside[0]?.();
  const leave = guard.enter();
  expect(() => guard.enter()).toThrow();
  leave();
});

test('after a hundred failures in a minute a client is logged no more, and the others are', () => {
  const guard = aGuard();
  const times = Array.from({ length: 101 }, () => guard.mayFail('192.0.2.1'));
  expect(times.filter((may) => may)).toHaveLength(100);
  expect(times.at(-1)).toBe(false);
  expect(guard.mayFail('192.0.2.2')).toBe(true);
});

test('a client on this machine, such as a proxy, is no exception', () => {
  const guard = aGuard();
  for (let n = 0; n < 100; n++) guard.mayFail('127.0.0.1');
  expect(guard.mayFail('127.0.0.1')).toBe(false);
});
