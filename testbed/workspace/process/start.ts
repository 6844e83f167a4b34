import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { killKept, launchKept } from '../../gateway/kept.ts';
import type { Sandbox } from '../workspace.ts';

export interface ProcessOptions {
  readonly sandbox: Sandbox;
  readonly port: number;
  /** Existing folders: of the database, which outlives the process, and of all else that is written. */
  readonly database: string;
  readonly folder: string;
  /** Installed where it is not there yet. */
  readonly app: {
    readonly id: string;
    /** The file. */
    readonly zip: string;
    readonly settings: Readonly<Record<string, unknown>>;
    /** Words that its log has at each start. */
    readonly saysAtStart: string;
  };
}

export interface WorkspaceProcess {
  readonly url: string;
  /** When the process has ended, for any reason. */
  readonly ended: Promise<void>;
  /** kill -9 of the server and its sandboxes. */
  kill(): Promise<void>;
}

const BOOT_MS = 60_000;

/**
 * A workspace as a process of its own (`run.ts`), which dies with this one. Started again with the same options, it goes
 * on with its database. All that was not stored is lost with it, such as events on their way to the app.
 */
export async function startWorkspaceProcess(options: ProcessOptions): Promise<WorkspaceProcess> {
  const env = { PATH: process.env['PATH'] ?? '', NODE_ENV: 'development', TMPDIR: options.folder };
  const command = [process.execPath, join(import.meta.dirname, 'run.ts'), JSON.stringify(options)];
  const place = { env, cwd: options.folder, console: join(options.folder, 'console.log') };
  const { keeper } = await launchKept(command, place);
  const ended = new Promise<void>((resolve) => keeper.once('exit', () => resolve()));
  const kill = () => {
    killKept(keeper);
    return ended;
  };
  const url = `http://127.0.0.1:${options.port}`;
  const deadline = performance.now() + BOOT_MS;
  const isUp = () => fetch(`${url}/ready`).then(({ ok }) => ok);
  while (!(await isUp().catch(() => false))) {
    const hasEnded = keeper.exitCode !== null || keeper.signalCode !== null;
    if (hasEnded || performance.now() > deadline) {
      await kill();
      throw new Error(`the workspace ${hasEnded ? 'ended' : 'was not ready in time'}: see ${place.console}`);
    }
    await sleep(30);
  }
  return { url, ended, kill };
}
