import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { APP_ID, writeSecret } from '@rocketchat-openclaw/shared';
import { afterEach, expect, test, vi } from 'vitest';
import { freePort } from '../../testbed/gateway/free-port.ts';
import type { ProcessOptions } from '../../testbed/workspace/process/start.ts';
import type { Sandbox } from '../../testbed/workspace/workspace.ts';
import { appZipFile, NOBODY } from './installed-app.ts';

const secret = writeSecret(Uint8Array.from({ length: 32 }, (_, i) => 21 + i * 7));
const RUN = path.join(import.meta.dirname, '../../testbed/workspace/process/run.ts');

let server: ChildProcess | undefined;
let orphans: number[] = [];
let root = '';

afterEach(async () => {
  server?.kill('SIGKILL');
  for (const pid of orphans.filter(isAlive)) process.kill(pid, 'SIGKILL');
  await rm(root, { recursive: true, force: true });
});

test.each(['deno', 'node'] satisfies Sandbox[])(
  '[L10] the app’s process ends within 5 s of its server (%s sandbox)',
  { timeout: 60_000 },
  async (sandbox) => {
    root = await mkdtemp(path.join(os.tmpdir(), 'orphaned-'));
    const [database, folder] = [path.join(root, 'database'), path.join(root, 'engine')];
    await Promise.all([mkdir(database), mkdir(folder)]);
    const settings = { gateway_url: NOBODY, shared_secret: secret };
    const app = { id: APP_ID, zip: appZipFile(), settings, saysAtStart: 'onnected to OpenClaw' };
    const options: ProcessOptions = { sandbox, port: await freePort(), database, folder, app };
    const env = { PATH: process.env['PATH'] ?? '', NODE_ENV: 'development', TMPDIR: folder };
    const started = spawn(process.execPath, [RUN, JSON.stringify(options)], { env, cwd: folder, stdio: 'ignore' });
    server = started;
    const isReady = () => fetch(`http://127.0.0.1:${options.port}/ready`).then(({ ok }) => ok);
    await vi.waitFor(async () => expect(await isReady()).toBe(true), { timeout: 50_000, interval: 100 });
    orphans = childrenOf(started.pid ?? 0);
    expect(orphans.length).toBeGreaterThan(0);
    // Its timers run: a heartbeat every minute, and what waits for the gateway.
    started.kill('SIGKILL');
    await vi.waitFor(() => expect(orphans.filter(isAlive)).toEqual([]), { timeout: 5_000, interval: 50 });
  },
);

function childrenOf(parent: number): number[] {
  const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' }).trim().split('\n');
  return lines
    .map((line) => line.trim().split(/\s+/).map(Number))
    .flatMap(([pid = 0, of]) => (of === parent ? [pid] : []));
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
