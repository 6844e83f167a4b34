import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { readCatalogues } from './readability/catalogues.ts';
import { readabilityOf, sentencesIn } from './readability/measure.ts';
import { type Passage, proseIn } from './readability/prose.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');

const MEDIAN_WORDS = 18;
const MOST_WORDS = 35;
const GRADE = 9;

/** Parts of pages between `<!-- part -->` and `<!-- /part -->` that are not prose, each with the reason. */
const NOTATION: Readonly<Record<string, { readonly part: string; readonly why: string }[]>> = {
  'docs/protocol.md': [
    { part: 'shapes', why: 'types of the contract, such as `{ id: Id, name: Name }`: a notation, not sentences' },
    { part: 'commands', why: 'its columns of request and result have the same notation' },
  ],
};

const PAGES = globSync(['*.md', 'docs/**/*.md', '{rc-app,gateway-endpoint,testbed/workspace}/README.md'], { cwd: ROOT })
  .toSorted()
  .map((file) => ({ file, passages: proseIn(withoutNotation(file, readFileSync(path.join(ROOT, file), 'utf8'))) }));

/** The lines stay, so that the numbers of the others do. */
function withoutNotation(file: string, text: string): string {
  return (NOTATION[file] ?? []).reduce((left, { part }) => {
    const place = new RegExp(`<!-- ${part} -->[\\s\\S]*<!-- /${part} -->`);
    expect(left).toMatch(place);
    return left.replace(place, (found) => found.replace(/[^\n]/g, ''));
  }, text);
}

function tooLong(file: string, passages: readonly Passage[]): string[] {
  return sentencesIn(passages)
    .filter(({ words }) => words > MOST_WORDS)
    .map(({ line, words, text }) => `${file}:${line} has ${words} words: ${text}`);
}

describe.each([...PAGES, ...readCatalogues()])('$file', ({ file, passages }) => {
  test(`has no sentence of more than ${MOST_WORDS} words`, () => {
    const long = tooLong(file, passages);
    expect(long, `cut these in two:\n${long.join('\n')}\n`).toEqual([]);
  });

  test(`has a median of at most ${MEDIAN_WORDS} words, and needs at most ${GRADE} years of school`, () => {
    const { median, grade } = readabilityOf(passages);
    expect(median).toBeLessThanOrEqual(MEDIAN_WORDS);
    expect(grade).toBeLessThanOrEqual(GRADE);
  });
});

describe('the measure', () => {
  test('reads every page and catalogue', () => {
    expect(PAGES.length).toBeGreaterThan(30);
    expect(sentencesIn(PAGES.flatMap(({ passages }) => passages)).length).toBeGreaterThan(3_000);
    const said = readCatalogues().flatMap(({ passages }) => passages);
    expect(sentencesIn(said).length).toBeGreaterThan(400);
  });

  test('counts code as one word, and neither targets of links nor headings nor blocks of code', () => {
    const page =
      '# A heading\n\nRun `npm run something` [here](docs/a-page.md#part). `x` is set.\n\n```\nno word of this\n```\n';
    expect(proseIn(page)).toEqual([{ line: 3, kind: 'prose', text: 'Run Code here. Code is set.' }]);
    expect(sentencesIn(proseIn(page)).map(({ words }) => words)).toEqual([3, 3]);
  });

  test.each([
    ['It answers with 404. Then it waits.', [4, 3]],
    ['Use a port, e.g. 443, on Linux. It works.', [7, 2]],
    ['Rocket.Chat 8.4 and OpenClaw. Both work.', [4, 2]],
  ])('cuts “%s” into its sentences', (text, words) => {
    expect(sentencesIn(proseIn(text)).map((sentence) => sentence.words)).toEqual(words);
  });

  test('finds a sentence that is too long, in a cell of a table as well', () => {
    const long = Array.from({ length: MOST_WORDS + 1 }, () => 'word').join(' ');
    expect(tooLong('a.md', proseIn(`${long}.`))).toHaveLength(1);
    expect(tooLong('a.md', proseIn(`| a |\n|---|\n| ${long} |\n`))).toHaveLength(1);
  });

  test('takes long words for hard ones', () => {
    const grade = (text: string) => readabilityOf(proseIn(text)).grade;
    expect(grade('The dog runs. The cat sits.')).toBeLessThan(2);
    expect(grade('Organisational responsibilities necessitate interdepartmental communication.')).toBeGreaterThan(15);
  });
});
