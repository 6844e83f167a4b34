import { describe, expect, test } from 'vitest';
import { type TextOptions, textFor } from '../../../gateway-endpoint/src/text/text.ts';
import { HOSTILE } from './hostile.ts';
import { calledBy, hasBalancedFences, hasOnlyVisibleText, namedIn, quotedBy, wordsOf } from './inspect-post.ts';

const writing: TextOptions = { limit: 4_000, maxChars: 5_000, chunkMode: 'length', tableMode: 'auto' };

test('there are enough of them', () => {
  expect(new Set(HOSTILE.map(([name]) => name)).size).toBe(HOSTILE.length);
  expect(HOSTILE.length).toBeGreaterThanOrEqual(50);
  // The checks find what they look for: unchanged, most of these texts call somebody.
  expect(HOSTILE.filter(([, text]) => calledBy(text).people.length > 0).length).toBeGreaterThan(40);
  expect(HOSTILE.filter(([, text]) => quotedBy(text).length > 0).length).toBeGreaterThan(3);
});

describe('a hostile text calls nobody and breaks nothing', () => {
  test.each(HOSTILE)('%s', (_name, text) => {
    for (const limit of [200, 333, 4_000]) {
      for (const chunkMode of ['length', 'newline'] as const) {
        const posts = textFor(text, { ...writing, limit, chunkMode });
        expect(posts.flatMap((post) => calledBy(post).people)).toEqual([]);
        expect(posts.flatMap(namedIn)).toEqual([]);
        expect(posts.flatMap(quotedBy)).toEqual([]);
        expect(posts.filter((post) => !hasBalancedFences(post))).toEqual([]);
        expect(posts.filter((post) => !hasOnlyVisibleText(post))).toEqual([]);
        expect(posts.filter((post) => post.length > limit)).toEqual([]);
      }
    }
  });

  test.each(HOSTILE)('only who asked hears of it: %s', (_name, text) => {
    const posts = textFor(text, { ...writing, allow: ['alice'] });
    expect(posts.flatMap((post) => calledBy(post).people).filter((name) => name !== 'alice')).toEqual([]);
    expect(posts.flatMap(namedIn).filter((name) => name !== 'alice')).toEqual([]);
  });

  test.each(HOSTILE)('and all of it is said: %s', (_name, text) => {
    const whole = textFor(text, { ...writing, limit: 10_000_000, maxChars: 10_000_000 });
    expect(whole.length).toBeLessThanOrEqual(1);
    expect(wordsOf(textFor(text, { ...writing, limit: 300 }))).toBe(wordsOf(whole));
  });
});

test('no room is linked outside code', () => {
  for (const [, text] of HOSTILE) {
    const posts = textFor(text, writing).map((post) =>
      post.replace(/^```[\s\S]*?^```$/gm, '').replace(/`[^`\n]+`/g, ''),
    );
    expect(posts.flatMap((post) => calledBy(post).rooms)).toEqual([]);
  }
});

describe('who may be called is called', () => {
  test.each([
    ['@alice done', ['alice']],
    ['done, @alice.', ['alice']],
    ['@alice, @bob and @alice:', ['alice']],
    ['- @alice\n- @bob', ['alice']],
    ['@Alice @ALICE', []],
    ['`x @alice`', []],
  ])('%j', (text, people) => {
    expect([...new Set(textFor(text, { ...writing, allow: ['alice'] }).flatMap((post) => namedIn(post)))]).toEqual(
      people,
    );
  });
});

describe('a text that calls nobody stays as it is', () => {
  test.each([
    'mail bob@example.com or carol.x+y@example.org',
    'https://x.example/@bob/page#part and https://user@x.example/',
    'a @ b, 3 @ 5 and c@',
    "```ts\nimport { Component } from '@angular/core';\n@Injectable()\nexport class A { @Input() name = ''; }\n```",
    '```python\n@property\n@app.route("/")\n@pytest.fixture\ndef f(): ...\n```',
    '```css\n@media print { a#b { color: #fff } }\n```',
    '```sh\nnpm install @types/node # and more\ngit clone git@github.com:a/b.git\n```',
    'run `npm i @types/node` and read `@bob`',
  ])('%j', (text) => {
    expect(textFor(text, writing)).toEqual([text]);
  });
});
