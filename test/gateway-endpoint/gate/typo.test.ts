import { expect, test } from 'vitest';
import { isTypoOf } from '../../../gateway-endpoint/src/gate/typo.ts';

test.each([
  ['statu', 'status', 'a letter less at the end'],
  ['sttus', 'status', 'a letter less'],
  ['statuss', 'status', 'a letter more at the end'],
  ['staatus', 'status', 'a letter more'],
  ['stxtus', 'status', 'another letter'],
  ['statux', 'status', 'another letter at the end'],
  ['satus', 'status', 'a letter less near the beginning'],
  ['sttaus', 'status', 'two letters swapped'],
  ['statsu', 'status', 'the last two swapped'],
  ['sta', 'status', 'the beginning'],
  ['ne', 'new', 'a short name without its last letter'],
])('%j is nearly %j: %s', (written, name) => {
  expect(isTypoOf(written, name)).toBe(true);
});

test.each([
  ['status', 'status', 'it is the command'],
  ['tsatus', 'status', 'another first letter'],
  ['xtatus', 'status', 'another first letter'],
  ['st', 'status', 'it could be the beginning of any word'],
  ['stxx', 'status', 'two letters less, and others'],
  ['stattuss', 'status', 'two letters more'],
  ['stxtxs', 'status', 'two other letters'],
  ['sutats', 'status', 'letters swapped that are not neighbours'],
  ['sttasu', 'status', 'swapped twice'],
  ['staxsu', 'status', 'swapped, and another letter'],
  ['sxtaus', 'status', 'a letter more and one less'],
  ['stxxus', 'status', 'two other letters in the middle'],
  ['sttxus', 'status', 'only half of a swap'],
  ['stxaus', 'status', 'only the other half of it'],
  ['sxtxus', 'status', 'the other half of a swap'],
  ['stxtu', 'status', 'a letter less and another one'],
])('%j is not nearly %j: %s', (written, name) => {
  expect(isTypoOf(written, name)).toBe(false);
});
