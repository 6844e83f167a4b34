import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const ours = createRequire(import.meta.url);

/** Where the unmodified engine lies. */
export const engineFolder = path.dirname(ours.resolve('@rocket.chat/apps-engine/package.json'));

/** The `node_modules` folder that holds the engine; both sandboxes may read it, as in a real installation. */
export const modulesFolder = path.dirname(path.dirname(engineFolder));

const engines = createRequire(path.join(engineFolder, 'package.json'));

/** A package as the engine would find it: its own copy of uuid is older than the one beside it. */
export const resolveForEngine = (specifier: string): string => engines.resolve(specifier);

/** acorn, acorn-walk and astring are not dependencies of the engine, so they come from this workspace. */
export const resolveForUs = (specifier: string): string => ours.resolve(specifier);

export const shimsFolder = fileURLToPath(new URL('./shims', import.meta.url));

/** Every import of deno-runtime 1.62.0 that npm does not resolve by itself, and the file that answers it. */
export function runtimeImports(): Record<string, string> {
  const shim = (name: string) => path.join(shimsFolder, name);
  return {
    // The one value import of an engine source file (.ts); the package ships only the compiled one.
    '@rocket.chat/apps-engine/definition/exceptions/AppsEngineException.ts': path.join(
      engineFolder,
      'definition/exceptions/AppsEngineException.js',
    ),
    '@rocket.chat/ui-kit': shim('empty.ts'),
    '@std/io': shim('std-io.ts'),
    '@std/streams': shim('std-streams.ts'),
    '@std/cli/parse-args': shim('std-cli-parse-args.ts'),
    '@msgpack/msgpack': resolveForEngine('@msgpack/msgpack'),
    'jsonrpc-lite': resolveForEngine('jsonrpc-lite'),
    'stack-trace': resolveForEngine('stack-trace'),
    uuid: resolveForEngine('uuid'),
    acorn: resolveForUs('acorn'),
    'acorn-walk': resolveForUs('acorn-walk'),
    astring: resolveForUs('astring'),
  };
}
