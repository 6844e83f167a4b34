import { DatabaseSync } from 'node:sqlite';
import { STORE_FAULT, STORE_FILE } from '../texts/faults.ts';

/** Primary result codes (https://www.sqlite.org/rescode.html); `errcode` is an extended one. */
const ERROR = 1;
const NOT_ALLOWED = 3;
const IN_USE: readonly number[] = [5, 6];
const DAMAGED: readonly number[] = [11, 26];
const CANNOT_OPEN = 14;
const CONSTRAINT = 19;

type StoreFile = keyof typeof STORE_FILE;

const codeOf = (error: unknown): number => ((error as { errcode?: number }).errcode ?? 0) & 0xff;

/**
 * Reads an SQLite file, and says which one it is that cannot be used, and what to do: SQLite names at most a table. A
 * fault of the disk is not the file's, and stays as it is (disk-fault.ts).
 */
export function naming<T>(path: string, which: StoreFile, read: () => T): T {
  try {
    return read();
  } catch (error) {
    const fault = faultOf(path, which, codeOf(error), (error as Error).message);
    throw fault === undefined ? error : new Error(fault, { cause: error });
  }
}

function faultOf(path: string, which: StoreFile, code: number, why: string): string | undefined {
  if (IN_USE.includes(code)) return STORE_FAULT.inUse(path, STORE_FILE[which]);
  if (code === CANNOT_OPEN || code === NOT_ALLOWED) return STORE_FAULT.closed(path, STORE_FILE[which]);
  if (which === 'own') return DAMAGED.includes(code) ? STORE_FAULT.damaged(path, why) : undefined;
  if (DAMAGED.includes(code)) return STORE_FAULT.unreadable(path);
  if (code === CONSTRAINT) return STORE_FAULT.unfit(path, why);
  return code === ERROR ? STORE_FAULT.foreign(path, why) : undefined;
}

/** A transaction locks all files that are attached, and SQLite does not say which of them is in use. */
export function namingLocked<T>(paths: readonly (readonly [path: string, which: StoreFile])[], run: () => T): T {
  try {
    return run();
  } catch (error) {
    const [path, which] = (IN_USE.includes(codeOf(error)) && paths.find(([each]) => isInUse(each))) || [];
    if (path === undefined || which === undefined) throw error;
    throw new Error(STORE_FAULT.inUse(path, STORE_FILE[which]), { cause: error });
  }
}

function isInUse(path: string): boolean {
  try {
    using db = new DatabaseSync(path);
    db.exec('BEGIN IMMEDIATE; ROLLBACK');
    return false;
  } catch (error) {
    return IN_USE.includes(codeOf(error));
  }
}
