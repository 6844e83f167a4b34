/**
 * Builds the app in the two forms in which Rocket.Chat takes it:
 *
 * - `dist/openclaw_<version>.zip`, for *Marketplace ▸ Private Apps ▸ Upload*
 * - `dist/deployable/`, a folder that `rc-apps package` and `rc-apps deploy` accept
 *
 * Both hold the same bundle, because the server runs one file and rc-apps cannot reach the shared contract.
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type BuildOptions, build, type Metafile } from 'esbuild';
import { type Zippable, zipSync } from 'fflate';
import { noticesFor } from '../scripts/notices.ts';
import manifest from './app.json' with { type: 'json' };
import packageJson from './package.json' with { type: 'json' };

const here = import.meta.dirname;
const dist = path.join(here, 'dist');
const deployable = path.join(dist, 'deployable');
const classFile = path.basename(manifest.classFile, '.ts');

/**
 * The sandbox runs an app as `new Function` with `globalThis` undefined (deno-runtime/handlers/app/construct.ts), and
 * zod reads it while loading.
 */
const GLOBAL = "typeof self === 'object' ? self : typeof global === 'object' ? global : {}";

const BUNDLE = {
  absWorkingDir: here,
  bundle: true,
  write: false,
  platform: 'neutral',
  mainFields: ['module', 'main'],
  conditions: ['import'],
  target: 'es2017',
  // ES2017 has no BigInt literals, but every sandbox does; zod has some in branches of its own.
  supported: { bigint: true },
  external: ['@rocket.chat/apps-engine/*'],
  define: { globalThis: '__global' },
  legalComments: 'none',
  minify: true,
  metafile: true,
} as const satisfies BuildOptions;

/** One CommonJS file with exactly one export: the engine takes the first export for the app's class. */
async function bundleForUpload(): Promise<Bundle> {
  return bundle({
    entryPoints: [manifest.classFile],
    format: 'cjs',
    banner: { js: `const __global = ${GLOBAL};` },
  });
}

/**
 * The same as a module that the old compiler of rc-apps passes through: unchecked, with two exports (it returns the last
 * value itself when there is one). The compiler loads it once in a bare `vm` context, to see whether the class extends
 * App; the globals that jose wants while loading are missing there, and any class will do. The text that is written says
 * `any`, because that compiler knows none of these types.
 */
async function bundleForCompiler(): Promise<Bundle> {
  const globals = ['TextEncoder', 'TextDecoder'];
  return bundle({
    stdin: {
      contents: `export { ${classFile} } from './${manifest.classFile}'; export const version = '${manifest.version}';`,
      resolveDir: here,
      loader: 'ts',
    },
    format: 'esm',
    define: { ...BUNDLE.define, ...Object.fromEntries(globals.map((name) => [name, `__${name}`])) },
    banner: {
      // `any`, because the compiler of `rc-apps` knows no types of these globals.
      js: [
        '// @ts-nocheck',
        `const __global: any = ${GLOBAL};`,
        ...globals.map((name) => `const __${name}: any = typeof ${name} === 'undefined' ? class {} : ${name};`),
      ].join('\n'),
    },
  });
}

interface Bundle {
  readonly text: string;
  readonly metafile: Metafile;
}

async function bundle(options: BuildOptions): Promise<Bundle> {
  const { outputFiles, metafile } = await build({ ...BUNDLE, ...options, write: false, metafile: true });
  const text = outputFiles[0]?.text;
  if (!text) throw new Error('esbuild wrote nothing');
  // The engine rewrites the source of an app that contains these words (deno-runtime/lib/sanitizeDeprecatedUsage.ts).
  const deprecated = ['.usernames', '.isOnline(', '.createToken('].filter((word) => text.includes(word));
  if (deprecated.length)
    throw new Error(`the bundle contains ${deprecated.join(', ')}, which the engine would rewrite`);
  return { text, metafile };
}

/** Our licence, those of what is bundled, and what the app is. */
function papers(metafile: Metafile): Record<string, string> {
  const read = (file: string) => readFileSync(path.join(here, file), 'utf8');
  return {
    LICENSE: read('../LICENSE'),
    'README.md': read('README.md'),
    'THIRD-PARTY-NOTICES.txt': noticesFor([metafile], here),
  };
}

function writeZip({ text: code, metafile }: Bundle): string {
  const text = (value: unknown) =>
    new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value, null, 2));
  const files: Zippable = {
    'app.json': text(manifest),
    [`${classFile}.js`]: text(code),
    [manifest.iconFile]: readFileSync(path.join(here, manifest.iconFile)),
    '.packagedby': text({ tool: packageJson.name, version: packageJson.version }),
  };
  for (const [name, paper] of Object.entries(papers(metafile))) files[name] = text(paper);
  for (const file of readdirSync(path.join(here, 'i18n'))) {
    files[`i18n/${file}`] = readFileSync(path.join(here, 'i18n', file));
  }
  const zip = path.join(dist, `${manifest.nameSlug}_${manifest.version}.zip`);
  // One fixed time, so that the same sources make the same bytes.
  writeFileSync(zip, zipSync(files, { level: 9, mtime: '2020-01-01T00:00:00Z' }));
  return zip;
}

function writeDeployable({ text: code, metafile }: Bundle): void {
  const { implements: interfaces, ...info } = manifest;
  const put = (name: string, content: string | Uint8Array) => {
    mkdirSync(path.dirname(path.join(deployable, name)), { recursive: true });
    writeFileSync(path.join(deployable, name), content);
  };
  for (const [name, paper] of Object.entries(papers(metafile))) put(name, paper);
  put('app.json', JSON.stringify(info, null, 2));
  put('core.ts', code);
  // rc-apps reads the names of the interfaces from this clause and writes them into app.json. `any`, because its compiler
  // finds no methods of these interfaces in a class that comes from the bundle.
  put(
    manifest.classFile,
    `// @ts-nocheck
${interfaces.map((name) => `interface ${name} {}`).join('\n')}
import { ${classFile} as Core } from './core';
const Base: any = Core;
export class ${classFile} extends Base implements ${interfaces.join(', ')} {
    [key: string]: any;
}
`,
  );
  const own = packageJson.devDependencies;
  put(
    'package.json',
    JSON.stringify(
      {
        name: manifest.nameSlug,
        version: manifest.version,
        private: true,
        devDependencies: {
          // rc-apps overwrites requiredApiVersion in app.json with this range; the lock file beside it pins the last
          // engine on the registry that has the server part from which rc-apps reads the permissions.
          '@rocket.chat/apps-engine': manifest.requiredApiVersion,
          '@rocket.chat/icons': own['@rocket.chat/icons'],
          '@rocket.chat/ui-kit': own['@rocket.chat/ui-kit'],
          '@types/node': own['@types/node'],
          typescript: own.typescript,
        },
      },
      null,
      2,
    ),
  );
  put('package-lock.json', readFileSync(path.join(here, 'deployable-lock.json')));
  put(manifest.iconFile, readFileSync(path.join(here, manifest.iconFile)));
  for (const file of readdirSync(path.join(here, 'i18n'))) {
    put(`i18n/${file}`, readFileSync(path.join(here, 'i18n', file)));
  }
}

rmSync(dist, { recursive: true, force: true });
mkdirSync(deployable, { recursive: true });
const zip = writeZip(await bundleForUpload());
writeDeployable(await bundleForCompiler());
console.log(
  `rc-app: ${path.relative(process.cwd(), zip)} ${Math.round(readFileSync(zip).length / 1024)} kB, and dist/deployable`,
);
