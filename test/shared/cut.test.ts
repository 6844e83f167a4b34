import { cutAt, cutFileName, cutText, shortened } from '@rocketchat-openclaw/shared';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

/** Each of them one character, as people see it. */
const CHARACTERS = ['a', ' ', 'ü', 'e\u0301', '田', '😀', '👍🏽', '🤦‍♂️', '👨‍👩‍👧‍👦', '🇩🇪', '1️⃣', '\r\n', 'क्षि', '각'];
const row = fc.array(fc.constantFrom(...CHARACTERS), { maxLength: 40 });
const graphemes = (text: string) => [...new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(text)];

describe('[F10] a text is cut between characters', () => {
  test('of as many as fit', () => {
    fc.assert(
      fc.property(row, fc.nat(120), (characters, most) => {
        const text = characters.join('');
        const kept = cutAt(text, most);
        expect(kept.length).toBeLessThanOrEqual(most);
        const whole = graphemes(text).filter(({ index, segment }) => index + segment.length <= most);
        expect(kept).toBe(whole.map(({ segment }) => segment).join(''));
      }),
      { numRuns: 5_000, seed: 10 },
    );
  });

  test.each([
    ['abc', 3, 'abc'],
    ['abc', 2, 'ab'],
    ['abc', 0, ''],
    ['', 0, ''],
    ['a😀', 2, 'a'],
    ['a😀', 1, 'a'],
    ['😀', 1, ''],
    ['a👨‍👩‍👧‍👦', 11, 'a'],
    ['🇩🇪🇫🇷', 6, '🇩🇪'],
    // More marks than any writing has must not lose the text before them.
    [`a${'\u0301'.repeat(500)}`, 300, `a${'\u0301'.repeat(299)}`],
  ])('%j at %i', (text, most, expected) => {
    expect(cutAt(text, most)).toBe(expected);
  });

  test('a text says at its end that it was cut, and is never longer', () => {
    expect(cutText('x'.repeat(20_000), 20_000)).toBe('x'.repeat(20_000));
    expect(cutText('x'.repeat(31_204), 20_000)).toBe(`${'x'.repeat(19_964)}… (cut: 19,964 of 31,204 characters)`);
    expect(cutText('x'.repeat(1_234_567), 100)).toMatch(/^x+… \(cut: 6\d of 1,234,567 characters\)$/);
    fc.assert(
      fc.property(row, fc.nat(120), (characters, most) => {
        const text = characters.join('');
        const cut = cutText(text, most);
        expect(cut.length).toBeLessThanOrEqual(most);
        expect(cut.isWellFormed()).toBe(true);
        if (text.length > most && most > 0) expect(cut).toMatch(/…$|… \(cut: \d+ of \d+ characters\)$/);
      }),
      { numRuns: 5_000, seed: 10 },
    );
  });

  test.each([
    ['report.pdf', 256, 'report.pdf'],
    [`${'x'.repeat(300)}.pdf`, 20, `${'x'.repeat(15)}….pdf`],
    [`${'x'.repeat(300)}.tar.gz`, 20, `${'x'.repeat(12)}….tar.gz`],
    [`${'👍🏽'.repeat(100)}.jpeg`, 20, `${'👍🏽'.repeat(3)}….jpeg`],
    ['x'.repeat(300), 20, `${'x'.repeat(19)}…`],
    [`x.${'y'.repeat(300)}`, 20, `x.${'y'.repeat(17)}…`],
    [`${'x'.repeat(300)}.`, 20, `${'x'.repeat(19)}…`],
  ])('%j as a name of a file', (name, most, expected) => {
    expect(cutFileName(name, most)).toBe(expected);
    expect(cutFileName(name, most).length).toBeLessThanOrEqual(most);
  });

  test('a title has a sign at its end', () => {
    expect([shortened('abc', 3), shortened('abcd', 3), shortened('a😀😀', 3), shortened('abc', 0)]).toEqual([
      'abc',
      'ab…',
      'a…',
      '',
    ]);
  });
});
