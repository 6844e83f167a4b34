// Long: a gateway starts without any channel, and each step is a command line of OpenClaw, which takes seconds to start.
import { mkdir, mkdtemp, readFile, stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { APP_ID, readConnectionCode } from '@rocketchat-openclaw/shared';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { builtPlugin } from '../../testbed/gateway/built-plugin.ts';
import { type Gateway, startGateway } from '../../testbed/gateway/gateway.ts';
import { type Model, startModel } from '../../testbed/gateway/model.ts';
import { ENTER } from '../../testbed/gateway/terminal.ts';
import { startWorkspace, type Workspace } from '../../testbed/workspace/workspace.ts';
import { appZip } from '../app/installed-app.ts';
import { answerTo } from '../flow/connected-workspace.ts';
import { leave } from './leave.ts';

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

afterAll(() => leave(folder, [gateway, model, workspace]));

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

test('OpenClaw’s diagnostics count the event as a webhook, and its own dispatch the message, each once', async () => {
  const { code: exit, stdout, stderr } = await gateway.cli(['gateway', 'stability', '--limit', '1000', '--json']);
  expect(exit, stdout + stderr).toBe(0);
  const { events } = JSON.parse(stdout) as { events: { type: string; channel?: string; source?: string }[] };
  const ours = events.filter(({ channel }) => channel === 'rocketchat');
  const countOf = (wanted: string) => ours.filter(({ type }) => type === wanted).length;
  expect(countOf('webhook.received'), JSON.stringify(ours)).toBeGreaterThan(0);
  expect(countOf('webhook.processed')).toBe(countOf('webhook.received'));
  expect(countOf('webhook.error')).toBe(0);
  // Carol has written once.
  expect(ours.filter(({ type }) => type === 'message.received').map(({ source }) => source)).toEqual([
    'dispatchInboundMessage',
  ]);
  expect(countOf('message.processed')).toBe(1);
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

/** The code that a terminal shows. */
const codeIn = (shown: string): string => /rcconnect_[\w-]+/.exec(shown)?.[0] ?? '';

test('in a terminal it asks for what is missing, and reports each step until the first answer', async () => {
  const terminal = gateway.terminal(['rocketchat', 'connect', '--account', 'team']);
  await terminal.until('Address of the Rocket.Chat workspace');
  terminal.type(`${workspace.url}${ENTER}`);
  // The address of the gateway is that of the account before it, and so is the answer to begin with.
  await terminal.until('Who may write to the agent directly?');
  terminal.type(ENTER);
  await terminal.until(/rcconnect_[\w-]+/);
  await terminal.until('Paste the code into the settings');
  await workspace.app(APP_ID).setSettings({ connection_code: codeIn(terminal.shown()) });
  await terminal.until('✓ The code is pasted');
  await terminal.until('Write to @openclaw.bot');
  expect(terminal.shown()).toContain('✓ The gateway reaches the app.');
  expect(terminal.shown()).toContain('✓ The app reaches the gateway.');
  await workspace.client('carol').say('@openclaw.bot', 'at last?');
  await terminal.until('✓ The first message was answered.');
  expect(await terminal.ended).toBe(0);
}, 240_000);

test('`channels add` asks in OpenClaw’s wizard, shows the present answers, and prints the same code', async () => {
  const terminal = gateway.terminal(['channels', 'add', '--channel', 'rocketchat']);
  for (const question of [
    'Rocket.Chat account',
    'Address of the Rocket.Chat workspace',
    'Can the Rocket.Chat server reach this gateway?',
    'Address at which the Rocket.Chat server reaches this gateway',
    'Who may write to the agent directly?',
    // OpenClaw's own question, and its answer is to skip it.
    'Set up administration from your own chat account?',
  ]) {
    await terminal.until(question);
    terminal.type(ENTER);
  }
  await terminal.until(/rcconnect_[\w-]+/);
  expect(codeIn(terminal.shown())).toBe(code);
  expect(await terminal.ended, terminal.shown()).toBe(0);
}, 240_000);

test('`channels add` takes options as well, and lists them', async () => {
  const [help, added] = await Promise.all([
    gateway.cli(['channels', 'add', '--channel', 'rocketchat', '--help']),
    gateway.cli(
      `channels add --channel rocketchat --account third --url ${workspace.url} --gateway-url ${gateway.url} --who everybody`.split(
        ' ',
      ),
    ),
  ]);
  for (const option of ['--url', '--gateway-url', '--pull', '--who', '--use-env', '--shared-secret'])
    expect(help.stdout).toContain(`${option} `);
  expect(added.code, added.stdout + added.stderr).toBe(0);
  expect(readConnectionCode(codeIn(added.stdout))).toMatchObject({ accountId: 'third', gatewayUrl: gateway.url });
}, 240_000);

interface WizardStep {
  readonly sessionId?: string;
  readonly done: boolean;
  readonly status?: string;
  readonly step?: {
    readonly id: string;
    readonly type: string;
    readonly message?: string;
    readonly initialValue?: unknown;
  };
}

test('*Run setup* in the Control UI asks the same, and shows the code', async () => {
  const call = async (method: string, params: object): Promise<WizardStep> => {
    const args = ['gateway', 'call', method, '--json', '--params', JSON.stringify(params)];
    const { stdout, stderr, code: exit } = await gateway.cli(args);
    expect(exit, stdout + stderr).toBe(0);
    return JSON.parse(stdout) as WizardStep;
  };
  let at = await call('wizard.start', { flow: 'channels', channel: 'rocketchat' });
  const { sessionId } = at;
  const messages: string[] = [];
  while (!at.done && at.step && messages.length < 20) {
    const { id, message = '', initialValue } = at.step;
    messages.push(message);
    at = await call('wizard.next', { sessionId, answer: { stepId: id, value: initialValue ?? true } });
  }
  expect(at.status, JSON.stringify(at)).toBe('done');
  expect(codeIn(messages.join('\n'))).toBe(code);
  expect(messages).toContain('Who may write to the agent directly?');
}, 400_000);
