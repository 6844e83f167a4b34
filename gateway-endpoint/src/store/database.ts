import { DatabaseSync } from 'node:sqlite';
import { DISK_FAULT } from '../texts/faults.ts';
import { makePrivate } from './private-file.ts';

/** Written into a file that holds no text of ended rows: it was made with `secure_delete`, or cleaned since. */
const CLEAN = 0x52634f43;
const BUSY_MS = 5_000;

/**
 * Opens a file of ours and makes its tables. Nobody but the owner can read it, and deleted rows are overwritten.
 *
 * WAL with `synchronous = FULL`: an acknowledged event survives a power cut
 * (https://www.sqlite.org/pragma.html#pragma_synchronous; NORMAL may lose the last commits).
 *
 * @param schema statements that may be repeated
 */
export function openDatabase(path: string, schema: string): DatabaseSync {
  makePrivate(path);
  const db = new DatabaseSync(path);
  try {
    db.exec(`PRAGMA busy_timeout = ${BUSY_MS}`);
    const isNew = db.prepare('PRAGMA page_count').get()?.['page_count'] === 0;
    db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;');
    // Otherwise the text of a finished event stays in free pages until they are used again.
    db.exec('PRAGMA secure_delete = ON;');
    clean(db, isNew);
    db.exec(schema);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/**
 * Version 0.1.0 left deleted text in free pages: the file is written anew once. A file that cannot be (the disk is
 * full, another process holds it) works as it is, and the next start tries again.
 */
function clean(db: DatabaseSync, isNew: boolean): void {
  if (db.prepare('PRAGMA application_id').get()?.['application_id'] === CLEAN) return;
  try {
    db.exec('PRAGMA busy_timeout = 0;');
    if (!isNew) db.exec('VACUUM');
    db.exec(`PRAGMA application_id = ${CLEAN}`);
    if (!isNew) truncateLog(db);
  } catch {
    // Not urgent enough to keep an account from starting.
  } finally {
    db.exec(`PRAGMA busy_timeout = ${BUSY_MS}`);
  }
}

/** The write-ahead log keeps what was written, deleted text among it, until it is written back and cut off. */
function truncateLog(db: DatabaseSync): void {
  db.exec('PRAGMA wal_checkpoint(TRUNCATE);');
}

/** Writes back the log of a file that others may have open. Pages that are being read stay for the next time. */
export function writeBack(path: string): void {
  const db = new DatabaseSync(path);
  try {
    db.exec('PRAGMA busy_timeout = 0;');
    truncateLog(db);
  } finally {
    db.close();
  }
}

/** Primary result codes (https://www.sqlite.org/rescode.html); `errcode` is an extended one. */
const DISK_FAULTS: Readonly<Record<number, string>> = {
  8: DISK_FAULT.readOnly,
  10: DISK_FAULT.broken,
  13: DISK_FAULT.full,
  14: DISK_FAULT.noNewFiles,
};

/** The same for other files. */
const FILE_FAULTS: Readonly<Record<string, string>> = {
  ENOSPC: DISK_FAULT.full,
  EDQUOT: DISK_FAULT.quota,
  EROFS: DISK_FAULT.readOnly,
  EIO: DISK_FAULT.broken,
};

/** The fault of the disk, in words; undefined if an error and its causes have other reasons. */
export function diskFaultOf(error: unknown): string | undefined {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    const { errcode, code } = at as { errcode?: unknown; code?: unknown };
    const fault =
      typeof errcode === 'number' ? DISK_FAULTS[errcode & 0xff] : FILE_FAULTS[typeof code === 'string' ? code : ''];
    if (fault) return fault;
  }
  return undefined;
}
