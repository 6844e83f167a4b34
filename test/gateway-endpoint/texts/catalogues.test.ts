import { LANGUAGES } from '@rocketchat-openclaw/shared';
import { describe, expect, test } from 'vitest';
import * as approvals from '../../../gateway-endpoint/src/texts/en/approvals.ts';
import * as cards from '../../../gateway-endpoint/src/texts/en/cards.ts';
import * as files from '../../../gateway-endpoint/src/texts/en/files.ts';
import * as host from '../../../gateway-endpoint/src/texts/en/host.ts';
import * as people from '../../../gateway-endpoint/src/texts/en/people.ts';
import { EN } from '../../../gateway-endpoint/src/texts/pattern.ts';
import { wordsIn } from '../../../gateway-endpoint/src/texts/words.ts';
import { fixedIn, saidBy } from '../../said-in.ts';

const ENGLISH = saidBy(EN);

/** Two sections with the same name would lose one of the texts without an error. */
test('no text has the name of another one', () => {
  const names = [approvals, cards, files, host, people].flatMap((section) => Object.keys(section));
  expect(names.sort()).toEqual(Object.keys(EN).sort());
});

describe.each(LANGUAGES.filter((language) => language !== 'en'))('the gateway in %s', (language) => {
  const words = wordsIn(language);
  const said = saidBy(words, EN);

  test('has the texts that English has, and no others', () => {
    expect([...said.keys()].sort()).toEqual([...ENGLISH.keys()].sort());
  });

  test.each([...ENGLISH])('%s puts in what English does', (path, english) => {
    expect(said.get(path)?.map(fixedIn)).toEqual(english.map(fixedIn));
  });

  test('is no English', () => {
    const same = [...ENGLISH].filter(
      ([path, english]) => /\p{Ll}{2,} \p{Ll}{2,}/u.test(english[0] ?? '') && said.get(path)?.[0] === english[0],
    );
    expect(same).toEqual([]);
  });

  /** A failure passes twice: the second time it is known by its reference. */
  test('names the reference of a failure alike', () => {
    for (const sentence of Object.values(words.FAILED)) expect(sentence('0123ab', '!new')).toContain('(ref 0123ab)');
  });

  /** A card that was decided has a tick, and is known by how its status begins. */
  test('begins each decision with the same word', () => {
    const { ENDED, REQUEST_ENDED } = words;
    for (const decision of ['allow-once', 'allow-always', 'deny'] as const) {
      expect(REQUEST_ENDED[decision]('alice').startsWith(ENDED.decided)).toBe(true);
    }
    for (const end of ['expired', 'cancelled', 'restarted'] as const) {
      expect(REQUEST_ENDED[end].startsWith(ENDED.decided)).toBe(false);
    }
    for (const end of [ENDED.isExpired, ENDED.isCancelled, ENDED.notOpen]) {
      expect(end.startsWith(ENDED.decided) || end.startsWith(ENDED.answered(undefined))).toBe(false);
    }
  });
});

describe('plural forms', () => {
  test.each([
    ['en', ['0 votes', '1 vote', '2 votes']],
    ['de', ['0 Stimmen', '1 Stimme', '2 Stimmen']],
    ['pt-BR', ['0 voto', '1 voto', '2 votos']],
    ['es', ['0 votos', '1 voto', '2 votos']],
    ['fr', ['0 vote', '1 vote', '2 votes']],
  ])('of %s', (language, votes) => {
    expect([0, 1, 2].map(wordsIn(language).POLL.votes)).toEqual(votes);
  });
});

test.each([
  ['de-AT', 'Bitte wähle:'],
  ['pt', 'Escolha, por favor:'],
  ['ja', 'Please choose:'],
  [undefined, 'Please choose:'],
])('for %s there are words', (language, said) => {
  expect(wordsIn(language).CARD.pleaseChoose).toBe(said);
});
