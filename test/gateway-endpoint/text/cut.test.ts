import { describe, expect, test } from 'vitest';
import { noteFor } from '../../../gateway-endpoint/src/files/note.ts';
import { nameAsCode } from '../../../gateway-endpoint/src/files/unsendable.ts';
import { fileLabel, label } from '../../../gateway-endpoint/src/place/label.ts';
import { nameOf } from '../../../gateway-endpoint/src/place/name-of.ts';
import { EN } from '../../../gateway-endpoint/src/texts/pattern.ts';

const FAMILY = '👨‍👩‍👧‍👦';

describe('[F10] names are cut between characters, and files keep their ending', () => {
  test.each([
    [label('👍🏽'.repeat(300), 3), '👍🏽…'],
    [label('🇩🇪'.repeat(300), 3), '🇩🇪…'],
    [label('e\u0323\u0301\u0327'.repeat(300), 3).normalize('NFC').isWellFormed(), true],
    [nameOf({ id: 'A', username: 'alice', name: '🇩🇪'.repeat(200) }), `${'🇩🇪'.repeat(40)}… (@alice)`],
    [fileLabel(`${'x'.repeat(250)}.docx`), `${'x'.repeat(115)}….docx`],
    [fileLabel('x'.repeat(250)), `${'x'.repeat(120)}…`],
    [fileLabel(`${'ﷺ'.repeat(200)}.docx`).endsWith('….docx'), true],
    [nameAsCode(`${'x'.repeat(250)}.docx`, EN), `\`${'x'.repeat(115)}….docx\``],
    [nameAsCode(`${'😀'.repeat(200)}`, EN), `\`${'😀'.repeat(60)}…\``],
  ])('%j', (shown, expected) => {
    expect(shown).toBe(expected);
  });

  test('in the note about a file that is not there', () => {
    const limits = { maxBytes: 1, maxFiles: 1 };
    expect(noteFor({ name: `${FAMILY.repeat(20)}.pdf` }, 'gone', limits)).toMatch(
      /^\[file .+….pdf: no longer there\]$/u,
    );
  });
});
