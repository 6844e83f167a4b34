import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/**
 * Opens a file of ours and makes its tables.
 *
 * WAL with `synchronous = FULL`: what was acknowledged survives a power cut
 * (https://www.sqlite.org/pragma.html#pragma_synchronous; NORMAL may lose the last commits).
 *
 * @param schema statements that may be repeated
 */
export function openDatabase(path: string, schema: string): DatabaseSync {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const db = new DatabaseSync(path);
  try {
    db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 5000;');
    db.exec(schema);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** Primary result codes (https://www.sqlite.org/rescode.html); `errcode` is an extended one. */
const DISK_FAULTS: Readonly<Record<number, string>> = {
  8: 'the disk is read-only',
  10: 'the disk cannot be read or written',
  13: 'the disk is full',
  14: 'the disk takes no new files, or is full',
};

/** The same of what is no database. */
const FILE_FAULTS: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EROFS: 'the disk is read-only',
  EIO: 'the disk cannot be read or written',
};

/** What is wrong with the disk, in words; undefined where an error, and what caused it, has other reasons. */
export function diskFaultOf(error: unknown): string | undefined {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    const { errcode, code } = at as { errcode?: unknown; code?: unknown };
    const fault =
      typeof errcode === 'number' ? DISK_FAULTS[errcode & 0xff] : FILE_FAULTS[typeof code === 'string' ? code : ''];
    if (fault) return fault;
  }
  return undefined;
}
