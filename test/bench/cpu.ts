import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

let ticksPerSecond: number | undefined;

/** Milliseconds of the processor that a process has used, in all its threads. NaN where there is no /proc. */
export function cpuMs(pid: number): number {
  if (process.platform !== 'linux') return Number.NaN;
  ticksPerSecond ??= Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));
  // The second field is the name, in brackets, and may contain blanks: utime and stime are 11 fields behind it.
  const [, after = ''] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(/\) (?!.*\) )/);
  const fields = after.split(' ');
  return ((Number(fields[11]) + Number(fields[12])) * 1_000) / ticksPerSecond;
}

const LOOK_MS = 500;

/** Waits until a process has used less than a tenth of one core for a while. Where there is no /proc, only for the while. */
export async function untilQuiet(pid: number): Promise<void> {
  for (;;) {
    const before = cpuMs(pid);
    await pause(LOOK_MS);
    const used = cpuMs(pid) - before;
    if (Number.isNaN(used) || used < LOOK_MS / 10) return;
  }
}
