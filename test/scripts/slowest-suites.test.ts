import { expect, test } from 'vitest';
import { type SuiteTime, slowest } from '../slowest-suites.ts';

const suite = (file: string, seconds: number): SuiteTime => ({ project: 'flow', file, seconds });
const minutes = (count: number) => ({ from: 1000, until: 1000 + count * 60_000 });

test('a run closes with its ten slowest suites, the slowest first', () => {
  const times = Array.from({ length: 12 }, (_, index) => suite(`${index}.test.ts`, index));
  const lines = slowest(times, [minutes(0.5)], () => '');
  expect(lines).toHaveLength(12);
  expect(lines.slice(0, 2)).toEqual(['slowest suites:', '  11.0 s  flow 11.test.ts']);
  expect(lines.at(-1)).toBe('whole run: 12 suites in 30 s');
});

test('the time of a run in several parts reaches from the first part to the last', () => {
  expect(
    slowest([suite('a', 1), suite('a', 1)], [minutes(1.25), { from: 200_000, until: 200_500 }], () => '').at(-1),
  ).toBe('whole run: 2 suites in 3 min 20 s');
});

test.each([
  ['a suite of a minute gives no reason', 60, '// Long: three gateways.', '  60.0 s  flow a'],
  [
    'a longer one gives the reason in its first line',
    61.2,
    '// Long: three gateways.',
    '  61.2 s  flow a  three gateways.',
  ],
  ['or is found', 61.2, 'import …', '  61.2 s  flow a  over 60 s, and its first line does not say why'],
])('%s', (_what, seconds, line, expected) => {
  expect(slowest([suite('a', seconds)], [minutes(2)], () => line)[1]).toBe(expected);
});
