import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** A folder, where a run in several parts is to close as one: each part adds to what the parts before it have left there. */
const FOLDER = 'RUN_SO_FAR';

/**
 * The results of the finished parts of this run, or of the present part if it is the only one.
 *
 * @param name of the file in which it is kept
 * @param now what this part has found
 */
export function soFar<T>(name: string, now: readonly T[]): T[] {
  const folder = process.env[FOLDER];
  if (!folder) return [...now];
  const file = path.join(folder, `${name}.json`);
  const before = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as T[]) : [];
  const all = [...before, ...now];
  writeFileSync(file, JSON.stringify(all));
  return all;
}
