import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import MarkdownIt from 'markdown-it';
import { expect, test } from 'vitest';

const ROOT = path.join(import.meta.dirname, '../..');
const PAGES = globSync(
  ['*.md', '.github/**/*.md', 'docs/**/*.md', '{rc-app,gateway-endpoint,testbed/workspace}/README.md'],
  {
    cwd: ROOT,
  },
).toSorted();

const markdown = new MarkdownIt({ html: true });

/** As GitHub makes anchors: small letters, no punctuation, `-` for each blank, and a number behind a heading that repeats. */
function anchorsIn(page: string): string[] {
  const seen = new Map<string, number>();
  const tokens = markdown.parse(page, {});
  return tokens
    .filter((_token, index) => tokens[index - 1]?.type === 'heading_open')
    .map(({ children }) => (children ?? []).map(({ content }) => content).join(''))
    .map((text) =>
      text
        .toLowerCase()
        .replace(/[^\p{L}\p{N}\s_-]/gu, '')
        .replaceAll(' ', '-'),
    )
    .map((anchor) => {
      const before = seen.get(anchor) ?? 0;
      seen.set(anchor, before + 1);
      return before === 0 ? anchor : `${anchor}-${before}`;
    });
}

/** Targets of links and of pictures that are not on the web. */
function targetsIn(page: string): string[] {
  const all = markdown.parse(page, {}).flatMap(({ children }) => children ?? []);
  const targets = all.flatMap((token) => token.attrGet('href') ?? token.attrGet('src') ?? []).map(String);
  return targets.filter((target) => !/^(https?|mailto):/.test(target));
}

const read = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8');

function brokenIn(file: string, page: string): string[] {
  return targetsIn(page).filter((target) => {
    const [name = '', anchor] = decodeURI(target).split('#');
    const there = path.join(path.dirname(file), name);
    if (name !== '' && !existsSync(path.join(ROOT, there))) return true;
    if (anchor === undefined) return false;
    const text = name === '' ? page : read(there);
    return !anchorsIn(text).includes(anchor) && !text.includes(`id="${anchor}"`);
  });
}

test.each(PAGES)('every link of %s leads somewhere', (file) => {
  expect(brokenIn(file, read(file))).toEqual([]);
});

test('there are pages and links', () => {
  expect(PAGES.length).toBeGreaterThan(35);
  expect(PAGES.flatMap((file) => targetsIn(read(file))).length).toBeGreaterThan(120);
});

test('docs/README.md has a line for every page of docs', () => {
  const listed = targetsIn(read('docs/README.md')).map((target) => path.join('docs', target));
  const pages = globSync('docs/*.md', { cwd: ROOT }).filter((file) => file !== 'docs/README.md');
  expect(pages.filter((file) => !listed.includes(file))).toEqual([]);
});

test('a page is one step from README or from the list of pages', () => {
  expect(targetsIn(read('README.md'))).toContain('docs/README.md');
});

test('a link that leads nowhere is found', () => {
  const page =
    '# Who `it` is, and why?\n\n[a](#who-it-is-and-why) [b](#nobody) [c](gone.md) [d](README.md#all-pages) [e](README.md#x)';
  expect(brokenIn('docs/a-page.md', page)).toEqual(['#nobody', 'gone.md', 'README.md#x']);
});
