import { delayBefore, LIMITS } from '@rocketchat-openclaw/shared';
import { expect, test } from 'vitest';

const smallest = () => 0;
const largest = () => 1;

test('waits double, with half of each left to chance, up to a quarter of an hour', () => {
  expect([0, 1, 2, 3].map((attempt) => delayBefore(attempt, largest))).toEqual([1_000, 2_000, 4_000, 8_000]);
  expect([0, 1, 2, 3].map((attempt) => delayBefore(attempt, smallest))).toEqual([500, 1_000, 2_000, 4_000]);
  expect(delayBefore(100, largest)).toBe(LIMITS.retryCeilingMs);
});

test('the peer’s Retry-After is honoured, but not for ever', () => {
  expect(delayBefore(0, smallest, 30_000)).toBe(30_000);
  expect(delayBefore(0, smallest, 86_400_000)).toBe(LIMITS.retryCeilingMs);
});
