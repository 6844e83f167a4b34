import { fleschKincaid } from 'flesch-kincaid';
import { ParseEnglish } from 'parse-english';
import { syllable } from 'syllable';
import type { Passage } from './prose.ts';

export interface Sentence {
  readonly line: number;
  readonly text: string;
  readonly words: number;
  readonly syllables: number;
}

export interface Readability {
  /** Words of the sentence in the middle, and of the longest one. */
  readonly median: number;
  readonly longest: number;
  /** Flesch-Kincaid: years of school that a reader needs. */
  readonly grade: number;
}

const english = new ParseEnglish();

interface Point {
  readonly offset?: number | undefined;
}

/** As much of a node of parse-english as we look at. */
interface Node {
  readonly type: string;
  readonly children?: readonly Node[] | undefined;
  readonly position?: { readonly start: Point; readonly end: Point } | undefined;
}

export function sentencesIn(passages: readonly Passage[]): Sentence[] {
  return passages.flatMap(({ line, text: given }) => {
    // parse-english takes the point behind a number for an ordinal's: “It answers 404. Then …”.
    const text = given.replace(/(?<=\d)\.(?= \p{Lu})/gu, '!');
    const said = (node: Node) => text.slice(node.position?.start.offset, node.position?.end.offset);
    return below(english.parse(text), 'SentenceNode').map((sentence) => {
      const words = below(sentence, 'WordNode')
        .map(said)
        .filter((word) => /[\p{L}\p{N}]/u.test(word));
      const syllables = words.reduce((sum, word) => sum + Math.max(1, syllable(word)), 0);
      return { line, text: said(sentence), words: words.length, syllables };
    });
  });
}

function below(node: Node, type: string): Node[] {
  return node.type === type ? [node] : (node.children ?? []).flatMap((child) => below(child, type));
}

/** Cells of tables are mostly no sentences: they count for the longest one alone. */
export function readabilityOf(passages: readonly Passage[]): Readability {
  const prose = sentencesIn(passages.filter(({ kind }) => kind === 'prose'));
  const sum = (key: 'words' | 'syllables') => prose.reduce((total, sentence) => total + sentence[key], 0);
  const lengths = prose.map(({ words }) => words).toSorted((a, b) => a - b);
  return {
    median: lengths[Math.floor(lengths.length / 2)] ?? 0,
    longest: Math.max(0, ...sentencesIn(passages).map(({ words }) => words)),
    grade: fleschKincaid({ sentence: prose.length, word: sum('words'), syllable: sum('syllables') }),
  };
}
