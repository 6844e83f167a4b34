import { closeSync, fdatasync, openSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { promisify } from 'node:util';

/** Makes sure that what was written survives a power cut. */
export interface OnDisk {
  /** Resolves when all that was written before the call is on disk. @throws where the disk fails */
  synced(): Promise<void>;
  /** Called once the database is closed, which has written everything. */
  close(): void;
}

const datasync = promisify(fdatasync);

/**
 * In WAL mode with `synchronous = NORMAL`, SQLite itself waits for the disk only when it moves the log into the database
 * (https://www.sqlite.org/pragma.html#pragma_synchronous). All that was committed since then stands in the log, so one
 * `fdatasync` of the log brings it to disk. A thread of libuv's waits for that, and not the gateway; calls that come
 * meanwhile share the next one.
 */
export function openOnDisk(db: DatabaseSync, path: string, sync: (file: number) => Promise<void> = datasync): OnDisk {
  const changes = db.prepare('SELECT total_changes() AS count');
  const written = () => Number(changes.get()?.['count']);
  let onDisk = written();
  let file: number | undefined;
  let running: Promise<void> | undefined;

  async function syncLog(): Promise<void> {
    const upTo = written();
    file ??= openSync(`${path}-wal`, 'r+');
    await sync(file);
    onDisk = upTo;
  }

  function closeFile(): void {
    if (file !== undefined) closeSync(file);
    file = undefined;
  }

  return {
    async synced() {
      if (!db.isOpen) return;
      const wanted = written();
      while (onDisk < wanted && db.isOpen) {
        running ??= syncLog().finally(() => {
          running = undefined;
          if (!db.isOpen) closeFile();
        });
        await running;
      }
    },
    close: () => void (running === undefined && closeFile()),
  };
}
