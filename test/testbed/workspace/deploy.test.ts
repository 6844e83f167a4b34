import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startWorkspace, type Workspace } from '../../../testbed/workspace/workspace.ts';
import { buildProbe, PROBE_ID } from './probe.ts';

describe('the REST API of apps', () => {
  let workspace: Workspace;
  let headers: Record<string, string>;
  const call = async (method: string, at: string, body?: FormData | object) => {
    const isForm = body instanceof FormData;
    const response = await fetch(`${workspace.url}/api/apps${at}`, {
      method,
      headers: { ...headers, ...(body && !isForm ? { 'content-type': 'application/json' } : {}) },
      ...(body && { body: isForm ? body : JSON.stringify(body) }),
    });
    return { status: response.status, answer: (await response.json()) as Record<string, unknown> };
  };
  const asForm = async (options: Parameters<typeof buildProbe>[0], permissions?: string) => {
    const form = new FormData();
    form.set('app', new Blob([new Uint8Array(await buildProbe(options))]), 'probe.zip');
    if (permissions) form.set('permissions', permissions);
    return form;
  };
  const logIn = async (username: string) => {
    const { userId, authToken } = await workspace.client(username).login();
    headers = { 'x-user-id': userId, 'x-auth-token': authToken };
  };

  beforeAll(async () => {
    workspace = await startWorkspace({ sandbox: 'node' });
  });
  afterAll(() => workspace.stop());

  test('is for admins alone', async () => {
    headers = {};
    expect((await call('GET', '/installed')).status).toBe(401);
    await logIn('bob');
    expect((await call('POST', '', await asForm({}))).status).toBe(403);
  });

  test('takes an app, tells about it, changes its settings and status, and lets it go', async () => {
    await logIn('alice');
    const at = `/${PROBE_ID}`;
    const added = await call('POST', '', await asForm({}, JSON.stringify([{ name: 'api' }])));
    expect(added).toMatchObject({
      status: 200,
      answer: {
        success: true,
        app: { id: PROBE_ID, status: 'manually_enabled' },
        implemented: { IPostMessageSent: true },
      },
    });
    expect((await call('GET', '/installed')).answer['apps']).toHaveLength(1);
    expect((await call('GET', at)).answer).toMatchObject({
      app: { nameSlug: 'probe', permissions: expect.any(Array) },
    });
    expect((await call('GET', `${at}/apis`)).answer).toMatchObject({
      apis: [{ path: 'run', computedPath: `/api/apps/public/${PROBE_ID}/run` }, { path: 'hidden' }],
    });
    const settings = [{ id: 'greeting', value: 'hola' }];
    expect((await call('POST', `${at}/settings`, { settings })).answer).toMatchObject({ updated: settings });
    expect((await call('GET', `${at}/settings/greeting`)).answer).toMatchObject({ setting: { value: 'hola' } });
    expect((await call('GET', `${at}/logs`)).answer['logs']).not.toEqual([]);
    const off = await call('POST', `${at}/status`, { status: 'manually_disabled' });
    expect(off.answer).toEqual({ status: 'manually_disabled', success: true });
    expect((await call('POST', at, await asForm({ version: '2.0.0' }))).answer).toMatchObject({
      app: { version: '2.0.0' },
    });
    expect((await call('DELETE', at)).answer).toMatchObject({ success: true });
    expect((await call('GET', at)).status).toBe(404);
  });

  test('refuses what is no app, and an app whose user is taken', async () => {
    await logIn('alice');
    const form = new FormData();
    form.set('app', new Blob(['not a zip']), 'a.zip');
    expect(await call('POST', '', form)).toMatchObject({ status: 400, answer: { success: false } });
    const bob = [...workspace.store.users.values()].find(({ username }) => username === 'bob');
    Object.assign(bob ?? {}, { username: 'probe.bot' });
    expect(await call('POST', '', await asForm({}))).toMatchObject({
      status: 400,
      answer: { status: 'app_user_error' },
    });
  });
});

describe('rc-apps', () => {
  test('deploys, and deploys again as an update', async () => {
    const workspace = await startWorkspace({ sandbox: 'deno' });
    const folder = await makeAppFolder();
    try {
      const deploy = (...more: string[]) =>
        runCli(folder, ['deploy', '--url', workspace.url, '-u', 'alice', '-p', 'alice', ...more]);
      await deploy();
      expect(workspace.app(SMALL_APP.id).status()).toBe('manually_enabled');
      await workspace.client('bob').say('#general', 'hello?');
      await deploy('--update');
      expect(workspace.app(SMALL_APP.id).status()).toBe('manually_enabled');
    } finally {
      await workspace.stop();
      await rm(folder, { recursive: true });
    }
  }, 180_000);
});

const SMALL_APP = {
  id: 'b3a6a1c0-4f0e-4d1e-9f55-1a2b3c4d5e6f',
  name: 'Small',
  nameSlug: 'small',
  version: '0.0.1',
  requiredApiVersion: '^1.62.0',
  description: 'for rc-apps',
  author: { name: 'tests', homepage: 'https://workspace.example', support: 'tests@workspace.example' },
  classFile: 'SmallApp.ts',
  iconFile: 'icon.png',
};

const SOURCE = `import { App } from '@rocket.chat/apps-engine/definition/App';
import { IMessage, IPostMessageSent } from '@rocket.chat/apps-engine/definition/messages';
export class SmallApp extends App implements IPostMessageSent {
    public async executePostMessageSent(message: IMessage): Promise<void> {
        this.getLogger().debug(message.id);
    }
}
`;

/** rc-apps compiles with the TypeScript and the engine that it finds in the app's own node_modules. */
async function makeAppFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'small-app-'));
  const root = createRequire(fileURLToPath(new URL('../../../rc-app/package.json', import.meta.url)));
  const files = {
    'app.json': JSON.stringify(SMALL_APP),
    'SmallApp.ts': SOURCE,
    'icon.png': 'icon',
    'package.json': JSON.stringify({ devDependencies: { '@rocket.chat/apps-engine': '^1.62.0' } }),
  };
  for (const [name, text] of Object.entries(files)) await writeFile(path.join(folder, name), text);
  for (const name of [
    '@rocket.chat/apps-engine',
    '@rocket.chat/ui-kit',
    '@rocket.chat/icons',
    'typescript',
    '@types/node',
  ]) {
    const link = path.join(folder, 'node_modules', name);
    await mkdir(path.dirname(link), { recursive: true });
    await symlink(path.dirname(root.resolve(`${name}/package.json`)), link, 'dir');
  }
  return folder;
}

async function runCli(cwd: string, args: string[]): Promise<void> {
  const cli = createRequire(import.meta.url).resolve('@rocket.chat/apps-cli/bin/run');
  await promisify(execFile)(process.execPath, ['--no-warnings', cli, ...args], {
    cwd,
    env: { ...process.env, HOME: cwd },
  });
}
