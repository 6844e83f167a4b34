import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clean } from '../../../gateway-endpoint/src/text/clean.ts';
import { textFor } from '../../../gateway-endpoint/src/text/text.ts';
import { report } from '../../promises.ts';
import { wordsOf } from './inspect-post.ts';
import { shownIn } from './shown.ts';

const names = { isTaken: () => false, learn: async () => undefined };
const writing = { limit: 5_000, maxChars: 5_000, chunkMode: 'length', tableMode: 'auto', names } as const;
const RUNS = 2_000;
const SEED = { seed: 12, numRuns: RUNS };

const SIGNS = [
  ...'@#*_~`[]()<>|\\!&$-+.:=>"\'{}\t ab1é漢👍\n',
  '@x',
  '@a/b',
  '\\(',
  '\\[',
  '$$',
  '&amp;',
  '<b>',
  'http://a_b',
];
/** Anything, more often what means something. What `clean` takes out of everything is no code. */
const anything = fc
  .array(
    fc.oneof(
      fc.constantFrom(...SIGNS),
      fc.string({ unit: 'grapheme', maxLength: 4 }),
      fc.string({ unit: 'binary', maxLength: 4 }),
    ),
    {
      maxLength: 60,
    },
  )
  .map((parts) =>
    clean(parts.join(''))
      .replace(/`{3,}/g, '``')
      .replace(/@(?=all|here)/g, ''),
  );

function hold(what: string, property: fc.IProperty<[string]>): void {
  fc.assert(property, SEED);
  report({ where: 'textFor', what, tried: RUNS, held: RUNS });
}

describe('[F12] whatever is written', () => {
  test('code between fences is byte for byte the same, for Rocket.Chat’s own parser', () => {
    hold(
      'any code between fences arrives byte for byte',
      fc.property(anything, (code) => {
        fc.pre(code.trim() !== '');
        const [post = '', ...more] = textFor(`\`\`\`\`js\n${code}\n\`\`\`\``, writing);
        expect(more).toEqual([]);
        expect(post).toBe(`\`\`\`js\n${code}\n\`\`\``);
        // Blank lines at the beginning of code are there, but Rocket.Chat shows none.
        expect(shownIn(post).code).toEqual([code.replace(/^\n+/, '')]);
      }),
    );
  });

  test('code in a line is', () => {
    hold(
      'any code in a line arrives byte for byte',
      fc.property(anything, (any) => {
        const code = any.replace(/[`\n]/g, ' ').replace(/\s+/g, ' ').trim();
        fc.pre(code !== '');
        const [post = '', ...more] = textFor(`see \`${code}\` there`, writing);
        expect(more).toEqual([]);
        expect(post).toBe(`see \`${code}\` there`);
        expect(shownIn(post).code).toEqual([code]);
      }),
    );
  });

  test('posts are whole characters, and together the whole text', () => {
    const units = fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 40 });
    const torn = fc.tuple(anything, units).map(([text, codes]) => (text + String.fromCharCode(...codes)).repeat(5));
    hold(
      'posts are whole characters, and together the whole text',
      fc.property(torn, (text) => {
        const posts = textFor(text, { ...writing, limit: 120 });
        expect(posts.every((post) => post.isWellFormed() && post.length <= 120)).toBe(true);
        expect(wordsOf(posts)).toBe(wordsOf(textFor(text, { ...writing, limit: 1e6, maxChars: 1e6 })));
      }),
    );
  });
});
