import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Metafile } from 'esbuild';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, describe, expect, test } from 'vitest';
import manifest from '../../rc-app/app.json' with { type: 'json' };
import { noticesFor } from '../../scripts/notices.ts';

const root = path.join(import.meta.dirname, '../..');
const home = mkdtempSync(path.join(os.tmpdir(), 'licences-'));
const own = readFileSync(path.join(root, 'LICENSE'), 'utf8');
const run = promisify(execFile);
afterAll(() => rmSync(home, { recursive: true, force: true }));

const licenceOf = (name: string, file = 'LICENSE') =>
  readFileSync(path.join(root, 'node_modules', name, file), 'utf8').trim();

async function packedPlugin(): Promise<(file: string) => string> {
  const { stdout } = await run('npm', ['pack', '--json', '--pack-destination', home], {
    cwd: path.join(root, 'gateway-endpoint'),
  });
  const [{ filename }] = JSON.parse(stdout) as [{ filename: string }];
  await run('tar', ['-xzf', path.join(home, filename), '-C', home]);
  return (file) => readFileSync(path.join(home, 'package', file), 'utf8');
}

describe('[S24f] licence texts', () => {
  test('the zip of the app holds ours, and those of what is bundled', () => {
    const zip = readFileSync(path.join(root, 'rc-app/dist', `${manifest.nameSlug}_${manifest.version}.zip`));
    const files = unzipSync(zip);
    const textOf = (name: string) => strFromU8(files[name] ?? new Uint8Array());
    expect(textOf('LICENSE')).toBe(own);
    expect(textOf('README.md')).toContain('/openclaw status');
    const notices = textOf('THIRD-PARTY-NOTICES.txt');
    expect(notices).toContain(licenceOf('zod'));
    console.log(
      `zip: ${(zip.length / 1_000).toFixed(1)} kB, with ${[...notices.matchAll(/^\S+ \d\S+ \(/gm)].length} notices`,
    );
  });

  test('so does the folder for rc-apps', () => {
    const folder = path.join(root, 'rc-app/dist/deployable');
    expect(readFileSync(path.join(folder, 'LICENSE'), 'utf8')).toBe(own);
    expect(readFileSync(path.join(folder, 'README.md'), 'utf8')).toContain('/openclaw status');
    expect(readFileSync(path.join(folder, 'THIRD-PARTY-NOTICES.txt'), 'utf8')).toContain(licenceOf('zod'));
  });

  test('so does the packed plugin, for each package that its bundle has code of', async () => {
    const read = await packedPlugin();
    expect(read('LICENSE')).toBe(own);
    expect(read('README.md')).toContain('openclaw rocketchat connect');
    const notices = read('dist/THIRD-PARTY-NOTICES.txt');
    for (const name of ['hono', 'zod']) expect(notices).toContain(licenceOf(name));
    const code = readdirSync(path.join(home, 'package/dist'))
      .filter((file) => file.endsWith('.js'))
      .map((file) => read(`dist/${file}`));
    const named = [...code.join('\n').matchAll(/^\/\/ (?:\.\.\/)*node_modules\/((?:@[^/\n]+\/)?[^/\n]+)\//gm)].map(
      ([, name]) => name,
    );
    expect(new Set(named).size).toBeGreaterThan(1);
    for (const name of new Set(named)) expect(notices).toMatch(new RegExp(`^${name} \\d`, 'm'));
  });

  test.each([
    ['no licence text', { license: 'MIT' }, false, /bundled, and has no licence text/],
    ['no name of a licence', {}, true, /does not name its licence/],
  ])('a package with %s is not bundled', (_, fields, hasText, why) => {
    const folder = path.join(home, 'node_modules', 'poor');
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ name: 'poor', version: '1.0.0', ...fields }));
    if (hasText) writeFileSync(path.join(folder, 'LICENSE'), 'as you like');
    const inputs = { 'node_modules/poor/index.js': { bytesInOutput: 7 } };
    const metafile: Metafile = { inputs: {}, outputs: { out: { bytes: 7, inputs, imports: [], exports: [] } } };
    expect(() => noticesFor([metafile], home)).toThrow(why);
  });
});
