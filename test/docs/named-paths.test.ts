import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { PAGES } from './written/commands.ts';

const ROOT = path.join(import.meta.dirname, '../..');
const read = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8');

const DECISIONS = readdirSync(path.join(ROOT, 'docs/decisions')).map((file) => `docs/decisions/${file}`);
const WORKFLOWS = readdirSync(path.join(ROOT, '.github/workflows')).map((file) => `.github/workflows/${file}`);

/** Paths from the root of the repository: in code, and as targets of links. Bare names such as `zod` are none. */
function pathsIn(page: string, folder: string): string[] {
  const inCode = [
    ...page.matchAll(
      /`((?:shared|rc-app|gateway-endpoint|test|testbed|docs|scripts)\/[^`\s{]*|[\w./-]+\.(?:md|json|ts|mjs))`/g,
    ),
  ];
  const links = [...page.matchAll(/\]\((?!https?:)([^)#]+)/g)];
  return [...inCode.flatMap(([, name]) => name ?? []), ...links.map(([, target = '']) => path.join(folder, target))];
}

/** The tables of rooms name files from the root of their half. */
const isThere = (name: string): boolean =>
  ['', 'rc-app/src', 'gateway-endpoint/src'].some((folder) => existsSync(path.join(ROOT, folder, name)));

const missingIn = (page: string, folder: string): string[] => pathsIn(page, folder).filter((name) => !isThere(name));

test.each(['CONTRIBUTING.md', 'docs/architecture.md'])('%s names only paths that exist', (file) => {
  expect(pathsIn(read(file), path.dirname(file)).length).toBeGreaterThan(20);
  expect(missingIn(read(file), path.dirname(file))).toEqual([]);
});

test.each(DECISIONS)('%s names only paths that exist', (file) => {
  expect(pathsIn(read(file), path.dirname(file)).length).toBeGreaterThan(0);
  expect(missingIn(read(file), path.dirname(file))).toEqual([]);
});

test('the steps of an upgrade name each page that names the version of OpenClaw', () => {
  const [, steps = ''] = read('CONTRIBUTING.md').split('## Upgrade OpenClaw');
  const named = `OpenClaw (?:that the plugin works with, |is \\S+, and this plugin was tested with )?${manifest.devDependencies.openclaw}`;
  const naming = PAGES.filter((page) => new RegExp(named).test(read(page)) && page !== 'CHANGELOG.md');
  expect(naming.length).toBeGreaterThan(3);
  expect(naming.filter((page) => !steps.includes(page))).toEqual([]);
});

test('the index of decisions has a line for every page', () => {
  const index = 'docs/decisions/README.md';
  const pages = DECISIONS.filter((file) => file !== index);
  expect(pathsIn(read(index), path.dirname(index)).toSorted()).toEqual(pages.toSorted());
});

test('a path that does not exist is found', () => {
  const page = 'See `rc-app/src/nowhere/gone.ts`, `gone.ts`, [it](gone.md) and `rc-app/src/hear`.';
  expect(missingIn(page, 'docs')).toEqual(['rc-app/src/nowhere/gone.ts', 'gone.ts', 'docs/gone.md']);
});

test.each(['CONTRIBUTING.md', '.github/pull_request_template.md', ...WORKFLOWS])(
  '%s names only scripts that exist',
  (file) => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const named = [...read(file).matchAll(/npm run (?:--silent )?([\w:]+)/g)].flatMap(([, name]) => name ?? []);
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  },
);

test.each(WORKFLOWS)('%s pins every action by its commit', (file) => {
  const used = [...read(file).matchAll(/uses: (.*)/g)].map(([, action = '']) => action);
  expect(used.length).toBeGreaterThan(0);
  expect(used.filter((action) => !/^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(action))).toEqual([]);
});
