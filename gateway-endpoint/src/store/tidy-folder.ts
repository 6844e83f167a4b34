import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Every } from '../machine.ts';
import { makePrivate } from './private-file.ts';

const A_MINUTE_MS = 60_000;
const FILE = /\.sqlite$/;

/**
 * Looks after the files of the folder, also those of accounts that are no longer configured: they are made private, and
 * deleted text does not stay in a write-ahead log.
 *
 * @returns ends it
 */
export function keepTidy(folder: string, every: Every): () => void {
  for (const file of filesIn(folder)) makePrivate(file);
  return every(A_MINUTE_MS, () => writeBackAll(folder));
}

export function writeBackAll(folder: string): void {
  for (const file of filesIn(folder)) {
    try {
      if ((statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0) writeBack(file);
    } catch {
      // A file that is busy, or a disk that is full: the next minute tries again.
    }
  }
}

/**
 * The write-ahead log keeps what was written, deleted text among it, until it is written back and cut off. The file may be
 * open elsewhere; pages that are being read stay for the next time.
 */
function writeBack(path: string): void {
  const db = new DatabaseSync(path);
  try {
    db.exec('PRAGMA busy_timeout = 0;');
    db.exec('PRAGMA wal_checkpoint(TRUNCATE);');
  } finally {
    db.close();
  }
}

function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => FILE.test(name))
      .map((name) => join(folder, name));
  } catch {
    return [];
  }
}
