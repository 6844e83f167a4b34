import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { engineFolder, modulesFolder, resolveForUs, runtimeImports, shimsFolder } from './engine-files.ts';
import type { CommandFor } from './spawn-command.ts';

/** Runs the engine's own deno-runtime, untouched, with an import map in place of a download. */
export async function prepareDenoSandbox(folder: string): Promise<CommandFor> {
  const config = path.join(folder, 'deno.json');
  const cache = path.join(folder, 'deno-cache');
  await mkdir(cache, { recursive: true });
  await writeFile(config, JSON.stringify(denoConfig(), null, 2));
  const deno = findDeno();
  const readable = [modulesFolder, shimsFolder, folder].join(',');
  return (engineArgs) => ({
    file: deno,
    args: engineArgs.map((arg) => {
      if (arg.startsWith('--config=')) return `--config=${config}`;
      if (arg.startsWith('--allow-read=')) return `${arg},${readable}`;
      return arg;
    }),
    env: { PATH: process.env['PATH'] ?? '', DENO_DIR: cache, DENO_NO_UPDATE_CHECK: '1', NO_COLOR: '1' },
  });
}

function denoConfig(): object {
  const files = Object.entries(runtimeImports()).map(([name, file]) => [name, pathToFileURL(file).href]);
  return {
    lock: false,
    nodeModulesDir: 'manual',
    unstable: ['detect-cjs'],
    // `src/` is upstream's own mapping: lib/require.ts takes it out again before it loads a file.
    imports: { '@rocket.chat/apps-engine/': `${pathToFileURL(engineFolder).href}/src/`, ...Object.fromEntries(files) },
  };
}

/**
 * The binary itself. `node_modules/.bin/deno` is a Node program that starts it, so a SIGKILL would hit the wrong process;
 * the postinstall step that links the binary next to the package does not run under `ignore-scripts`.
 */
function findDeno(): string {
  const binary = process.platform === 'win32' ? 'deno.exe' : 'deno';
  const home = path.dirname(resolveForUs('deno/package.json'));
  const linked = path.join(home, binary);
  if (existsSync(linked)) return linked;
  const target = process.platform === 'linux' ? `linux-${process.arch}-glibc` : `${process.platform}-${process.arch}`;
  const platformPackage = createRequire(path.join(home, 'package.json')).resolve(`@deno/${target}/package.json`);
  return path.join(path.dirname(platformPackage), binary);
}
