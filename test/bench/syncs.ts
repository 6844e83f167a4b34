import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** How often a process has waited for the disk: fsync, fdatasync and sync_file_range. */
export interface Syncs {
  /** Of the thread in which plugins run. */
  readonly main: number;
  readonly others: number;
}

const CALLS = /^(\d+)\s+(?:fsync|fdatasync|sync_file_range)\(/;
const ATTACH_MS = 10_000;

/**
 * Counts them with strace while something happens. Afterwards the process goes on as before.
 *
 * @throws where there is no strace, or the system lets nobody look into the process
 */
export async function syncsWhile(
  { pid, folder }: { readonly pid: number; readonly folder: string },
  act: () => Promise<unknown>,
): Promise<Syncs> {
  const file = path.join(folder, `syncs-${pid}`);
  const tracer = spawn('strace', ['-f', '-e', 'trace=fsync,fdatasync,sync_file_range', '-p', String(pid), '-o', file], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  await attached(tracer);
  try {
    await act();
  } finally {
    tracer.kill('SIGINT');
    await once(tracer, 'exit');
  }
  const threads = (await readFile(file, 'utf8')).split('\n').flatMap((line) => CALLS.exec(line)?.[1] ?? []);
  const main = threads.filter((thread) => thread === String(pid)).length;
  return { main, others: threads.length - main };
}

async function attached(tracer: ChildProcess): Promise<void> {
  let said = '';
  const isAttached = new Promise<void>((resolve, reject) => {
    tracer.stderr?.on('data', (data: Buffer) => {
      said += data.toString();
      if (/Process \d+ attached/.test(said)) resolve();
    });
    tracer.once('error', reject);
    tracer.once('exit', (code) => reject(new Error(`strace ended with ${code}: ${said}`)));
  });
  const late = pause(ATTACH_MS, undefined, { ref: false }).then(() => Promise.reject(new Error(`strace: ${said}`)));
  await Promise.race([isAttached, late]);
}
