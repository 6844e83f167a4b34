import { grammarOf, type Language, languageOf, type Span, sayingAgain } from '@rocketchat-openclaw/shared';
import { de } from './de/index.ts';
import { FAULTS } from './en/faults.ts';
import { es } from './es/index.ts';
import { fr } from './fr/index.ts';
import { EN, type Faults, type Texts } from './pattern.ts';
import { ptBr } from './pt-BR/index.ts';

export interface Words extends Texts {
  readonly language: Language;
  /** A fault of ours that was stored in English, in this language. Words of others stay as they are. */
  fault(why: string): string;
}

const CATALOGUES: Readonly<Record<Exclude<Language, 'en'>, { readonly texts: Texts; readonly faults: Faults }>> = {
  de,
  es,
  fr,
  'pt-BR': ptBr,
};

const ready = new Map<Language, Words>();

/** @param tag as Rocket.Chat has it: `de`, `pt-BR`, `de-AT`. Everything that we do not speak is English. */
export function wordsIn(tag: unknown): Words {
  const language = languageOf(tag);
  const words = ready.get(language) ?? open(language);
  ready.set(language, words);
  return words;
}

function open(language: Language): Words {
  if (language === 'en') return { ...EN, language, fault: (why) => why };
  const { texts, faults } = CATALOGUES[language];
  return { ...texts, language, fault: sayingAgain(FAULTS, faults, spansIn(language)) };
}

/** `7 minutes` within a fault. */
function spansIn(language: Language): (text: string) => string {
  const { spelled } = grammarOf(language);
  return (text) => {
    const [, count, unit] = /^(\d+) (second|minute|hour|day)s?$/.exec(text) ?? [];
    return unit ? spelled({ count: Number(count), unit: unit as Span['unit'] }) : text;
  };
}
