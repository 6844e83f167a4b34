import { describe, expect, test } from 'vitest';
import { filled, grammarOf, LANGUAGES, languageOf, sayingAgain } from '../../shared/src/index.ts';

test.each([
  ['de', 'de'],
  ['de-AT', 'de'],
  ['pt', 'pt-BR'],
  ['pt-BR', 'pt-BR'],
  ['pt_PT', 'pt-BR'],
  ['FR', 'fr'],
  ['es-419', 'es'],
  ['en-GB', 'en'],
  ['ja', 'en'],
  ['', 'en'],
  ['__proto__', 'en'],
  [undefined, 'en'],
  [{ de: 'de' }, 'en'],
])('for %s there is %s', (tag, language) => {
  expect(languageOf(tag)).toBe(language);
});

describe.each(LANGUAGES)('the grammar of %s', (language) => {
  const { plural } = grammarOf(language);
  const zero = { en: 'votes', de: 'votes', es: 'votes', fr: 'vote', 'pt-BR': 'vote' }[language];

  test.each([
    [0, zero],
    [1, 'vote'],
    [2, 'votes'],
    [1_000_000, 'votes'],
  ])('%i', (count, form) => {
    expect(plural(count, 'vote', 'votes')).toBe(form);
  });
});

test.each([
  ['en', '45 seconds', '7 minutes', '1 minute', '2 days ago'],
  ['de', '45 Sekunden', '7 Minuten', '1 Minute', 'vor 2 Tagen'],
  ['pt-BR', '45 segundos', '7 minutos', '1 minuto', 'há 2 dias'],
  ['es', '45 segundos', '7 minutos', '1 minuto', 'hace 2 días'],
  ['fr', '45 secondes', '7 minutes', '1 minute', 'il y a 2 jours'],
] as const)('spans in %s', (language, seconds, minutes, coarse, ago) => {
  const grammar = grammarOf(language);
  const said = [grammar.span(45_000), grammar.span(7 * 60_000), grammar.age(90_000), grammar.ago(48 * 3_600_000)];
  expect(said.map((each) => each.replaceAll('\u00a0', ' '))).toEqual([seconds, minutes, coarse, ago]);
});

describe('a text that is said again', () => {
  const EN = { answered: '{who} answered {status}', full: '{who} answered 503: full', given: 'given up: {fault}' };
  const DE = { answered: '{who} antwortete {status}', full: '{who} ist voll (503)', given: 'aufgegeben: {fault}' };
  const again = sayingAgain(EN, DE);

  test.each([
    ['from its values', filled(EN.answered, { who: 'https://a.b', status: 418 }), 'https://a.b antwortete 418'],
    ['by the longer of two templates', 'OpenClaw answered 503: full', 'OpenClaw ist voll (503)'],
    ['within another', 'given up: OpenClaw answered 500', 'aufgegeben: OpenClaw antwortete 500'],
    ['not, where it is of somebody else', 'socket hang up', 'socket hang up'],
    ['not, where it only begins alike', 'OpenClaw answered 500 and more', 'OpenClaw answered 500 and more'],
    ['with the words of others in it', 'given up: $& {who}\nx', 'aufgegeben: $& {who}\nx'],
  ])('%s', (_how, said, expected) => {
    expect(again(said)).toBe(expected);
  });
});
