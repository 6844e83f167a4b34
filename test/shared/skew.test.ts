import { skewInWords, skewToServer, spanInWords } from '@rocketchat-openclaw/shared';
import { expect, test } from 'vitest';

const second = 1_000;

test.each([
  [0, '0 seconds'],
  [1 * second, '1 second'],
  [-45 * second, '45 seconds'],
  [119 * second, '119 seconds'],
  [420 * second, '7 minutes'],
  [3 * 3_600 * second, '3 hours'],
  [-49 * 3_600 * second, '2 days'],
])('%d ms are %s', (ms, words) => {
  expect(spanInWords(ms)).toBe(words);
});

test('a clock is ahead or behind', () => {
  expect([skewInWords(420_000), skewInWords(-420_000)]).toEqual(['7 minutes ahead of', '7 minutes behind']);
});

const NOW = Date.UTC(2026, 5, 1, 12, 0, 0);

test.each([
  ['Mon, 01 Jun 2026 11:53:00 GMT', 420_000],
  ['Mon, 01 Jun 2026 12:07:00 GMT', -420_000],
  ['Mon, 01 Jun 2026 11:59:31 GMT', undefined],
  ['yesterday', undefined],
  ['', undefined],
  [null, undefined],
  [undefined, undefined],
])('to a server that says %j: %s', (date, skew) => {
  expect(skewToServer(date, NOW)).toBe(skew);
});
