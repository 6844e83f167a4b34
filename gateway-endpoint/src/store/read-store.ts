import { existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { Refusal } from '@rocketchat-openclaw/shared';
import { STORE_FAULT } from '../texts/faults.ts';
import { storeFolder, storePath } from './folder.ts';
import { MIGRATIONS } from './migrations.ts';
import { naming } from './name-file.ts';
import { oldFilesOf } from './take-over.ts';

const BUSY_MS = 5_000;

/**
 * Reads the store of an account in a process beside the gateway, which may write meanwhile: all that `read` asks for is
 * of one moment. Nothing is changed, not even the format of an older file.
 *
 * @throws Refusal `not-ready`, with what to do, where another version of the plugin has written the file
 * @throws Error, with what to do, where it cannot be read
 */
export function readStore<T>(path: string, read: (db: DatabaseSync) => T): T {
  using db = naming(path, 'own', () => new DatabaseSync(path, { readOnly: true }));
  return naming(path, 'own', () => {
    db.exec(`PRAGMA busy_timeout = ${BUSY_MS}`);
    const version = Number(db.prepare('PRAGMA user_version').get()?.['user_version']);
    if (version > MIGRATIONS.length) {
      throw new Refusal('not-ready', STORE_FAULT.newer(path, version, MIGRATIONS.length));
    }
    if (version < MIGRATIONS.length) throw new Refusal('not-ready', STORE_FAULT.older(path));
    db.exec('BEGIN');
    const result = read(db);
    db.exec('COMMIT');
    return result;
  });
}

/**
 * The same for an account that may not have started yet.
 *
 * @returns undefined where it has no store
 * @throws Refusal `not-ready` also where the files of 0.1.0 have not been taken over
 */
export function readStoreOf<T>(stateDir: string, accountId: string, read: (db: DatabaseSync) => T): T | undefined {
  const folder = storeFolder(stateDir);
  if (oldFilesOf(folder, accountId).length > 0) throw new Refusal('not-ready', STORE_FAULT.notTakenOver(accountId));
  const path = storePath(folder, accountId);
  return existsSync(path) ? readStore(path, read) : undefined;
}
