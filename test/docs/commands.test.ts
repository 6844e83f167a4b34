import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import app from '../../rc-app/app.json' with { type: 'json' };
import { readCommands, type Written, wordsIn } from './written/commands.ts';

const ROOT = path.join(import.meta.dirname, '../..');
const manifest = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as {
  version: string;
  workspaces: string[];
  scripts: Record<string, string>;
};
const projects = [...readFileSync(path.join(ROOT, 'vitest.config.ts'), 'utf8').matchAll(/name: '([\w-]+)'/g)];

const commands = readCommands();
const of = (...programs: string[]) =>
  commands.filter(({ text }) => programs.includes(wordsIn(text).find((word) => !/^[A-Z_]+=/.test(word)) ?? ''));
const nameOf = ({ file, line, text }: Written) => `${file}:${line} ${text}`;

/** @returns the reason for which a shell, or npm, would not do it */
function faultOf(written: Written): string | undefined {
  const [program = '', ...words] = wordsIn(written.text).filter((word) => !/^[A-Z_]+=/.test(word));
  if (program === 'cd') return isThere(words[0] ?? '') ? undefined : 'no such folder';
  if (program === 'node') return faultOfNode(words);
  if (program === 'npx') return faultOfNpx(words);
  return faultOfNpm(words);
}

/** A folder that the build makes is none of a fresh clone. */
const isThere = (name: string) => name.includes('/dist/') || existsSync(path.join(ROOT, name));

function faultOfNpm([verb = '', name = '', ...rest]: string[]): string | undefined {
  if (verb === 'ci') return undefined;
  if (verb === 'pack') return name === '-w' && manifest.workspaces.includes(rest[0] ?? '') ? undefined : 'no workspace';
  const script = verb === 'run' ? name : verb;
  if (!(script in manifest.scripts)) return `no script ${script}`;
  return undefined;
}

const NPX = ['changeset', '@rocket.chat/apps-cli', 'vitest'];

function faultOfNpx([name = '', ...words]: string[]): string | undefined {
  if (!NPX.includes(name)) return `npx does not know ${name}`;
  if (name !== 'vitest') return undefined;
  const project = words[words.indexOf('--project') + 1] ?? '';
  if (!projects.some(([, each]) => each === project)) return `no project ${project}`;
  const places = words.filter((word) => word.startsWith('test/'));
  return places.every(isThere) ? undefined : `no such file: ${places}`;
}

function faultOfNode([file = '', ...words]: string[]): string | undefined {
  if (file.startsWith('--')) return undefined;
  if (!isThere(file)) return `no file ${file}`;
  return words[0] === 'npx' ? faultOfNpx(words.slice(1)) : undefined;
}

describe('commands that stand in the pages', () => {
  test.each(of('npm', 'npx', 'node', 'cd').map((each) => ({ name: nameOf(each), each })))('$name', ({ each }) => {
    expect(faultOf(each)).toBeUndefined();
  });

  test('are many', () => {
    expect(of('npm', 'npx', 'node', 'cd').length).toBeGreaterThan(35);
    expect(of('openclaw').length).toBeGreaterThan(100);
  });

  test.each(['npm run nothing', 'npm pack -w nowhere', 'node scripts/gone.mjs', 'npx something', 'cd nowhere'])(
    '“%s” would be found',
    (text) => {
      expect(faultOf({ file: '', line: 1, text })).toEqual(expect.any(String));
    },
  );

  test('are cut as a shell cuts them', () => {
    expect(wordsIn(`openclaw x --y '{"a":"b c"}' "#general" <message id> z`)).toEqual([
      'openclaw',
      'x',
      '--y',
      '{"a":"b c"}',
      '#general',
      '<message id>',
      'z',
    ]);
  });
});

test('packages and zips that the pages name have the version of today', () => {
  const texts = ['README.md', 'docs/admin.md', 'docs/operator.md', 'docs/running.md'].map((file) =>
    readFileSync(path.join(ROOT, file), 'utf8'),
  );
  const named = texts.flatMap((text) => [
    ...text.matchAll(/(?:openclaw-rocketchat-|openclaw_)(\d[\w.-]*)\.(?:tgz|zip)/g),
  ]);
  expect(named.length).toBeGreaterThan(4);
  expect(named.filter(([, version]) => version !== manifest.version)).toEqual([]);
  expect(app.version).toBe(manifest.version);
});
