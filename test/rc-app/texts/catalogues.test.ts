import { LANGUAGES } from '@rocketchat-openclaw/shared';
import { describe, expect, test } from 'vitest';
import { de } from '../../../rc-app/src/texts/de/index.ts';
import * as admins from '../../../rc-app/src/texts/en/admins.ts';
import * as daily from '../../../rc-app/src/texts/en/daily.ts';
import { FAULTS } from '../../../rc-app/src/texts/en/faults.ts';
import * as people from '../../../rc-app/src/texts/en/people.ts';
import { es } from '../../../rc-app/src/texts/es/index.ts';
import { fr } from '../../../rc-app/src/texts/fr/index.ts';
import { EN } from '../../../rc-app/src/texts/pattern.ts';
import { ptBr } from '../../../rc-app/src/texts/pt-BR/index.ts';
import { fixedIn, saidBy } from '../../said-in.ts';

const CATALOGUES = { de, es, fr, 'pt-BR': ptBr };
const ENGLISH = saidBy({ ...EN, FAULTS });

/** Two sections with the same name would lose one of the texts without an error. */
test('no text has the name of another one', () => {
  const names = [admins, daily, people].flatMap((section) => Object.keys(section));
  expect(names.sort()).toEqual(Object.keys(EN).sort());
});

test('there is a catalogue for each language', () => {
  expect(['en', ...Object.keys(CATALOGUES)].sort()).toEqual([...LANGUAGES].sort());
});

describe.each(Object.entries(CATALOGUES))('the app in %s', (_language, { texts, faults }) => {
  const said = saidBy({ ...texts, FAULTS: faults }, { ...EN, FAULTS });

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
});
