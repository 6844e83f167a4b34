// Long: a gateway starts, and each step of a connection is a command line of OpenClaw, which takes seconds to start.
import { mkdir, mkdtemp, readdir, readFile, stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { APP_ID, deriveKey, readConnectionCode } from '@rocketchat-openclaw/shared';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { builtPlugin } from '../../testbed/gateway/built-plugin.ts';
import { type Gateway, startGateway } from '../../testbed/gateway/gateway.ts';
import { type Model, startModel } from '../../testbed/gateway/model.ts';
import { startWorkspace, type Workspace } from '../../testbed/workspace/workspace.ts';
import { appZip } from '../app/installed-app.ts';
import { restSettings } from '../app/rest-settings.ts';
import { extentOf, leaksIn } from '../attack/leaks.ts';
import { report } from '../promises.ts';
import { leave } from './leave.ts';

/** One connection from its first secret to its second, at a real gateway: where do secrets come to stand? */
let folder: string;
let workspace: Workspace;
let model: Model;
let gateway: Gateway;
const printed: string[] = [];
const secrets = new Set<string>();

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'secrets-'));
  await mkdir(path.join(folder, 'gateway'));
  workspace = await startWorkspace({ sandbox: 'node' });
  model = await startModel();
  gateway = await startGateway({
    folder: path.join(folder, 'gateway'),
    model,
    plugin: { path: builtPlugin() },
    channels: { rocketchat: { enabled: true, baseUrl: workspace.url, dmPolicy: 'open', allowFrom: ['*'] } },
    waitFor: [],
  });
  await workspace.installApp(appZip());
}, 240_000);

afterAll(() => leave(folder, [gateway, model, workspace]));

/** All that is derived from a secret, in the ways in which it could be written. */
async function note(secret: string): Promise<void> {
  secrets.add(secret);
  for (const direction of ['event', 'command'] as const) {
    const { bytes } = await deriveKey(secret, direction, 'default');
    for (const encoding of ['hex', 'base64', 'base64url'] as const) secrets.add(Buffer.from(bytes).toString(encoding));
  }
}

async function connect(...options: string[]): Promise<string> {
  const { stdout, stderr, code } = await gateway.cli([
    'rocketchat',
    'connect',
    '--gateway-url',
    gateway.url,
    ...options,
  ]);
  expect(code, stderr).toBe(0);
  const [connectionCode = '', ...more] = stdout.match(/rcconnect_[\w-]+/g) ?? [];
  expect(more).toEqual([]);
  printed.push(stdout.replace(connectionCode, ''), stderr);
  secrets.add(connectionCode);
  await note(readConnectionCode(connectionCode).secret);
  return connectionCode;
}

/** A gateway that has just started looks after its databases first. */
async function isAnswered(words: string): Promise<void> {
  await workspace.client('carol').say('@openclaw.bot', words);
  const answers = () => [...workspace.store.messages.values()].filter(({ u }) => u.username === 'openclaw.bot');
  const wait = { timeout: 150_000, interval: 100 };
  await vi.waitFor(
    () =>
      expect(
        answers()
          .map(({ msg }) => msg)
          .join('\n'),
      ).toContain(`: ${words}`),
    wait,
  );
}

const takesEventsWith = async (code: string) => {
  const { kid } = await deriveKey(readConnectionCode(code).secret, 'event', 'default');
  await vi.waitFor(() => expect(gateway.logs()).toContain(`/events with key ${kid}`), {
    timeout: 120_000,
    interval: 200,
  });
};

test('[S24d] connect makes an account’s secret, stores it, and shows the same code again', async () => {
  const code = await connect();
  // OpenClaw lets no second process at its state while it starts an account.
  await takesEventsWith(code);
  expect(await connect()).toBe(code);
  await workspace.app(APP_ID).setSettings({ connection_code: code });
  await isAnswered('connected?');
}, 400_000);

test('[S24d] --rotate changes it: before, between and after, messages are answered', async () => {
  const next = await connect('--rotate');
  await takesEventsWith(next);
  const [audit] = await Promise.all([gateway.cli(['security', 'audit']), isAnswered('with the app’s old secret?')]);
  printed.push(audit.stdout, audit.stderr);
  expect(audit.stdout).toContain('still accepts a previous Rocket.Chat secret');
  await workspace.app(APP_ID).setSettings({ connection_code: next });
  await isAnswered('with the new one?');
  const path = 'channels.rocketchat.previousSharedSecret';
  expect(await gateway.cli(['config', 'unset', path])).toMatchObject({ code: 0 });
  await isAnswered('and alone?');
}, 600_000);

test('[S24c] at rest: secrets, keys, codes and signatures stand where they belong, and nowhere else', async () => {
  for (const { headers } of workspace.outgoing) {
    const signature = headers['authorization']?.split('.').at(-1);
    if (signature) secrets.add(signature);
  }
  const commands = [
    ['rocketchat', 'keys'],
    ['channels', 'status', '--probe'],
  ];
  for (const { stdout, stderr } of await Promise.all(commands.map(gateway.cli))) printed.push(stdout, stderr);
  workspace.store.ephemerals.splice(0);
  await workspace.client('alice').command('#general', '/openclaw status');
  const { settings, logs } = await restSettings(workspace);
  const others = [...workspace.store.persistence.values()].filter(({ appId }) => appId !== APP_ID);
  const places: Record<string, string> = {
    'lines that the CLI prints': printed.join('\n'),
    'the gateway’s logs': gateway.logs(),
    'the app’s logs': `${workspace.logs.join('\n')}\n${logs}`,
    'settings over REST': settings,
    '/openclaw status': workspace.store.ephemerals.map(({ text }) => text).join('\n'),
    'what other apps can read': JSON.stringify(others),
    messages: [...workspace.store.messages.values()].map((each) => JSON.stringify(each)).join('\n'),
    'files of the gateway': await filesOf(path.join(folder, 'gateway')),
  };
  const found = Object.entries(places).flatMap(([place, text]) => {
    const leaks = leaksIn(text, [...secrets]);
    const tried = secrets.size;
    report({
      where: 'at rest',
      what: place,
      tried,
      held: tried - leaks.length,
      note: `${leaks.length} hits in ${extentOf(text)}`,
    });
    return leaks.map((leak) => `${place}: ${leak}`);
  });
  // A search that finds nothing must be able to.
  expect(leaksIn([...secrets].join('\n'), [...secrets]).length).toBeGreaterThanOrEqual(secrets.size);
  expect(secrets.size).toBeGreaterThan(16);
  expect(found).toEqual([]);
}, 240_000);

/**
 * Databases among them. openclaw.json, OpenClaw’s copies of it, and the file that it refers to are where an operator’s secrets
 * are; code is nobody’s secret, and too much to read.
 */
async function filesOf(home: string): Promise<string> {
  const texts: string[] = [];
  for (const name of await readdir(home, { recursive: true })) {
    if (/(^|\/)openclaw\.json[^/]*$|\/plugins\/rocketchat\/secrets\.json$|(^|\/)node_modules\//.test(name)) continue;
    const file = path.join(home, name);
    if ((await stat(file)).isFile()) texts.push(`${name}\n${(await readFile(file)).toString('latin1')}`);
  }
  return texts.join('\n');
}
