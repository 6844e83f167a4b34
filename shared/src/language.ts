import { type Span, spanOf } from './skew.ts';

/** The languages in which both halves speak to people, as Rocket.Chat names them. */
export const LANGUAGES = ['en', 'de', 'pt-BR', 'es', 'fr'] as const;
export type Language = (typeof LANGUAGES)[number];

/**
 * Ours that is closest to a language of Rocket.Chat's: `de` for `de-AT`, `pt-BR` for `pt`.
 *
 * @param tag of a person or a workspace; anything may stand there
 * @returns English for every other language, and where there is none
 */
export function languageOf(tag: unknown): Language {
  if (typeof tag !== 'string') return 'en';
  const [asked = ''] = tag.toLowerCase().split(/[-_]/);
  return LANGUAGES.find((each) => each.slice(0, 2) === asked) ?? 'en';
}

/** A catalogue with the same sentences in other words: English is the pattern. */
export type Reworded<T> = T extends string
  ? string
  : T extends (...given: infer Given) => string
    ? (...given: Given) => string
    : T extends readonly string[]
      ? readonly string[]
      : { readonly [Key in keyof T]: Reworded<T[Key]> };

/** What a sentence needs to know of its language. Times in milliseconds. */
export interface Grammar {
  /** `one` or `other`, as this count asks for. French and Brazilian Portuguese say zero in the singular. */
  plural(count: number, one: string, other: string): string;
  /** `7 minutes` of a count and its unit. */
  spelled(span: Span): string;
  /** `7 minutes`, `3 hours` */
  span(ms: number): string;
  /** The same, but nothing finer than minutes. */
  age(ms: number): string;
  /** `7 minutes ago`, and nothing finer. */
  ago(ms: number): string;
}

export function grammarOf(language: Language): Grammar {
  // Made when they are needed: the start of the app, with all catalogues, waits for none of them.
  const spelled = ({ count, unit }: Span) =>
    new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long' }).format(count);
  return {
    plural: (count, one, other) => (new Intl.PluralRules(language).select(count) === 'one' ? one : other),
    spelled,
    span: (ms) => spelled(spanOf(ms)),
    age: (ms) => spelled(coarse(ms)),
    ago(ms) {
      const { count, unit } = coarse(ms);
      return new Intl.RelativeTimeFormat(language).format(-count, unit);
    },
  };
}

const TWO_MINUTES_MS = 120_000;

const coarse = (ms: number): Span => (Math.abs(ms) < TWO_MINUTES_MS ? { count: 1, unit: 'minute' } : spanOf(ms));
