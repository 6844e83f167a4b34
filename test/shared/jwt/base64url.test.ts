import { expect, test } from 'vitest';
import { fromBase64url, toBase64url } from '../../../shared/src/jwt/base64url.ts';

test('bytes of every value and of every length come back', () => {
  const all = Uint8Array.from({ length: 256 }, (_, value) => value);
  for (const bytes of [all, all.slice(1), all.slice(2), new Uint8Array(0)]) {
    expect(toBase64url(bytes)).toBe(Buffer.from(bytes).toString('base64url'));
    expect(fromBase64url(toBase64url(bytes))).toEqual(bytes);
  }
});

test.each([
  ['a sign of no alphabet', '!AAA'],
  ['a sign of no alphabet, in a text that is a letter too long', 'AAA!A'],
  ['a letter that is no ASCII', 'AAAé'],
  ['a letter too many', 'A'],
  ['a letter too many behind four', 'AAAAA'],
  ['the other alphabet', '+/AA'],
  ['padding', 'AA=='],
  ['a blank', 'AA AA'],
  ['a line feed at its end', 'AAAA\n'],
  ['bits that are not used', 'AB'],
])('%s (%j) is not canonical, and is no exception', (_what, text) => {
  expect(fromBase64url(text)).toBeUndefined();
});
