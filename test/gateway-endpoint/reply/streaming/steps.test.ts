import { expect, test } from 'vitest';
import { stepOf } from '../../../../gateway-endpoint/src/reply/streaming/steps.ts';

const STEPS = { minChars: 10, maxChars: 40, breakPreference: 'paragraph' } as const;

test.each([
  ['too little is waited for', 'short.\n\n', 0, {}, ''],
  ['a paragraph without an end too', 'a paragraph that goes on', 0, {}, ''],
  [
    'the last whole paragraph is shown',
    'one paragraph\n\ntwo paragraphs\n\nthr',
    0,
    {},
    'one paragraph\n\ntwo paragraphs\n\n',
  ],
  ['shown text stays', 'one paragraph\n\ntwo', 15, {}, 'one paragraph\n\n'],
  [
    'a piece that is too long is shown as it is',
    'a paragraph that goes on and on and on and on',
    0,
    {},
    'a paragraph that goes on and on and on and on',
  ],
  ['lines', 'one longer line\ntwo', 0, { breakPreference: 'newline' }, 'one longer line\n'],
  ['sentences', 'A whole sentence. And', 0, { breakPreference: 'sentence' }, 'A whole sentence. '],
] as const)('%s', (_what, text, shown, more, seen) => {
  expect(text.slice(0, stepOf(text, shown, { ...STEPS, ...more }))).toBe(seen);
});
