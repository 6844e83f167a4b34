import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { strToU8, zipSync } from 'fflate';
import { startWorkspace, type Workspace, type WorkspaceOptions } from '../../../testbed/workspace/workspace.ts';

const ID = '2f0a9d51-7f5f-4f6e-9d0b-6b0f4f1f7c11';

/**
 * A workspace with the app of `bare-app.ts`, on the same engine and in the same kind of sandbox as ours.
 *
 * @param listener the address at which it posts each message; empty for an app that does nothing
 */
export async function startBare(listener: string, options: WorkspaceOptions): Promise<Workspace> {
  const workspace = await startWorkspace(options);
  await workspace.installApp(await zipOf(listener));
  return workspace;
}

async function zipOf(listener: string): Promise<Uint8Array> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('./bare-app.ts', import.meta.url))],
    bundle: true,
    write: false,
    platform: 'neutral',
    format: 'cjs',
    target: 'es2022',
    external: ['@rocket.chat/apps-engine/*'],
    define: { LISTENER: JSON.stringify(listener) },
    logLevel: 'error',
  });
  const info = {
    id: ID,
    name: 'Bare',
    nameSlug: 'bare',
    version: '1.0.0',
    requiredApiVersion: '^1.44.0',
    description: 'does the least that an app can do',
    author: { name: 'bench', homepage: 'https://workspace.example', support: 'bench@workspace.example' },
    classFile: 'BareApp.ts',
    iconFile: 'icon.png',
    permissions: ['networking', 'upload.read'].map((name) => ({ name })),
    implements: ['IPostMessageSent'],
  };
  return zipSync({
    'app.json': strToU8(JSON.stringify(info)),
    'BareApp.js': strToU8(outputFiles[0]?.text ?? ''),
    'icon.png': new Uint8Array([0x89, 0x50, 0x4e, 0x47]),
  });
}
