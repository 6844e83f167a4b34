import { createRequire } from 'node:module';
import { describe, expect, test } from 'vitest';
import { textFor } from '../../../gateway-endpoint/src/text/text.ts';
import { report } from '../../promises.ts';
import { namedIn } from './inspect-post.ts';
import { shownIn } from './shown.ts';

interface Example {
  readonly markdown: string;
  readonly html: string;
  readonly section: string;
  readonly number: number;
}

const writing = { limit: 20_000, maxChars: 20_000, chunkMode: 'length', tableMode: 'auto' } as const;
const { tests } = createRequire(import.meta.url)('commonmark-spec') as { tests: Example[] };
const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"' };

/** Examples that a reader sees otherwise, and why: the numbers are those of the specification. */
const OTHERWISE: Readonly<Record<string, readonly number[]>> = {
  'a tag without an end or a meaning is shown, for models write `<T>`; Markdown within HTML is Markdown': [
    21, 31, 174, 175, 184, 187, 344, 476, 477, 494, 630, 631, 642, 643, 148, 150, 151, 155, 156, 158, 159, 161, 162,
    163, 164, 165, 166, 170, 171, 172, 173, 176, 177, 178, 180, 181, 182, 186, 189, 201, 475, 491, 524, 536, 613, 614,
    615, 616, 617, 623, 626, 627, 628, 629,
  ],
  'a single star within a word is a star: 2*3*4': [355, 356, 370],
  'a backtick in code is its look-alike, for Rocket.Chat has no code with backticks': [17, 329, 330, 331, 339, 340],
  'an address that Rocket.Chat cannot link stands behind its words, and an empty one nowhere': [
    200, 485, 486, 520, 567, 574, 575, 581,
  ],
  'Rocket.Chat reads marks within words, within addresses and within marks otherwise': [419, 429, 526],
};

/** Without what draws: blanks, bullets, rules, numbers of items. */
const words = (text: string) =>
  text
    .replace(/\u200b/g, '')
    .replace(/^[\s\u00a0]*[•☑☐]|───|\d+\./gm, '')
    .replace(/[\s\u00a0]+/g, '');

/** The text that a browser shows; an address without a scheme stands behind its words. */
function seenIn(html: string): string {
  const isLink = (address: string) => /^[a-z][a-z0-9+.-]+:/i.test(address);
  const both = (text: string, address: string) => (isLink(address) ? text : `${text} (${decoded(address)})`);
  return html
    .replace(/<img src="([^"]*)" alt="([^"]*)"[^>]*>/g, (_all, src: string, alt: string) => both(alt, src))
    .replace(/<a href="([^"]*)"[^>]*>((?:(?!<a )[\s\S])*?)<\/a>/g, (_all, href: string, text: string) =>
      text ? both(text, href) : decoded(href),
    )
    .replace(/<!--[\s\S]*?-->|<[^>]*>/g, '')
    .replace(/&(lt|gt|amp|quot);/g, (all, name: string) => ENTITIES[name] ?? all);
}

function decoded(address: string): string {
  try {
    return decodeURIComponent(address);
  } catch {
    return address;
  }
}

describe('[F14] the 652 examples of CommonMark, read by Rocket.Chat’s own parser', () => {
  const examples = tests.map(({ markdown, html, ...rest }) => {
    const posts = textFor(markdown.replaceAll('→', '\t'), writing);
    const shown = posts.map(shownIn);
    return {
      ...rest,
      posts,
      wanted: words(decoded(seenIn(html.replaceAll('→', '\t')))),
      seen: words(decoded(shown.map(({ text }) => text).join('\n'))),
      mentions: [...posts.flatMap(namedIn), ...shown.flatMap(({ mentions }) => mentions)],
    };
  });
  const others = new Set(Object.values(OTHERWISE).flat());

  test('show what a browser shows, but for what is listed', () => {
    const differing = examples.filter(({ wanted, seen }) => wanted !== seen).map(({ number }) => number);
    report({
      where: 'message-parser',
      what: 'examples of CommonMark show the same words',
      tried: examples.length,
      held: examples.length - differing.length,
      note: `${others.size} are shown otherwise, and listed`,
    });
    for (const [why, numbers] of Object.entries(OTHERWISE)) console.log(`${numbers.length}: ${why}`);
    expect(examples).toHaveLength(652);
    expect(differing).toEqual([...others].sort((a, b) => a - b));
  });

  test('call nobody', () => {
    expect(examples.flatMap(({ mentions }) => mentions)).toEqual([]);
  });
});
