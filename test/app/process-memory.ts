import { readdirSync, readFileSync } from 'node:fs';

const MB = 1_024 * 1_024;

/** Memory is read from /proc, which only Linux has. */
export const canMeasure = process.platform === 'linux';

/** The one process that this process has started for its app. */
export function sandboxPid(): number {
  const [pid] = sandboxPids();
  if (!pid) throw new Error('the app has no process');
  return pid;
}

/** All of them, where there are several workspaces. */
export function sandboxPids(): number[] {
  const lists = readdirSync('/proc/self/task').map((id) => readFileSync(`/proc/self/task/${id}/children`, 'utf8'));
  const children = lists.join(' ').split(' ').filter(Boolean);
  return children.filter((id) => readFileSync(`/proc/${id}/cmdline`, 'utf8').includes('--subprocess')).map(Number);
}

/** Resident megabytes of a process. */
export function residentMb(pid: number): number {
  const [, kilobytes = '0'] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Math.round((Number(kilobytes) * 1_024) / MB);
}

/** Looks at a process while something happens: megabytes before, at most, and some seconds after. */
export async function watchMemory(pid: number, act: () => Promise<unknown>): Promise<string> {
  let took = 0;
  const { before, peak } = await peakWhile(pid, async () => {
    const startedAt = performance.now();
    await act();
    took = Math.round(performance.now() - startedAt);
    await new Promise((resolve) => setTimeout(resolve, 3_000));
  });
  return `${before} MB before, ${peak} MB at most, ${residentMb(pid)} MB after; ${took} ms`;
}

/** Resident megabytes of a process before something happens, and at most until it is over. */
export async function peakWhile(pid: number, act: () => Promise<unknown>): Promise<{ before: number; peak: number }> {
  const before = residentMb(pid);
  let peak = before;
  const timer = setInterval(() => {
    peak = Math.max(peak, residentMb(pid));
  }, 10);
  try {
    await act();
  } finally {
    clearInterval(timer);
  }
  return { before, peak };
}
