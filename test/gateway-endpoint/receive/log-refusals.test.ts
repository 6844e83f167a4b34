import { Refusal } from '@rocketchat-openclaw/shared';
import { beforeEach, expect, test } from 'vitest';
import { type Counters, describe as inWords, openCounters } from '../../../gateway-endpoint/src/gate/counters.ts';
import { logRefusals, type RefusalLines } from '../../../gateway-endpoint/src/receive/log-refusals.ts';

const FULL = Object.assign(new Error('database or disk is full'), { errcode: 13 });

let written: string[];
let counters: Counters;
let refusals: RefusalLines;
let aMinutePasses: () => void;
let isWatching: boolean;

beforeEach(() => {
  written = [];
  counters = openCounters();
  const write = (message: string) => void written.push(message);
  refusals = logRefusals({
    counters,
    folder: '/state',
    log: { warn: write, error: write },
    every: (_ms, run) => {
      aMinutePasses = run;
      isWatching = true;
      return () => {
        isWatching = false;
      };
    },
  });
});

function refuse(times: number, ...refusal: ConstructorParameters<typeof Refusal>): void {
  for (let n = 0; n < times; n++) refusals.onRefusal(new Refusal(...refusal), '192.0.2.1');
}

test('a refusal is counted and written down with its reason, and with the kind of its cause', () => {
  refuse(1, 'not-found', 'no such path');
  refuse(1, 'unauthorized', 'the signature or the claims do not hold', { cause: new TypeError('what was said') });
  refuse(1, 'unauthorized', 'too late', { skewMs: -420_000 });
  expect(written).toEqual([
    'refused 192.0.2.1: not-found: no such path',
    'refused 192.0.2.1: unauthorized: the signature or the claims do not hold (TypeError)',
    'refused 192.0.2.1: unauthorized: too late',
  ]);
  expect(counters.read()).toMatchObject({ refusals: { 'not-found': 1, unauthorized: 2 }, skewMs: -420_000 });
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

test('refusals that are not in the log yet come into it when the account stops', () => {
  refuse(61, 'not-found', 'no such path');
  refusals.stop();
  expect(written.at(-1)).toBe('refused more within a minute: not-found (1)');
});

test('a full disk is said once a minute and not once per delivery, with what to do; and the status says it, too', () => {
  refuse(200, 'not-ready', 'the events cannot be stored', { cause: FULL });
  expect(written).toHaveLength(1);
  expect(written[0]).toMatch(/^events cannot be stored: the disk is full \(\/state\)\. .*make room/);
  aMinutePasses();
  refuse(1, 'not-ready', 'the events cannot be stored', { cause: FULL });
  expect(written.slice(1)).toEqual(['refused more within a minute: not-ready (199)', written[0]]);
  expect(counters.read().refusals['not-ready']).toBe(201);
  expect(inWords(counters.read())).toMatch(/events cannot be stored: the disk is full$/);
  counters.stuck(undefined);
  expect(inWords(counters.read())).not.toMatch(/disk/);
});

test('[S13b] a queue that takes no more is said once a minute, and in the status until there is room', () => {
  refuse(200, 'queue-full', '25000 events (20 MB) wait for the agent, and that is enough');
  expect(written).toHaveLength(1);
  expect(written[0]).toMatch(/^no more events are taken: 25000 events .*The workspace keeps them/);
  expect(inWords(counters.read())).toMatch(/no more events are taken: 25000 events \(20 MB\) wait/);
  counters.full(undefined);
  expect(inWords(counters.read())).not.toMatch(/25000/);
});

test('a queue that takes no more is said again after a minute', () => {
  refuse(2, 'queue-full', '25000 events wait');
  aMinutePasses();
  refuse(1, 'queue-full', '25000 events wait');
  expect(written.slice(1)).toEqual(['refused more within a minute: queue-full (1)', written[0]]);
});

test('the difference between the clocks stays known when something else is refused', () => {
  refuse(1, 'unauthorized', 'too late', { skewMs: -420_000 });
  refuse(1, 'not-found', 'no such path');
  expect(counters.read().skewMs).toBe(-420_000);
});

test('nobody counts the minutes of an account that has stopped', () => {
  expect(isWatching).toBe(true);
  refusals.stop();
  expect(isWatching).toBe(false);
});
