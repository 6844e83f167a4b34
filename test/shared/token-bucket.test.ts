import { openTokenBucket } from '@rocketchat-openclaw/shared';
import { expect, test } from 'vitest';

const passed = (bucket: ReturnType<typeof openTokenBucket>, now: number, tries: number) =>
  Array.from({ length: tries }, () => bucket.take(now)).filter((wait) => wait === 0).length;

test('[S13] so many at once, then so many a minute, and never more at once however long nobody came', () => {
  const bucket = openTokenBucket({ burst: 10, perMinute: 60 });
  expect(passed(bucket, 0, 50)).toBe(10);
  expect(passed(bucket, 500, 50)).toBe(0);
  expect(passed(bucket, 1_000, 50)).toBe(1);
  expect(passed(bucket, 6_000, 50)).toBe(5);
  expect(passed(bucket, 1_000_000, 50)).toBe(10);
});

test('[S13] who is refused hears when to come again, and then may pass', () => {
  const bucket = openTokenBucket({ burst: 1, perMinute: 1 / 3 });
  expect(bucket.take(0)).toBe(0);
  const wait = bucket.take(60_000);
  expect(wait).toBeCloseTo(120_000, -1);
  expect(bucket.take(60_000 + wait)).toBe(0);
});

test('a stopwatch that stands still or goes back gives nothing away', () => {
  const bucket = openTokenBucket({ burst: 1, perMinute: 60 });
  expect([bucket.take(5_000), bucket.take(5_000), bucket.take(1_000)]).toEqual([0, 1_000, 1_000]);
});
