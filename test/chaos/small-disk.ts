import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Within } from '../../testbed/gateway/isolation.ts';

/** A disk of its own for one folder, so small that it can be filled: a file system in memory that only `within` sees. */
export interface SmallDisk {
  /** As it is called within. */
  readonly folder: string;
  readonly within: Within;
  /** Takes all the space there is, to the last block. */
  fill(): void;
  /** Gives it back. */
  free(): void;
  /** Only while nobody has a file of it open for writing: the system refuses it otherwise. */
  setReadOnly(isReadOnly: boolean): void;
  freeBytes(): number;
  remove(): Promise<void>;
}

/** Root may make a namespace of mounts as it is; others become root of a namespace of users first. */
const UNSHARE = [
  '--mount',
  '--propagation',
  'private',
  ...(process.getuid?.() === 0 ? [] : ['--user', '--map-root-user']),
];

/** Why there can be no small disk here; undefined where there can. */
export function noSmallDisk(): string | undefined {
  if (process.platform !== 'linux') return 'mount namespaces are Linux only';
  try {
    const mount = ['mount', '-t', 'tmpfs', '-o', 'size=1m', 'none', os.tmpdir()];
    execFileSync('unshare', [...UNSHARE, ...mount], { stdio: 'pipe' });
    return undefined;
  } catch (error) {
    return `this machine lets nobody mount: ${
      String((error as { stderr?: Buffer }).stderr ?? error)
        .trim()
        .split('\n')[0]
    }`;
  }
}

export async function openSmallDisk(megabytes: number): Promise<SmallDisk> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'small-disk-'));
  // It holds the namespace, and ends with our end of its input, however that comes.
  const script = `mount -t tmpfs -o size=${megabytes}m small-disk "$1" && echo mounted && read -r _`;
  const holder = spawn('unshare', [...UNSHARE, 'sh', '-c', script, 'sh', folder], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = once(holder, 'exit');
  const first = await Promise.race([once(holder.stdout, 'data'), ended]);
  if (!String(first[0]).startsWith('mounted')) throw new Error('the small disk could not be mounted');
  const target = `--target=${holder.pid}`;
  const users = process.getuid?.() === 0 ? [] : ['--user', '--preserve-credentials'];
  const command = ['nsenter', target, '--mount', ...users, `--wdns=${folder}`, '--'];
  const [program = '', ...enter] = command;
  const run = (...args: string[]) => execFileSync(program, [...enter, ...args], { stdio: 'pipe' }).toString();
  const ballast = path.join(folder, 'ballast');
  return {
    folder,
    within: { command, root: `/proc/${holder.pid}/root` },
    fill() {
      // Ends with "No space left on device", which is what is wanted.
      run('sh', '-c', 'cat /dev/zero >> "$1" 2>/dev/null || true', 'sh', ballast);
    },
    free: () => void run('rm', '-f', ballast),
    setReadOnly: (isReadOnly) => void run('mount', '-o', `remount,bind,${isReadOnly ? 'ro' : 'rw'}`, folder),
    freeBytes: () => Number(run('stat', '-f', '-c', '%f', folder)) * Number(run('stat', '-f', '-c', '%S', folder)),
    async remove() {
      holder.stdin.end();
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}
