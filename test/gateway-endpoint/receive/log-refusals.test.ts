import { Refusal } from '@rocketchat-openclaw/shared';
import { beforeEach, expect, test } from 'vitest';
import { logRefusals, type RefusalLines } from '../../../gateway-endpoint/src/receive/log-refusals.ts';

let written: string[];
let refusals: RefusalLines;
let aMinutePasses: () => void;

beforeEach(() => {
  written = [];
  refusals = logRefusals({
    log: { warn: (message) => void written.push(message) },
    every: (_ms, run) => {
      aMinutePasses = run;
      return () => undefined;
    },
  });
});

function refuse(times: number, ...refusal: ConstructorParameters<typeof Refusal>): void {
  for (let n = 0; n < times; n++) refusals.onRefusal(new Refusal(...refusal), '192.0.2.1');
}

test('a refusal is written down with its reason, and with the kind of its cause', () => {
  refuse(1, 'not-found', 'no such path');
  refuse(1, 'unauthorized', 'the signature or the claims do not hold', { cause: new TypeError('what was said') });
  expect(written).toEqual([
    'refused 192.0.2.1: not-found: no such path',
    'refused 192.0.2.1: unauthorized: the signature or the claims do not hold (TypeError)',
  ]);
});

test('of a flood sixty are written down, and how many there were beyond', () => {
  refuse(10_000, 'unauthorized', 'no bearer token');
  refuse(70, 'method-not-allowed', 'events are posted');
  expect(written).toHaveLength(60);
  aMinutePasses();
  expect(written.slice(60)).toEqual(['refused more within a minute: unauthorized (9940), method-not-allowed (70)']);
});

test('afterwards refusals are written down again', () => {
  refuse(61, 'not-found', 'no such path');
  aMinutePasses();
  aMinutePasses();
  refuse(1, 'not-found', 'no such path');
  expect(written).toHaveLength(62);
});

test('what has not been said is said when the account stops', () => {
  refuse(61, 'not-found', 'no such path');
  refusals.stop();
  expect(written.at(-1)).toBe('refused more within a minute: not-found (1)');
});
