import { describe, expect, test } from 'vitest';
import { refusalFor } from '../../../gateway-endpoint/src/gate/hints.ts';
import { inPlainWords } from '../../../gateway-endpoint/src/reply/failure.ts';
import { wordsIn } from '../../../gateway-endpoint/src/texts/words.ts';
import { lineFor } from '../../../gateway-endpoint/src/turn/notice/late-line.ts';
import { spoken, wordsTo, wordsWhere } from '../../../gateway-endpoint/src/turn/words-for.ts';
import { aMessage } from '../event.ts';

const bot = { id: 'B1', username: 'openclaw.bot' };
const said = (language: string | undefined, type: 'channel' | 'direct' = 'channel') => {
  const event = aMessage({ room: { type } });
  return { ...event, actor: { ...event.actor, ...(language && { language }) } };
};
const DE = wordsIn('de');
const FR = wordsIn('fr');
const EN = wordsIn('en');

describe('a person', () => {
  test.each([
    ['reads their own language', said('de'), DE],
    ['reads the one that is closest', said('fr-CA'), FR],
    ['reads English where we do not speak theirs', said('ja'), EN],
    ['reads English where nobody has named a language', said(undefined), EN],
  ])('%s', (_which, event, words) => {
    expect(wordsTo(event)).toBe(words);
  });
});

describe('a room', () => {
  test.each([
    ['has the language of the workspace', said('de'), 'fr', FR],
    ['has English where the workspace names none', said('de'), undefined, EN],
    ['has the language of its person, if it is direct', said('de', 'direct'), 'fr', DE],
  ])('%s', (_which, event, language, words) => {
    expect(wordsWhere(event, { language })).toBe(words);
  });
});

describe('an event', () => {
  test.each([
    ['of an account without a language has that of the workspace', undefined, 'fr', 'fr'],
    ['keeps the language of its author', 'de', 'fr', 'de'],
    ['has none where nobody names one', undefined, undefined, undefined],
  ])('%s', (_which, own, workspace, expected) => {
    const { event } = spoken({ event: said(own), bot }, workspace);
    expect('actor' in event ? event.actor.language : 'no actor').toBe(expected);
  });
});

test('a refusal, a failure and a late line are in these words', () => {
  const asker = { userId: 'U1', commandPrefix: '!', hasCode: false, words: DE };
  expect(refusalFor('rooms-disabled', asker)).toBe(
    'In Räumen antworte ich nicht. Schreib mir stattdessen eine Direktnachricht.',
  );
  const keyOf = { event: 'e1', purpose: 'failure' };
  const { text = '' } = inPlainWords({ text: 'overloaded', isError: true }, keyOf, '!new', DE, () => undefined);
  expect(text).toMatch(/^Das KI-Modell ist gerade überlastet \(ref [0-9a-f]{6}\)\./);
  // It passes a second time on its way through OpenClaw's queue, where the language is that of the workspace.
  const again = { text, isError: true };
  expect(inPlainWords(again, keyOf, '!new', FR, () => expect.unreachable())).toBe(again);
  expect(lineFor({ count: 2, first: 0, last: 0 }, 0, 'UTC', DE)).toMatch(
    /^Ich war weg und habe 2 Nachrichten um 00:00/,
  );
});
