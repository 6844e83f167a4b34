import { expect, test } from 'vitest';
import { describe as inWords, openCounters } from '../../../gateway-endpoint/src/gate/counters.ts';

test('an account that has done nothing has had no turns, and says nothing more', () => {
  expect(inWords(openCounters().read())).toBe('0 turns');
});

test('all that has happened is one line, and what has not is left out', () => {
  const counters = openCounters();
  counters.turn();
  counters.turn();
  counters.command();
  counters.click();
  counters.notice();
  expect(inWords(counters.read())).toBe('2 turns, 1 command, 1 click, 1 notice');
  counters.silence('not-mentioned');
  counters.silence('not-mentioned');
  counters.silence('own-message');
  counters.refusal('bad-request');
  counters.refusal('unauthorized');
  counters.refusal('unauthorized');
  counters.stuck('the disk is full');
  counters.full('25,000 events wait');
  expect(inWords(counters.read())).toBe(
    [
      '2 turns, 1 command, 1 click, 1 notice',
      'without either: nobody mentioned the bot (requireMention) (2)',
      'the bot did this itself (1)',
      'refused at the door: bad-request (1), unauthorized (2)',
      'events cannot be stored: the disk is full',
      'no more events are taken: 25,000 events wait',
    ].join('; '),
  );
});

test.each([
  [61_000, /; the last one refused for its time was signed by a clock \S+ .*ahead of ours$/],
  [-61_000, /; the last one refused for its time was signed by a clock \S+ .*behind ours \(or it was sent again\)$/],
])('a clock that differs by %i ms is named, and in which direction', (ms, words) => {
  const counters = openCounters();
  counters.skew(ms);
  expect(inWords(counters.read())).toMatch(words);
});

test('a count that is over disappears, and a reading from before does not change', () => {
  const counters = openCounters();
  counters.stuck('the disk is full');
  const before = counters.read();
  counters.stuck(undefined);
  counters.silence('no-text');
  expect(inWords(before)).toBe('0 turns; events cannot be stored: the disk is full');
  expect(counters.read()).toMatchObject({ stuck: undefined, silences: { 'no-text': 1 } });
});
