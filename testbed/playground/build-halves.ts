import { spawn } from 'node:child_process';
import { cp, readFile } from 'node:fs/promises';
import path from 'node:path';
import manifest from '../../rc-app/app.json' with { type: 'json' };
import { builtPlugin } from '../gateway/built-plugin.ts';

const root = path.resolve(import.meta.dirname, '../..');

export interface Halves {
  /** For an admin to upload. */
  readonly appZip: Buffer;
  /** The folder that OpenClaw loads the plugin from. */
  readonly pluginFolder: string;
}

/**
 * Builds both halves from their current sources, which takes a second, so that nobody looks at yesterday's code. The
 * plugin is copied into `folder`: OpenClaw loads parts of it late, and the next build removes what it finds.
 */
export async function buildHalves(folder: string): Promise<Halves> {
  await Promise.all(['rc-app', 'gateway-endpoint'].map((half) => run(path.join(root, half))));
  await cp(builtPlugin(), folder, { recursive: true });
  const zip = path.join(root, 'rc-app', 'dist', `${manifest.nameSlug}_${manifest.version}.zip`);
  return { appZip: await readFile(zip), pluginFolder: folder };
}

/** The output of a build is shown only when it fails. */
async function run(folder: string): Promise<void> {
  const child = spawn(process.execPath, ['build.ts'], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  const said: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => said.push(chunk));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  if (code !== 0) throw new Error(`${path.basename(folder)} cannot be built:\n${Buffer.concat(said).toString()}`);
}
