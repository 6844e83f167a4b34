import type { Block } from '@rocketchat-openclaw/shared';
import { expect, test } from 'vitest';
import { chosenLine, concluded } from '../../../gateway-endpoint/src/interactions/conclude.ts';
import { labelFor } from '../../../gateway-endpoint/src/interactions/label.ts';
import { WRITING } from './clickable.ts';

const ACTIONS: Block = { type: 'actions', elements: [{ type: 'button', actionId: 'a', text: 'Yes' }] };
const FOOT: Block = { type: 'context', text: 'a footnote' };

test('everything that was said stays, and the line pings nobody', () => {
  const over = { text: 'Shall I?', blocks: [ACTIONS, FOOT] };
  expect(concluded(over, chosenLine('Yes @all', 'bob'), WRITING)).toEqual({
    text: 'Shall I?\n\na footnote\n\n✓ **Yes @\u200ball** — @\u200bbob',
  });
});

test('a text that is too long for one message stays in sections', () => {
  const text = 'x'.repeat(4_990);
  const line = '✓ **Yes** — @\u200bbob';
  expect(concluded({ text, blocks: [ACTIONS, FOOT] }, chosenLine('Yes', 'bob'), WRITING)).toEqual({
    text: line,
    blocks: [{ type: 'section', text }, FOOT, { type: 'section', text: line }],
  });
});

test.each([
  ['Yes', 'Yes'],
  ['two\nlines', 'two lines'],
  ['\u202eevil\u0000', 'evil'],
  ['ask @all', 'ask @\u200ball'],
  [' \n ', '–'],
  ['y'.repeat(80), `${'y'.repeat(74)}…`],
  ['👩‍👩‍👧'.repeat(30), `${'👩‍👩‍👧'.repeat(9)}…`],
])('a button with the words %j', (text, label) => {
  expect(labelFor(text)).toBe(label);
});
