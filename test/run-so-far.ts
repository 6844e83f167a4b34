import { existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** A folder, where several runs of vitest, one after the other or side by side, are to close as one. */
const FOLDER = 'RUN_SO_FAR';

/**
 * The results that a run of vitest has to print: its own where it is the only one. Where it is one of several, it leaves
 * them in the folder and prints none: `wholeClosing` prints all of them.
 *
 * @param name of the kind of result
 */
export function toPrint<T>(name: string, results: readonly T[]): readonly T[] {
  const folder = process.env[FOLDER];
  if (!folder) return results;
  leave(folder, name, results, process.pid);
  return [];
}

/** Whether the closing list is left to somebody else. */
export const isOneOfSeveral = (): boolean => Boolean(process.env[FOLDER]);

/** All results of this kind in the folder, in the order in which the runs ended. @param pid of one run alone */
export function soFar<T>(folder: string, name: string, pid?: number): T[] {
  if (!existsSync(folder)) return [];
  const isOf = (each: string) => pid === undefined || each.split('.')[1] === String(pid);
  const files = readdirSync(folder).filter((each) => kindOf(each) === name && isOf(each));
  return files.sort().flatMap((each) => JSON.parse(readFileSync(path.join(folder, each), 'utf8')) as T[]);
}

/** Each run has files of its own, so that two that end together lose nothing; and a file is whole once it has its name. */
export function leave(folder: string, name: string, results: readonly unknown[], pid: number): void {
  const ended = String(Date.now()).padStart(15, '0');
  const file = path.join(folder, `${ended}.${pid}.${name}.json`);
  writeFileSync(`${file}.new`, JSON.stringify(results));
  renameSync(`${file}.new`, file);
}

/** `<time>.<process>.<kind>.json` */
const kindOf = (file: string) => (file.endsWith('.json') ? file.split('.')[2] : undefined);
