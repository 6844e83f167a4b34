import { existsSync } from 'node:fs';
import path from 'node:path';

/**
 * Where the build puts the plugin as it is published. OpenClaw copies the whole folder of a plugin, several times, whenever a
 * gateway or a command of it starts: with its sources that would be hundreds of files more.
 */
export function builtPlugin(): string {
  const folder = path.join(import.meta.dirname, '../../.cache/plugin');
  if (!existsSync(folder)) throw new Error('the plugin is not built: run `npm run build`');
  return folder;
}
