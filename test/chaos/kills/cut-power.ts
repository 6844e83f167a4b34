import { copyFileSync, existsSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';

/** The option with which a gateway keeps what a power cut leaves of its stores. */
export const KEEPS_SYNCED = { NODE_OPTIONS: `--import ${path.join(import.meta.dirname, 'keep-synced.ts')}` };

const SYNCED = '.synced';

/**
 * Takes everything from the stores of a gateway that was not on disk. It must have been killed.
 *
 * @returns how many stores were put back
 */
export function cutPower(folder: string): number {
  const stores = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith(`.sqlite${SYNCED}`))
    .map((file) => path.join(folder, file.slice(0, -SYNCED.length)));
  for (const store of stores) {
    // The index of the log is made anew.
    rmSync(`${store}-shm`, { force: true });
    for (const end of ['', '-wal']) {
      if (existsSync(`${store}${end}${SYNCED}`)) copyFileSync(`${store}${end}${SYNCED}`, store + end);
    }
  }
  return stores.length;
}
