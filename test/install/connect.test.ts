// Long: a gateway starts without any channel, and each step is a command line of OpenClaw, which takes seconds to start.
import { mkdir, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { APP_ID, readConnectionCode } from '@rocketchat-openclaw/shared';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { builtPlugin } from '../../testbed/gateway/built-plugin.ts';
import { type Gateway, startGateway } from '../../testbed/gateway/gateway.ts';
import { type Model, startModel } from '../../testbed/gateway/model.ts';
import { startWorkspace, type Workspace } from '../../testbed/workspace/workspace.ts';
import { appZip } from '../app/installed-app.ts';
import { answerTo } from '../flow/connected-workspace.ts';

/** From nothing to an answer: the plugin is installed beside a gateway that runs, and one command connects it. */
let folder: string;
let workspace: Workspace;
let model: Model;
let gateway: Gateway;
let code: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'connect-'));
  const state = path.join(folder, 'gateway');
  await mkdir(state);
  workspace = await startWorkspace({ sandbox: 'node' });
  model = await startModel();
  gateway = await startGateway({ folder: state, model, plugin: 'installed', channels: {}, waitFor: [] });
  await workspace.installApp(appZip());
}, 240_000);

afterAll(async () => {
  await gateway?.stop();
  await model?.stop();
  await workspace?.stop();
  await rm(folder, { recursive: true, force: true });
});

const configFile = () => path.join(gateway.folder, 'state/openclaw.json');
const secretFile = () => path.join(gateway.folder, 'state/plugins/rocketchat/secrets.json');

async function connect(...options: string[]): Promise<string[]> {
  const { stdout, stderr, code: exit } = await gateway.cli(['rocketchat', 'connect', ...options]);
  expect(exit, stdout + stderr).toBe(0);
  return stdout.trimEnd().split('\n');
}

test('the plugin is installed from its folder', async () => {
  const options = ['--force', '--accept-capabilities'];
  const { code: exit, stdout, stderr } = await gateway.cli(['plugins', 'install', builtPlugin(), ...options]);
  expect(exit, stdout + stderr).toBe(0);
}, 120_000);

test('[S24d] one command makes the account, checks what it reaches, and prints the code; the gateway goes on', async () => {
  const lines = await connect('--url', workspace.url, '--gateway-url', gateway.url, '--who', 'everybody');
  code = lines.at(-1) ?? '';
  expect(readConnectionCode(code)).toMatchObject({ gatewayUrl: gateway.url, accountId: 'default' });
  expect(lines).toContain(`✓ ${workspace.url} is a Rocket.Chat server, version 8.4.`);
  expect(lines, gateway.logs().slice(-3_000)).toContain(
    `✓ The gateway takes events at ${gateway.url}/rocketchat/default/events.`,
  );
  expect(lines).toContainEqual(expect.stringContaining('session.dmScope is now per-account-channel-peer'));
  const written = await readFile(configFile(), 'utf8');
  const { secret } = readConnectionCode(code);
  expect(written).not.toContain(secret);
  expect(JSON.parse(written)).toMatchObject({ session: { dmScope: 'per-account-channel-peer' } });
  expect(await readFile(secretFile(), 'utf8')).toContain(secret);
  expect((await stat(secretFile())).mode & 0o777).toBe(0o600);
}, 240_000);

test('the pasted code connects the two, and a message is answered without a restart', async () => {
  await workspace.app(APP_ID).setSettings({ connection_code: code });
  const message = await workspace.client('carol').say('@openclaw.bot', 'connected?');
  expect((await answerTo(workspace, message)).msg).toMatch(/: connected\?$/);
  expect(gateway.logs()).not.toMatch(/gateway restart|restarting gateway/i);
}, 120_000);

test('[S24d] run again without a word it prints the same code, and changes nothing', async () => {
  const before = await readFile(configFile(), 'utf8');
  expect((await connect()).at(-1)).toBe(code);
  expect(await readFile(configFile(), 'utf8')).toBe(before);
}, 120_000);

test('an address that is not a workspace is pointed out, with what to do', async () => {
  const lines = await connect('--account', 'work', '--url', gateway.url, '--gateway-url', workspace.url);
  expect(lines).toContainEqual(expect.stringMatching(/^✗ .* but not as a Rocket\.Chat server: check --url/));
  expect(lines).toContainEqual(expect.stringMatching(/^✗ .* but it is not this gateway: the reverse proxy must pass/));
  expect(readConnectionCode(lines.at(-1) ?? '').accountId).toBe('work');
}, 120_000);
