import { describe, expect, test } from 'vitest';
import { textFor } from '../../../gateway-endpoint/src/text/text.ts';
import { seededDice } from '../../../testbed/workspace/store/ids.ts';
import { report } from '../../promises.ts';
import { calledBy } from '../text/inspect-post.ts';
import { shownIn } from '../text/shown.ts';
import { answerOf } from './answers.ts';

const PEOPLE = new Set(['alice', 'bob', 'carol']);
const names = { isTaken: (name: string) => PEOPLE.has(name), learn: async () => undefined };
const writing = { limit: 20_000, maxChars: 20_000, chunkMode: 'length', tableMode: 'auto', names } as const;
const SEEDS = Array.from({ length: 200 }, (_, n) => n + 1);

/** Without what draws lists and tables, and without what parts names. */
const words = (text: string) => text.replace(/[\s\u00a0|•☑☐─\u200b-]+|\d+\.(?= )/g, '');

describe('[F14] answers as models write them, read by Rocket.Chat’s own parser', () => {
  const held = { words: 0, code: 0, links: 0, formulas: 0, calls: 0 };

  test.each(SEEDS)('of seed %d', (seed) => {
    const answer = answerOf(seededDice(seed));
    const posts = textFor(answer.source, writing);
    const shown = posts.map(shownIn);
    const all = (key: 'code' | 'links' | 'formulas') => shown.flatMap((each) => each[key]);
    const whole = (text: string) => text.replaceAll('\u200b', '');

    expect(words(shown.map(({ text }) => text).join('\n'))).toBe(words(answer.seen));
    held.words += 1;
    // A table is code as well.
    const code = all('code').map(whole);
    expect(code.filter((each) => answer.code?.includes(each))).toEqual(answer.code);
    held.code += 1;
    expect(all('links').filter((link) => answer.links?.includes(link))).toEqual(answer.links);
    held.links += 1;
    expect(all('formulas').map((each) => each.trim())).toEqual(answer.formulas);
    held.formulas += 1;
    expect(shown.flatMap(({ mentions }) => mentions)).toEqual([]);
    expect(posts.flatMap((post) => calledBy(post).people)).toEqual([]);
    held.calls += 1;
  });

  test('all of them', () => {
    const line = (what: string, count: number) =>
      report({ where: 'message-parser', what: `answers of models: ${what}`, tried: SEEDS.length, held: count });
    line('the same words', held.words);
    line('code byte for byte', held.code);
    line('the same addresses', held.links);
    line('formulas as they were written', held.formulas);
    line('nobody is called', held.calls);
    expect(Object.values(held)).toEqual(Array(5).fill(SEEDS.length));
  });
});
