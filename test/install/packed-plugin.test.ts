// Long: the plugin is packed and installed, and a gateway starts with it.
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { APP_ID, readConnectionCode, writeSecret } from '@rocketchat-openclaw/shared';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type Gateway, startGateway } from '../../testbed/gateway/gateway.ts';
import { type Model, startModel } from '../../testbed/gateway/model.ts';
import { startWorkspace, type Workspace } from '../../testbed/workspace/workspace.ts';
import { appZip } from '../app/installed-app.ts';
import { answerTo } from '../flow/connected-workspace.ts';
import { leave } from './leave.ts';

/** As an operator gets it: `npm pack`, `openclaw plugins install <tgz>`, and the two sides joined by the connection code. */
let folder: string;
let tgz: string;
let files: string[];
let workspace: Workspace;
let model: Model;
let gateway: Gateway;

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'packed-plugin-'));
  const plugin = path.join(import.meta.dirname, '../../gateway-endpoint');
  const { stdout } = await promisify(execFile)('npm', ['pack', '--json', '--pack-destination', folder], {
    cwd: plugin,
  });
  const [packed] = JSON.parse(stdout) as [{ filename: string; files: { path: string }[] }];
  tgz = path.join(folder, packed.filename);
  files = packed.files.map((file) => file.path);
  workspace = await startWorkspace({ sandbox: 'node' });
  model = await startModel();
  const state = path.join(folder, 'gateway');
  await mkdir(state);
  const rocketchat = {
    enabled: true,
    baseUrl: workspace.url,
    sharedSecret: writeSecret(randomBytes(32)),
    dmPolicy: 'open',
    allowFrom: ['*'],
  };
  gateway = await startGateway({ folder: state, model, plugin: { tgz }, channels: { rocketchat } });
}, 240_000);

afterAll(() => leave(folder, [gateway, model, workspace]));

test('the package holds the built plugin and nothing of its sources', () => {
  expect(files).toEqual(
    expect.arrayContaining([
      'dist/index.js',
      'dist/secret-contract-api.js',
      'dist/doctor-contract-api.js',
      'dist/THIRD-PARTY-NOTICES.txt',
      'LICENSE',
      'README.md',
      'openclaw.plugin.json',
      'package.json',
    ]),
  );
  expect(files.filter((file) => /\.ts$|^src|node_modules/.test(file))).toEqual([]);
});

test('the connection code that the operator prints connects the app, and a message is answered', async () => {
  const { stdout } = await gateway.cli(['rocketchat', 'connect', '--gateway-url', gateway.url]);
  const code = /rcconnect_[\w-]+/.exec(stdout)?.[0] ?? '';
  expect(readConnectionCode(code)).toMatchObject({ gatewayUrl: gateway.url, accountId: 'default' });
  await workspace.installApp(appZip(), { settings: { connection_code: code } });
  const message = await workspace.client('carol').say('@openclaw.bot', 'installed?');
  expect((await answerTo(workspace, message)).msg).toMatch(/: installed\?$/);
}, 120_000);

test('[S24d] where the workspace does not reach it, `connect --pull` has the gateway fetch', async () => {
  const { stdout } = await gateway.cli(['rocketchat', 'connect', '--pull']);
  const code = /rcconnect_[\w-]+/.exec(stdout)?.[0] ?? '';
  expect(readConnectionCode(code).gatewayUrl).toBeUndefined();
  await workspace.app(APP_ID).setSettings({ connection_code: code });
  const isFetched = () => expect(workspace.logs.join('\n')).toContain('which fetches from here');
  await vi.waitFor(isFetched, { timeout: 60_000 });
  const message = await workspace.client('carol').say('@openclaw.bot', 'fetched?');
  expect((await answerTo(workspace, message)).msg).toMatch(/: fetched\?$/);
}, 120_000);

test('the gateway’s own status names the account as connected, with its key ids and no secret', async () => {
  const { stdout } = await gateway.cli(['channels', 'status', '--probe']);
  expect(stdout).toMatch(/Rocket\.Chat/);
  expect(stdout).not.toContain('rcoc_');
  // The gateway says its version as the plugin's list has it.
  expect(stdout).not.toContain('was tested with');
}, 120_000);
