import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

/**
 * Loaded before a gateway (`NODE_OPTIONS=--import`). Whenever the plugin waits for the disk, it copies the store and its log
 * as they are by then. A power cut may take everything that was written since, so the last copies are what it leaves.
 * SQLite runs on this thread, so nothing is written in the meantime.
 */
const datasync = fs.fdatasync;

function keepSynced(fd: number, callback: (error: NodeJS.ErrnoException | null) => void): void {
  const log = fs.readlinkSync(`/proc/self/fd/${fd}`);
  if (!log.endsWith('-wal')) {
    datasync(fd, callback);
    return;
  }
  const store = log.slice(0, -'-wal'.length);
  for (const end of ['', '-wal']) fs.copyFileSync(store + end, `${store}${end}.next`);
  datasync(fd, (error) => {
    if (!error) for (const end of ['', '-wal']) fs.renameSync(`${store}${end}.next`, `${store}${end}.synced`);
    callback(error);
  });
}

fs.fdatasync = Object.assign(keepSynced, { __promisify__: datasync.__promisify__ });
syncBuiltinESMExports();
