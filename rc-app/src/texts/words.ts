import { grammarOf, type Language, languageOf, sayingAgain } from '@rocketchat-openclaw/shared';
import * as admins from './en/admins.ts';
import * as daily from './en/daily.ts';
import { FAULTS } from './en/faults.ts';
import * as people from './en/people.ts';

/** The same sentences in other words. */
type Reworded<T> = T extends string
  ? string
  : T extends (...given: infer Given) => string
    ? (...given: Given) => string
    : T extends readonly string[]
      ? readonly string[]
      : { readonly [Key in keyof T]: Reworded<T[Key]> };

const EN = { ...people, ...admins, ...daily };

/** Every sentence that people read, in one language. English is the pattern: what it lacks or has in addition does not compile. */
export type Texts = Reworded<typeof EN>;
export type Faults = Readonly<Record<keyof typeof FAULTS, string>>;

export interface Words extends Texts {
  readonly language: Language;
  /** A fault of ours that was stored in English, in this language. Words of others stay as they are. */
  fault(why: string): string;
}

const CATALOGUES: Readonly<Partial<Record<Language, { readonly texts: Texts; readonly faults: Faults }>>> = {};

const ready = new Map<Language, Words>();

/** @param tag as Rocket.Chat has it: `de`, `pt-BR`, `de-AT`. Everything that we do not speak is English. */
export function wordsIn(tag: unknown): Words {
  const language = languageOf(tag);
  const words = ready.get(language) ?? open(language);
  ready.set(language, words);
  return words;
}

function open(language: Language): Words {
  const catalogue = CATALOGUES[language];
  if (!catalogue) return { ...EN, language: 'en', fault: (why) => why };
  const fault = sayingAgain(FAULTS, catalogue.faults, spansIn(language));
  return { ...catalogue.texts, language, fault };
}

const UNIT_MS = { second: 1_000, minute: 60_000, hour: 3_600_000, day: 86_400_000 } as const;

/** `7 minutes` within a fault. */
function spansIn(language: Language): (text: string) => string {
  const { span } = grammarOf(language);
  return (text) => {
    const [, count, unit] = /^(\d+) (second|minute|hour|day)s?$/.exec(text) ?? [];
    return unit ? span(Number(count) * UNIT_MS[unit as keyof typeof UNIT_MS]) : text;
  };
}
