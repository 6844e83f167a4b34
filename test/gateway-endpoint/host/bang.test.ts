import { expect, test } from 'vitest';
import { beginsWithBang } from '../../../gateway-endpoint/src/host/bang.ts';

test.each([
  '!ls',
  ' !ls',
  '"!ls',
  '@openclaw !ls',
  '@OpenClaw: !ls',
  '... @openclaw, @openclaw !important',
  '\u200b!5',
])('OpenClaw may read %j as a command of the shell', (text) => {
  expect(beginsWithBang(text, 'OpenClaw')).toBe(true);
});

test.each(['hello!', 'ls !', '5 !', '/!ls', '@bob !ls', 'é!', ''])('and %j not', (text) => {
  expect(beginsWithBang(text, 'openclaw')).toBe(false);
});
