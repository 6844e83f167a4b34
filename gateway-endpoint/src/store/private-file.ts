import { chmodSync, closeSync, existsSync, mkdirSync, openSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

const OTHERS = 0o077;
/** Writable for everybody, such as /tmp. */
const STICKY = 0o1000;

/**
 * Takes the rights of everybody but the owner off an SQLite file, its companions and its folder, whatever the umask is:
 * SQLite makes files 0644. A new file is made here, so that it is private from the beginning;
 * SQLite gives `-wal` and `-shm` the rights of the file that they belong to.
 *
 * An existing file is not opened: to close it would give up the locks that this process has on it
 * (https://www.sqlite.org/howtocorrupt.html#_posix_advisory_locks_canceled_by_a_separate_thread_doing_close_).
 */
export function makePrivate(path: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  restrict(dirname(path), 0o700);
  if (!existsSync(path)) make(path);
  for (const each of [path, `${path}-wal`, `${path}-shm`, `${path}-journal`]) restrict(each, 0o600);
}

function make(path: string): void {
  try {
    closeSync(openSync(path, 'ax', 0o600));
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw error;
  }
}

/** A file system without rights, or another user's file, must not stop the account. */
function restrict(path: string, mode: number): void {
  try {
    const now = statSync(path).mode;
    if ((now & OTHERS) !== 0 && (now & STICKY) === 0) chmodSync(path, mode);
  } catch {
    // It does not exist, or we may not change it: if that is a fault, SQLite reports it.
  }
}

const isCode = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code;
