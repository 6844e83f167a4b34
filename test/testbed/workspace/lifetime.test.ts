import { mkdtemp, readdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { startWorkspace, type Workspace, type WorkspaceOptions } from '../../../testbed/workspace/workspace.ts';
import { ask, buildProbe, PROBE_ID, until } from './probe.ts';

const open: Workspace[] = [];
async function start(options: WorkspaceOptions): Promise<Workspace> {
  const workspace = await startWorkspace(options);
  open.push(workspace);
  return workspace;
}
afterEach(async () => {
  for (const workspace of open.splice(0)) await workspace.stop();
});

describe.each(['deno', 'node'] as const)('the life of an app in the %s sandbox', (sandbox) => {
  test('settings are there when it is enabled, and changed ones reach it later', async () => {
    const workspace = await start({ sandbox });
    const app = await workspace.installApp(await buildProbe(), { settings: { greeting: 'salve' } });
    expect(app.status).toBe('manually_enabled');
    expect(workspace.logs).toContain('info enabled with salve');
    await workspace.app(app.id).setSettings({ greeting: 'vale' });
    expect(await ask(workspace, app, 'setting', { id: 'greeting' })).toBe('vale');
  });

  test('its user is an app, in the default channel and not in others', async () => {
    const workspace = await start({ sandbox });
    await workspace.installApp(await buildProbe());
    const user = [...workspace.store.users.values()].find(({ type }) => type === 'app');
    expect(user).toMatchObject({ username: 'probe.bot', name: 'Probe', roles: ['app'], appId: PROBE_ID });
    const rooms = workspace.store.subscriptions.filter(({ uid }) => uid === user?._id).map(({ rid }) => rid);
    expect(rooms).toEqual(['GENERAL']);
  });

  test('a permission that is missing gives undefined and does nothing', async () => {
    const workspace = await start({ sandbox });
    const app = await workspace.installApp(await buildProbe({ without: ['message.write', 'persistence'] }));
    // The answer to the sandbox is null: the wire has no undefined.
    expect(await ask(workspace, app, 'post', { text: 'x' })).toBe('null');
    expect(await ask(workspace, app, 'create', { names: 'a', value: 'x' })).toBe(null);
    expect([...workspace.store.messages.values()]).toEqual([]);
  });

  test('a killed process starts again, enabled, without its memory', async () => {
    const workspace = await start({ sandbox });
    const app = await workspace.installApp(await buildProbe());
    await workspace.client('bob').say('#general', 'before');
    await until(
      'the message to be heard',
      async () => ((await ask(workspace, app, 'heard')) as []).length || undefined,
    );
    workspace.app(app.id).killSandbox();
    await until(
      'the restart',
      () => workspace.logs.some((line) => line.includes('Successfully restarted')) || undefined,
    );
    expect(await ask(workspace, app, 'heard')).toEqual([]);
    expect(await ask(workspace, app, 'memory')).toEqual({ enabled: 1 });
    expect(await ask(workspace, app, 'post', { text: 'I am back' })).toEqual(expect.any(String));
  });

  test('an update keeps data, settings and the private hash; a reinstall has a new hash', async () => {
    const workspace = await start({ sandbox });
    const app = await workspace.installApp(await buildProbe(), { settings: { greeting: 'kept' } });
    await ask(workspace, app, 'create', { names: 'a', value: 'kept' });
    const updated = await workspace.updateApp(await buildProbe({ version: '1.1.0' }));
    expect(updated).toMatchObject({ version: '1.1.0', privateHash: app.privateHash, status: 'manually_enabled' });
    expect(await ask(workspace, app, 'find', { names: 'a' })).toEqual([{ value: 'kept' }]);
    expect(await ask(workspace, app, 'setting', { id: 'greeting' })).toBe('kept');
    await workspace.app(app.id).uninstall();
    expect(workspace.store.persistence.size).toBe(0);
    const again = await workspace.installApp(await buildProbe());
    expect(again.privateHash).not.toBe(app.privateHash);
  });

  test('without a licence it is taken and stays off', async () => {
    const workspace = await start({ sandbox, licence: 'community' });
    const app = await workspace.installApp(await buildProbe());
    expect(app.status).toBe('initialized');
    await expect(workspace.app(app.id).enable()).rejects.toThrow('license-prevented');
    await expect(workspace.updateApp(await buildProbe())).rejects.toThrow('Cannot_Update_Exempt_App');
    await expect(ask(workspace, app, 'heard')).rejects.toThrow('404');
  });

  test('after the stop no process is left, whatever happened right before', async () => {
    const workspace = await start({ sandbox });
    const app = await workspace.installApp(await buildProbe());
    expect(await childrenOfThisProcess()).toHaveLength(1);
    workspace.app(app.id).killSandbox();
    await workspace.stop();
    await workspace.stop();
    expect(await childrenOfThisProcess()).toEqual([]);
    await expect(fetch(workspace.url)).rejects.toThrow();
  });
});

describe('two workspaces in one process', () => {
  test.each([
    ['deno', 'node'],
    ['node', 'node'],
    ['deno', 'deno'],
  ] as const)('%s and %s do not know of each other', async (left, right) => {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'two-workspaces-'));
    const [one, two] = await Promise.all([start({ sandbox: left, folder }), start({ sandbox: right })]);
    const without = ['message.write'];
    const first = await one.installApp(await buildProbe());
    const second = await two.installApp(await buildProbe({ without }));
    // The same app, with other permissions in each: the engine asks one static instance about them.
    const answers = await Promise.all([
      ask(one, first, 'post', { text: 'in one' }),
      ask(two, second, 'post', { text: 'in two' }),
      ask(one, first, 'post', { text: 'in one again' }),
    ]);
    expect(answers).toEqual([expect.stringMatching(/^\w{17}$/), 'null', expect.stringMatching(/^\w{17}$/)]);
    await two.stop();
    expect(await ask(one, first, 'post', { text: 'still here' })).toMatch(/^\w{17}$/);
    await one.stop();
    expect(await readdir(folder)).not.toEqual([]);
    await rm(folder, { recursive: true });
  });

  test('NODE_ENV=test is refused, because no permission would be checked', async () => {
    const before = process.env['NODE_ENV'];
    process.env['NODE_ENV'] = 'test';
    try {
      await expect(startWorkspace({ sandbox: 'node' })).rejects.toThrow('NODE_ENV=test');
    } finally {
      process.env['NODE_ENV'] = before;
    }
  });
});

/** Of this process alone: other test files run sandboxes beside it. Linux tells; elsewhere the list is empty. */
async function childrenOfThisProcess(): Promise<string[]> {
  const { readFile } = await import('node:fs/promises');
  const tasks = await readdir('/proc/self/task').catch(() => []);
  const lists = await Promise.all(
    tasks.map((id) => readFile(`/proc/self/task/${id}/children`, 'utf8').catch(() => '')),
  );
  const children = lists.join(' ').split(' ').filter(Boolean);
  const names = await Promise.all(children.map((id) => readFile(`/proc/${id}/cmdline`, 'utf8').catch(() => '')));
  return names.filter((name) => name.includes('--subprocess'));
}
