import { type Language, languageOf } from '@rocketchat-openclaw/shared';
import { de } from './de/index.ts';
import { es } from './es/index.ts';
import { fr } from './fr/index.ts';
import { EN, type Texts } from './pattern.ts';
import { ptBr } from './pt-BR/index.ts';

/**
 * What people read in the chat, in one language. What operators read on a terminal or in a log is English, as all of
 * OpenClaw's is.
 */
export type Words = Texts;

const CATALOGUES: Readonly<Record<Language, Words>> = { en: EN, de, es, fr, 'pt-BR': ptBr };

/** @param tag as Rocket.Chat has it: `de`, `pt-BR`, `de-AT`. Everything that we do not speak is English. */
export const wordsIn = (tag: string | undefined): Words => CATALOGUES[languageOf(tag)];

/** All languages: for texts of ours that come back to us, and are to be known again. */
export const allWords = (): readonly Words[] => Object.values(CATALOGUES);
