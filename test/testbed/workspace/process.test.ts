import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { freePort } from '../../../testbed/gateway/free-port.ts';
import { createClient } from '../../../testbed/workspace/client.ts';
import {
  type ProcessOptions,
  startWorkspaceProcess,
  type WorkspaceProcess,
} from '../../../testbed/workspace/process/start.ts';
import { ask, buildProbe, PROBE_ID } from './probe.ts';

let root: string;
let options: ProcessOptions;
let workspace: WorkspaceProcess;

beforeAll(async () => {
  root = await mkdtemp(path.join(os.tmpdir(), 'workspace-process-'));
  const [database, folder, zip] = [
    path.join(root, 'database'),
    path.join(root, 'engine'),
    path.join(root, 'probe.zip'),
  ];
  await Promise.all([mkdir(database), mkdir(folder), writeFile(zip, await buildProbe())]);
  const app = { id: PROBE_ID, zip, settings: { greeting: 'salve' }, saysAtStart: 'enabled with salve' };
  options = { sandbox: 'deno', port: await freePort(), database, folder, app };
  workspace = await startWorkspaceProcess(options);
});
afterAll(async () => {
  await workspace?.kill();
  await rm(root, { recursive: true, force: true });
});

const post = (route: string) => fetch(`${workspace.url}${route}`, { method: 'POST' });
/** Makes the app call its server. A dead process does not answer. */
const askForNothing = () => void ask(workspace, { id: PROBE_ID }, 'find', { names: 'a' }).catch(() => undefined);
const isAlive = async () => ((await (await fetch(`${workspace.url}/alive`)).json()) as { isAlive: boolean }).isAlive;

test('a killed server goes on with its messages, logins, app and settings', async () => {
  const bob = createClient(workspace.url, 'bob');
  await bob.say('#general', 'before');
  await workspace.kill();
  await expect(bob.say('#general', 'to nobody')).rejects.toThrow();
  workspace = await startWorkspaceProcess(options);
  await bob.say('#general', 'after');
  expect((await bob.history('#general')).map(({ msg }) => msg)).toEqual(['before', 'after']);
  expect(await isAlive()).toBe(true);
});

test('its app is killed within a call, and started again', async () => {
  const struck = post('/strike/sandbox?calls=1');
  askForNothing();
  expect(await (await struck).json()).toEqual({ at: 'getReader:getPersistenceReader:readByAssociations' });
  await vi.waitFor(async () => expect(await isAlive()).toBe(true), { timeout: 40_000 });
});

test('it is killed in the midst of its work', async () => {
  const struck = post('/strike/server?calls=1');
  askForNothing();
  await expect(struck).rejects.toThrow();
  await workspace.ended;
  await expect(fetch(workspace.url)).rejects.toThrow();
});
