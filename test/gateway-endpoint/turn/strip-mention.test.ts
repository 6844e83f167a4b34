import { expect, test } from 'vitest';
import { stripLeadingMention } from '../../../gateway-endpoint/src/turn/strip-mention.ts';

test.each([
  ['@openclaw /new', '/new'],
  ['  @openclaw   /new  ', '/new'],
  ['@OpenClaw /new', '/new'],
  ['@openclaw: /new', '/new'],
  ['@openclaw, /new', '/new'],
  ['@openclaw,/new', '/new'],
  ['@openclaw：/new', '/new'],
  ['@openclaw、， /new', '/new'],
  ['(@openclaw) /new', '/new'],
  ['(@openclaw.) /new', '/new'],
  ['**@openclaw**, /new', '/new'],
  ['"@openclaw" /new', '/new'],
  ['\u200b@openclaw\u200b /new', '/new'],
  ['@openclaw!', ''],
  ['@openclaw', ''],
  ['@openclaw\n/new', '/new'],
])('behind a mention, %j is %j', (text, rest) => {
  expect(stripLeadingMention(text, 'openclaw')).toBe(rest);
});

test.each([
  ['@openclaws /new', 'somebody else'],
  ['@openclaw.bot /new', 'somebody else with a longer name'],
  ['@openclaw-2 /new', 'somebody else with a number'],
  ['@openclaw!/new', 'no end of the mention'],
  ['/new @openclaw', 'a mention behind the words'],
  ['hey @openclaw /new', 'words before the mention'],
  ['openclaw /new', 'no mention'],
])('%j stays as it is: %s', (text) => {
  expect(stripLeadingMention(text, 'openclaw')).toBe(text);
});

test('words without a mention lose the blanks around them alone', () => {
  expect(stripLeadingMention('  (see) this  ', 'openclaw')).toBe('(see) this');
});
