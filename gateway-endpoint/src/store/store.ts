import { DatabaseSync } from 'node:sqlite';
import { STORE_FAULT } from '../texts/faults.ts';
import { MIGRATIONS } from './migrations.ts';
import { naming } from './name-file.ts';
import { openOnDisk } from './on-disk.ts';
import { makePrivate } from './private-file.ts';

const BUSY_MS = 5_000;

/** The state of one account, in one SQLite file. The gateway opens it at the start of the account, and closes it last. */
export interface Store extends Disposable {
  readonly path: string;
  readonly db: DatabaseSync;
  /**
   * Runs steps that belong together: all of them reach the disk, or none does. The steps are synchronous. Within another
   * transaction they are part of it.
   */
  transaction<T>(steps: () => T): T;
  /**
   * Resolves when all that was written before the call survives a power cut. Called before each effect outside this file.
   *
   * @throws where the disk fails
   */
  synced(): Promise<void>;
  /** May be called again. */
  close(): void;
}

/**
 * Opens the file and brings its tables up to date. Only the owner can read it, and deleted text is overwritten. A commit
 * does not wait for the disk; `synced` does.
 *
 * @param busyMs how long it waits for another process
 * @throws Error, with what to do, where a newer version has written the file, or where it cannot be used; the file stays
 *   as it is
 */
export function openStore(path: string, busyMs = BUSY_MS): Store {
  makePrivate(path);
  const db = naming(path, 'own', () => openDatabase(path, busyMs));
  const onDisk = openOnDisk(db, path);
  function close(): void {
    if (!db.isOpen) return;
    db.close();
    onDisk.close();
  }
  return {
    path,
    db,
    transaction: (steps) => (db.isTransaction ? steps() : inTransaction(db, steps)),
    synced: onDisk.synced,
    close,
    [Symbol.dispose]: close,
  };
}

function openDatabase(path: string, busyMs: number): DatabaseSync {
  const db = new DatabaseSync(path);
  try {
    db.exec(`PRAGMA busy_timeout = ${busyMs}`);
    refuseNewer(db, path);
    db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;');
    // Otherwise the text of a finished event stays in free pages until they are used again.
    db.exec('PRAGMA secure_delete = ON;');
    migrate(db, path);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** The gateway and the CLI may both open a file that is old: the second one finds it up to date. */
function migrate(db: DatabaseSync, path: string): void {
  if (versionOf(db) === MIGRATIONS.length) return;
  inTransaction(db, () => {
    refuseNewer(db, path);
    for (const step of MIGRATIONS.slice(versionOf(db))) db.exec(step);
    db.exec(`PRAGMA user_version = ${MIGRATIONS.length}`);
  });
}

function refuseNewer(db: DatabaseSync, path: string): void {
  const version = versionOf(db);
  if (version > MIGRATIONS.length) throw new Error(STORE_FAULT.newer(path, version, MIGRATIONS.length));
}

const versionOf = (db: DatabaseSync): number => Number(db.prepare('PRAGMA user_version').get()?.['user_version']);

function inTransaction<T>(db: DatabaseSync, steps: () => T): T {
  // A reader that writes later cannot wait for another writer (SQLITE_BUSY_SNAPSHOT), so it is a writer from the beginning.
  db.exec('BEGIN IMMEDIATE');
  try {
    const result = steps();
    db.exec('COMMIT');
    return result;
  } catch (error) {
    if (db.isTransaction) db.exec('ROLLBACK');
    throw error;
  }
}
