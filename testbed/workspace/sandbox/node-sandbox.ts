import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { build, type Plugin } from 'esbuild';
import { engineFolder, modulesFolder, resolveForEngine, runtimeImports, shimsFolder } from './engine-files.ts';
import type { CommandFor } from './spawn-command.ts';

/** Runs the same runtime sources under `node --permission`, in the manner of Rocket.Chat 8.8 and later. */
export async function prepareNodeSandbox(folder: string): Promise<CommandFor> {
  const script = path.join(folder, 'node-runtime.mjs');
  bundled ??= bundleRuntime();
  await writeFile(script, await bundled);
  return (engineArgs) => ({
    file: process.execPath,
    args: [
      '--permission',
      ...[modulesFolder, folder].map((readable) => `--allow-fs-read=${readable}`),
      ...allowNetwork(engineArgs),
      '--no-warnings',
      script,
      ...engineArgs.slice(engineArgs.indexOf('--subprocess')),
    ],
    env: { PATH: process.env['PATH'] ?? '' },
  });
}

/** One bundle serves every workspace of this process: it depends on installed packages only. */
let bundled: Promise<string> | undefined;

/** Node 25 put the network behind the permission model; Node 24 does not know the flag and leaves the network open. */
function allowNetwork(engineArgs: readonly string[]): string[] {
  const flag = '--allow-net';
  return process.allowedNodeEnvironmentFlags.has(flag) && engineArgs.includes(flag) ? [flag] : [];
}

async function bundleRuntime(): Promise<string> {
  const result = await build({
    entryPoints: [path.join(engineFolder, 'deno-runtime/main.ts')],
    bundle: true,
    write: false,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    inject: [path.join(shimsFolder, 'deno-on-node.ts')],
    // The bundled packages are CommonJS and call require themselves.
    banner: { js: `import { createRequire as __from } from 'node:module'; const require = __from(import.meta.url);` },
    logLevel: 'error',
    plugins: [resolveRuntimeImports()],
  });
  const [output] = result.outputFiles;
  if (!output) throw new Error('esbuild gave no output for the app runtime');
  return output.text;
}

function resolveRuntimeImports(): Plugin {
  const imports = runtimeImports();
  return {
    name: 'runtime-imports',
    setup(bundler) {
      bundler.onResolve({ filter: /.*/ }, ({ path: specifier }) => {
        const file = imports[specifier];
        if (file) return { path: file };
        return /(^|\/)require\.ts$/.test(specifier) ? { path: 'require', namespace: 'app-require' } : undefined;
      });
      bundler.onLoad({ filter: /.*/, namespace: 'app-require' }, () => ({ contents: requireForApps, loader: 'js' }));
    },
  };
}

/**
 * In place of lib/require.ts, which asks Deno's import map. handlers/app/construct.ts decides before this is called which
 * modules an app may ask for: that list is part of the bundle and rules here as it does under Deno.
 */
const requireForApps = `
import { createRequire } from 'node:module';
const load = createRequire(${JSON.stringify(path.join(engineFolder, 'package.json'))});
const engine = '@rocket.chat/apps-engine/';
export const require = (name) => {
  if (name === 'npm:uuid') return load(${JSON.stringify(resolveForEngine('uuid'))});
  return load(name.startsWith(engine) ? ${JSON.stringify(`${engineFolder}/`)} + name.slice(engine.length) : name);
};`;
