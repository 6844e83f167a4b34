import { expect, test } from 'vitest';
import { nearest } from '../../../../gateway-endpoint/src/plugin/directory/nearest.ts';

const NAMES = ['general', 'generals-office', 'random', 'ops', 'development', 'developers', ''];

test.each([
  ['genral', ['general']],
  ['General', ['general', 'generals-office']],
  ['develpoment', ['development']],
  ['opps', ['ops']],
  ['xyz', []],
  ['', []],
] as const)('the names nearest to %j', (wanted, names) => {
  expect(nearest(wanted, NAMES, (name) => name)).toEqual(names);
});
