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
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 5000;');
  db.exec(schema);
  return db;
}
