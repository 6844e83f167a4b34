import { printable, printableIn } from '@rocketchat-openclaw/shared';
import { expect, test } from 'vitest';

/** Everything that does something where it is written, or cannot be seen there. */
export const UNSEEN = [
  ...Array.from({ length: 0x20 }, (_, code) => code),
  ...Array.from({ length: 0x21 }, (_, code) => 0x7f + code),
  ...[
    0xad, 0x61c, 0x180e, 0x200b, 0x200c, 0x200d, 0x200e, 0x200f, 0x2028, 0x2029, 0x202a, 0x202b, 0x202c, 0x202d, 0x202e,
  ],
  ...[0x2060, 0x2066, 0x2067, 0x2068, 0x2069, 0xfeff, 0xfff9, 0xfffb, 0xe0001, 0xe0041, 0xd800, 0xdfff],
].filter((code) => code !== 0xa0);

test.each(UNSEEN.map((code) => [code.toString(16), code]))('[S8] U+%s is shown as what it is', (hex, code) => {
  expect(printable(`a${String.fromCodePoint(code)}b`)).toBe(`a\\u{${hex}}b`);
});

test('[S8] letters, signs and pictures of all scripts stay as they are', () => {
  const text = 'Grüße, שלום مرحبا 你好 – “quoted” … 🙂 é ñ \u00a0 /path?x=1&y=[2]';
  expect(printable(text)).toBe(text);
});

test('[S8] a text has an end', () => {
  expect(printable('x'.repeat(100_000))).toBe(`${'x'.repeat(2_000)}… (100000 characters)`);
  expect(printable('\u001b'.repeat(5), 2)).toBe('\\u{1b}\\u{1b}… (5 characters)');
});

test('[S8] all texts of what is shown as JSON are made so, its keys as well', () => {
  expect(printableIn({ a: ['\n', 1, null, { '\u202e': true }], b: undefined })).toEqual({
    a: ['\\u{a}', 1, null, { '\\u{202e}': true }],
    b: undefined,
  });
});
