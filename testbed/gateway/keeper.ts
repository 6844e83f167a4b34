import { spawn } from 'node:child_process';

/**
 * Runs one command and dies with its parent, together with everything it started: `node keeper.ts <command…>`.
 *
 * It is started as the leader of a process group and with an IPC channel. When the parent ends, however it ends, the
 * channel closes, and the whole group is killed. Exit hooks in the parent could not do that after a SIGKILL.
 */
const [command, ...args] = process.argv.slice(2);
if (!command) throw new Error('usage: keeper.ts <command> [arguments]');

const child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'] });
process.on('disconnect', () => process.kill(-process.pid, 'SIGKILL'));
process.on('SIGTERM', () => child.kill('SIGTERM'));
child.on('spawn', () => process.send?.({ pid: child.pid }));
child.on('exit', (code, signal) => {
  process.exitCode = code ?? (signal ? 1 : 0);
  process.disconnect();
});
