import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

/** The wall clock of a process that is started with `env`: a test sets it while the process runs. */
export interface SetClock {
  readonly env: Readonly<Record<string, string>>;
  /** By so many milliseconds from the real one. */
  set(ms: number): void;
}

/** @param folder where nobody else writes a file of this name */
export function openSetClock(folder: string): SetClock {
  const file = path.join(folder, 'clock');
  const set = (ms: number) => writeFileSync(file, String(ms));
  set(0);
  const preload = pathToFileURL(path.join(import.meta.dirname, 'shifted-clock.mjs'));
  return { set, env: { CLOCK_FILE: file, NODE_OPTIONS: `--import ${preload}` } };
}
