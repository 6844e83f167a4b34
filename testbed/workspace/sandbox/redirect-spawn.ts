import type { ChildProcess, SpawnOptions } from 'node:child_process';
import { createRequire } from 'node:module';
import type { CommandFor } from './spawn-command.ts';

type Spawn = (file: string, args: readonly string[], options: SpawnOptions) => ChildProcess;

// The CommonJS object: the engine calls `child_process.spawn` on it, so that is where a stand-in is seen.
const childProcess: { spawn: Spawn } = createRequire(import.meta.url)('node:child_process');

/**
 * Runs `start` while `spawn('deno', …)` means our sandbox. The engine starts its process synchronously inside `start`, so
 * nothing else of this program, and no other workspace, ever sees the stand-in.
 */
export function redirectSpawn(commandFor: CommandFor, born: (child: ChildProcess) => void, start: () => void): void {
  const spawn = childProcess.spawn;
  childProcess.spawn = (_file, engineArgs) => {
    const { file, args, env } = commandFor(engineArgs);
    const child = spawn(file, args, { env: { ...env }, stdio: 'pipe' });
    born(child);
    return child;
  };
  try {
    start();
  } finally {
    childProcess.spawn = spawn;
  }
}
