import { describe, expect, test } from 'vitest';
import { alternate } from '../bench/alternate.ts';
import { type Goal, isMet, rowOf } from '../bench/report/row.ts';
import { summarise } from '../bench/report/summary.ts';
import { tableOf } from '../bench/report/table.ts';

const hundred = Array.from({ length: 100 }, (_, n) => 100 - n);
const aRow = (ours: number[], values: number[], goals: Goal[] = []) =>
  rowOf({ id: 'way', title: 'the way', unit: 'ms', ours, peer: { name: 'them', values }, goals });

describe('percentiles by the nearest rank', () => {
  test.each([
    { values: hundred, p50: 50, p95: 95, p99: 99 },
    { values: [7], p50: 7, p95: 7, p99: 7 },
    { values: [2, 1], p50: 1, p95: 2, p99: 2 },
    { values: [], p50: Number.NaN, p95: Number.NaN, p99: Number.NaN },
  ])('of $values.length values', ({ values, ...percentiles }) => {
    expect(summarise(values)).toEqual({ n: values.length, ...percentiles });
  });
});

test('a sign that never came does not count', () => {
  expect(aRow([Number.NaN, 4], [2]).ours).toMatchObject({ n: 1, p50: 4 });
});

test('nothing is divided by 0', () => {
  expect(aRow([1], [0]).ratio).toBeUndefined();
});

describe('a goal', () => {
  test.each([
    { goal: { of: 'ratio', most: 2 }, met: true },
    { goal: { of: 'ratio', most: 1.9 }, met: false },
    { goal: { of: 'ratio', least: 2.1 }, met: false },
    { goal: { of: 'p50', least: 4 }, met: true },
  ] as const)('$goal is met: $met', ({ goal, met }) => {
    expect(isMet(aRow([4], [2]), goal)).toBe(met);
  });

  test('is neither met nor missed where nothing was measured', () => {
    expect(isMet(aRow([], [2]), { of: 'p50', most: 1 })).toBeUndefined();
  });
});

test('the table has a line for each row, and says which goals are not met', () => {
  const table = tableOf([aRow([4], [2], [{ of: 'ratio', most: 1 }])], { withGoals: true });
  expect(
    table
      .split('\n')
      .at(-1)
      ?.split(/\s*\|\s*/),
  ).toEqual([
    '',
    'the way [ms]',
    '1',
    '4.00',
    '4.00',
    '4.00',
    'them',
    '2.00',
    '2.00',
    '2.00',
    '2.00',
    'ratio ≤ 1: NOT MET',
    '',
  ]);
});

test('two sides are measured by turns, and the first rounds do not count', async () => {
  const asked: string[] = [];
  const values = await alternate(['a', 'b'], { warmUp: 1, times: 2 }, async (side, round) => {
    asked.push(side);
    return `${side}${round}`;
  });
  expect(asked.join('')).toBe('ababab');
  expect(values).toEqual([
    ['a0', 'a1'],
    ['b0', 'b1'],
  ]);
});
