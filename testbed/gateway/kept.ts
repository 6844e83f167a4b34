import { type ChildProcess, spawn } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Kept {
  /** Leads the process group of all that was started. */
  readonly keeper: ChildProcess;
  readonly pid: number;
}

interface Place {
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  /** The file that gets what it writes. */
  readonly console: string;
}

/** Runs a command through a keeper, so that nothing outlives the process that runs the tests. */
export async function launchKept(command: readonly string[], { env, cwd, console }: Place): Promise<Kept> {
  const keeper = spawn(process.execPath, [join(import.meta.dirname, 'keeper.ts'), ...command], {
    cwd,
    env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  keeper.stdout?.on('data', (data: Buffer) => appendFileSync(console, data));
  keeper.stderr?.on('data', (data: Buffer) => appendFileSync(console, data));
  const pid = await new Promise<number>((resolve, reject) => {
    keeper.once('message', (message: { pid: number }) => resolve(message.pid));
    keeper.once('exit', (code) => reject(new Error(`the keeper ended with ${code}`)));
  });
  return { keeper, pid };
}

/** SIGKILL for the keeper, what it keeps, and all that this has started. */
export function killKept(keeper: ChildProcess): void {
  try {
    if (keeper.pid) process.kill(-keeper.pid, 'SIGKILL');
  } catch {
    // Nobody is left.
  }
}
