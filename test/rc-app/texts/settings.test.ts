import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { LANGUAGES } from '@rocketchat-openclaw/shared';
import { describe, expect, test } from 'vitest';
import { wordsIn } from '../../../rc-app/src/texts/words.ts';
import { fixedIn } from '../../said-in.ts';

const FOLDER = path.resolve(import.meta.dirname, '../../../rc-app/i18n');

const labelsIn = (language: string): Readonly<Record<string, string>> =>
  JSON.parse(readFileSync(path.join(FOLDER, `${language}.json`), 'utf8'));

const ENGLISH = labelsIn('en');

test('the settings are named in each language, and in no other', () => {
  expect(readdirSync(FOLDER).sort()).toEqual(LANGUAGES.map((language) => `${language}.json`).sort());
});

describe.each(LANGUAGES)('the settings in %s', (language) => {
  const labels = labelsIn(language);

  test('have the keys that English has, and no others', () => {
    expect(Object.keys(labels)).toEqual(Object.keys(ENGLISH));
  });

  test.each(Object.entries(ENGLISH))('%s has the code that English has', (key, english) => {
    expect(fixedIn(labels[key] ?? '')).toEqual(fixedIn(english));
  });

  /** A sentence that names a setting helps only where the page of settings calls it so. */
  test.each([
    ['connection_code', ({ WELCOME }: ReturnType<typeof wordsIn>) => WELCOME.installed('bot', '')],
    ['shared_secret', ({ STATUS }: ReturnType<typeof wordsIn>) => STATUS.previousKey('k')],
    ['egress_scope', ({ STATUS }: ReturnType<typeof wordsIn>) => STATUS.disagreement('#ops')],
    [
      'gateway_url',
      ({ fault }: ReturnType<typeof wordsIn>) =>
        fault(
          'the setting *Gateway URL* must begin with https:// or http://; leave it empty if OpenClaw fetches events from here',
        ),
    ],
  ])('%s is called in answers as on the page of settings', (key, said) => {
    expect(said(wordsIn(language))).toContain(`*${labels[key]}*`);
  });
});
