import path from 'node:path';
import { expect, test } from 'vitest';
import { unknownNames } from '../unknown-names.ts';

const FOUND = ['test/flow/order.test.ts', 'test/rc-app/outbox/breaker.test.ts'];

test.each([
  ['no name', [], []],
  ['a part of a path', ['flow/order'], []],
  ['a name in other letters', ['ORDER'], []],
  ['a path from here', ['./test/flow/order.test.ts'], []],
  ['a whole path', [path.resolve('test/flow/order.test.ts')], []],
  ['a line of a suite', ['order.test.ts:12'], []],
  ['a name that no suite has', ['typo'], ['typo']],
  ['one such name among others', ['order', 'typo', 'breaker'], ['typo']],
  ['an option and its value', ['order', '-t', 'a sentence'], []],
])('%s', (_what, given, unknown) => {
  expect(unknownNames(given, FOUND)).toEqual(unknown);
});

test('with an option, and nothing has run', () => {
  expect(unknownNames(['typo', '-t', 'a sentence'], [])).toEqual(['typo']);
  expect(unknownNames(['-t', 'a sentence'], [])).toEqual(['-t']);
});
