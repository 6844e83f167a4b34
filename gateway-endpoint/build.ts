import { cp, readFile, rm, writeFile } from 'node:fs/promises';
import { build } from 'esbuild';
import { noticesFor } from '../scripts/notices.ts';
import { emojiNames } from './emoji-names.ts';
import { manifest } from './manifest.ts';
import published from './package.json' with { type: 'json' };

/**
 * `node build.ts` bundles the plugin into dist/, writes openclaw.plugin.json, and copies what is published for those who
 * load it from a folder; `--check` only compares openclaw.plugin.json with the one that is committed. What counts is the
 * content: the formatter may lay the file out as it likes.
 */
const here = import.meta.dirname;
const manifestFile = `${here}/openclaw.plugin.json`;
const wanted = manifest();
const isCurrent = JSON.stringify(wanted) === JSON.stringify(await committed());

if (process.argv.includes('--check')) {
  if (!isCurrent) {
    console.error('openclaw.plugin.json is not what the configuration schema says: run `npm run build`');
    process.exit(1);
  }
} else {
  await rm(`${here}/dist`, { recursive: true, force: true });
  // Hono, jose, zod and the contract are bundled, so that installing the plugin installs nothing else. The names of
  // the entries are OpenClaw's: it looks for them in dist/.
  const { metafile } = await build({
    absWorkingDir: here,
    entryPoints: ['index.ts', 'setup-entry.ts', 'secret-contract-api.ts', 'doctor-contract-api.ts'],
    outdir: 'dist',
    bundle: true,
    splitting: true,
    chunkNames: 'chunk-[hash]',
    format: 'esm',
    platform: 'node',
    target: 'node24',
    external: ['openclaw', 'openclaw/*'],
    legalComments: 'linked',
    plugins: [emojiNames],
    metafile: true,
  });
  await writeFile(`${here}/dist/THIRD-PARTY-NOTICES.txt`, noticesFor([metafile], here));
  if (!isCurrent) await writeFile(manifestFile, `${JSON.stringify(wanted, null, 2)}\n`);
  const folder = `${here}/../.cache/plugin`;
  await rm(folder, { recursive: true, force: true });
  for (const name of ['package.json', ...published.files])
    await cp(`${here}/${name}`, `${folder}/${name}`, { recursive: true });
}

async function committed(): Promise<unknown> {
  return JSON.parse(await readFile(manifestFile, 'utf8').catch(() => 'null'));
}
