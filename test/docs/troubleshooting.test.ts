import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { isCurrent } from './generated-part.ts';
import { APP_CATALOGUES, APP_LINES } from './lines/app-lines.ts';
import { GATEWAY_CATALOGUES, GATEWAY_LINES } from './lines/gateway-lines.ts';
import { blockOf, wordsOf } from './lines/lines.ts';

const PAGE = path.join(import.meta.dirname, '../../docs/troubleshooting.md');
const LINES = { ...APP_LINES, ...GATEWAY_LINES };
const lineByLine = () => readFileSync(PAGE, 'utf8').split('\n');

describe('docs/troubleshooting.md', () => {
  test.each(Object.entries(LINES))('has the lines of “%s” as the code says them', (name, lines) => {
    expect(isCurrent(PAGE, name, blockOf(lines)), 'run this test with UPDATE_DOCS=1 and read what changed').toBe(true);
  });

  test('has no line that the code does not say', () => {
    const known = new Set(Object.values(LINES).flat());
    const blocks = readFileSync(PAGE, 'utf8').matchAll(/^```text\n([\s\S]*?)^```$/gm);
    const lines = [...blocks].flatMap(([, block = '']) => block.trimEnd().split('\n'));
    expect(lines.filter((line) => !known.has(line))).toEqual([]);
  });

  const texts = Object.entries({ ...APP_CATALOGUES, ...GATEWAY_CATALOGUES }).flatMap(([catalogue, of]) =>
    Object.entries(of).map(([key, text]) => ({ name: `${catalogue}.${key}`, words: wordsOf(text) })),
  );
  test.each(texts)('has $name', ({ words }) => {
    const lines = lineByLine();
    expect(words.filter((word) => !lines.some((line) => line.includes(word)))).toEqual([]);
  });

  test('asks under each symptom where to look, and what to do', () => {
    const symptoms = readFileSync(PAGE, 'utf8').split(/^### /m).slice(1);
    expect(symptoms.length).toBeGreaterThan(15);
    const incomplete = symptoms.filter(
      (symptom) => !/^\*\*Look:\*\* /m.test(symptom) || !/^\*\*Do:\*\*/m.test(symptom),
    );
    expect(incomplete.map((symptom) => symptom.split('\n')[0])).toEqual([]);
  });
});
