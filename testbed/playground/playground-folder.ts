import { mkdir, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { removeLocks } from '../gateway/remove-locks.ts';

const home = path.resolve(import.meta.dirname, '../../.cache/playground');

export interface PlaygroundFolder {
  readonly path: string;
  remove(): Promise<void>;
}

/** A folder of this process's own in the repository's ignored cache; what killed ones have left goes at the same time. */
export async function makeFolder(): Promise<PlaygroundFolder> {
  await mkdir(home, { recursive: true });
  const left = (await readdir(home)).filter((name) => /^\d+$/.test(name) && !isRunning(Number(name)));
  await Promise.all(left.map((name) => removeFolder(path.join(home, name))));
  const folder = path.join(home, String(process.pid));
  await mkdir(folder, { recursive: true });
  return { path: folder, remove: () => removeFolder(folder) };
}

async function removeFolder(folder: string): Promise<void> {
  await removeLocks(folder);
  // A process that is being ended may still write.
  await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return pid !== process.pid;
  } catch (error) {
    // Not ours to signal, hence somebody's.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
