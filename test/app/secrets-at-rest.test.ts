import { APP_ID, writeConnectionCode, writeSecret } from '@rocketchat-openclaw/shared';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Sandbox, startWorkspace, type Workspace } from '../../testbed/workspace/workspace.ts';
import { type GatewayStandIn, startGatewayStandIn } from './gateway-stand-in.ts';
import { appZip, commandsOf, NOBODY } from './installed-app.ts';
import { restSettings } from './rest-settings.ts';
import { restarted } from './restarted.ts';
import { whispersFor } from './whispers.ts';

const secret = writeSecret(Uint8Array.from({ length: 32 }, (_, i) => 51 + i * 3));
const next = writeSecret(Uint8Array.from({ length: 32 }, (_, i) => 53 + i * 3));
const BOT = 'openclaw.bot';
const ids = ['connection_code', 'shared_secret', 'previous_shared_secret'];

describe.each(['deno', 'node'] satisfies Sandbox[])('[S24c] the secret in Rocket.Chat (%s sandbox)', (sandbox) => {
  let workspace: Workspace;
  let gateway: GatewayStandIn;
  let two: Workspace | undefined;
  let code: string;

  beforeEach(async () => {
    gateway = await startGatewayStandIn(secret);
    code = writeConnectionCode({ gatewayUrl: gateway.url, accountId: 'default', secret });
    workspace = await startWorkspace({ sandbox });
  });

  afterEach(async () => {
    await two?.stop();
    two = undefined;
    await workspace.stop();
    await gateway.stop();
  });

  const install = (settings: Record<string, unknown> = {}) => workspace.installApp(appZip(), { settings });
  const enter = (values: Record<string, unknown>) => workspace.app(APP_ID).setSettings(values);
  const answers = async (on = workspace, by = secret) =>
    (await commandsOf(on, by).command({ command: 'post', roomId: 'GENERAL', text: 'hello' })) as { ok?: boolean };
  const status = (words = 'status') => whispersFor(workspace, words);
  /** All that an admin, another app or a reader of logs may come to see. */
  async function seen(): Promise<string> {
    const { settings, logs } = await restSettings(workspace);
    const others = [...workspace.store.persistence.values()].filter(({ appId }) => appId !== APP_ID);
    return [settings, logs, workspace.logs.join('\n'), JSON.stringify(others), await status()].join('\n');
  }
  const hits = async () => {
    const text = await seen();
    return [secret, next, code, secret.slice(5)].filter((each) => text.includes(each));
  };
  const valuesOf = async () => {
    const { byId } = await restSettings(workspace);
    return ids.map((id) => byId[id]?.value ?? '');
  };
  const isEmptied = () => vi.waitFor(async () => expect(await valuesOf()).toEqual(['', '', '']), { timeout: 20_000 });

  test('a connection code is taken, its setting is empty at once, and nobody can read it', async () => {
    await install();
    await restSettings(workspace, { connection_code: code });
    expect(await valuesOf()).toEqual(['', '', '']);
    expect(await answers()).toMatchObject({ ok: true });
    await workspace.client('bob').say('#general', `@${BOT} hello`);
    await vi.waitFor(() => expect(gateway.accepted().map(({ type }) => type)).toContain('message.sent'));
    expect(await status()).toContain(`Connected to OpenClaw at ${gateway.url}, account default`);
    expect(await hits()).toEqual([]);
    // Every field is saved with each of the others, the empty ones among them.
    await restSettings(workspace, { connection_code: '', rooms: '', gateway_url: '', shared_secret: '' });
    expect(await answers()).toMatchObject({ ok: true });
  });

  test('by hand: both secrets are taken, and a new one ends the previous one', async () => {
    await install();
    await enter({ gateway_url: gateway.url, shared_secret: secret, previous_shared_secret: next });
    expect(await valuesOf()).toEqual(['', '', '']);
    expect([await answers(), await answers(workspace, next)]).toMatchObject([{ ok: true }, { ok: true }]);
    expect(await status()).toMatch(/⚠️ Commands signed with the previous key, \S{12}, are accepted too/);
    expect(await hits()).toEqual([]);
    await enter({ shared_secret: secret });
    expect(await answers(workspace, next)).toEqual({ error: 'unauthorized' });
    expect(await answers()).toMatchObject({ ok: true });
    await enter({ previous_shared_secret: secret, shared_secret: next });
    expect([await answers(), await answers(workspace, next)]).toMatchObject([{ ok: true }, { ok: true }]);
    await enter({ shared_secret: next });
    expect(await answers()).toEqual({ error: 'unauthorized' });
  });

  test('secrets of an older version in the settings are taken over, and the settings are emptied', async () => {
    await install({ gateway_url: NOBODY, shared_secret: next, connection_code: code });
    await isEmptied();
    expect(await answers()).toMatchObject({ ok: true });
    expect(await hits()).toEqual([]);
    await restarted(workspace, () => workspace.app(APP_ID).killSandbox());
    expect(await answers()).toMatchObject({ ok: true });
  });

  test('where the gateway fetches, no request is needed', async () => {
    await install();
    await enter({ connection_code: writeConnectionCode({ accountId: 'default', secret }) });
    expect(await valuesOf()).toEqual(['', '', '']);
    expect(await answers()).toMatchObject({ ok: true });
    expect(workspace.outgoing).toEqual([]);
    expect(await hits()).toEqual([]);
  });

  test('a wrong code says so, and the connection stays', async () => {
    await install({ connection_code: code });
    await isEmptied();
    await enter({ connection_code: code.slice(0, -9) });
    expect(await status()).toMatch(/⚠️ The last secret that was entered was not taken, .*cut short or altered/);
    expect(await answers()).toMatchObject({ ok: true });
    expect(await hits()).toEqual([]);
    await enter({ connection_code: code });
    expect(await status()).not.toContain('was not taken');
  });

  test('a secret that cannot be kept stays where it is, and is taken later', async () => {
    await install();
    const { persistence } = workspace.store;
    const set = persistence.set.bind(persistence);
    persistence.set = (id, record) => {
      if (record.associations.some((each) => each.id === 'connection')) throw new Error('the database is away');
      return set(id, record);
    };
    await enter({ connection_code: code });
    expect(await valuesOf()).toEqual([code, '', '']);
    expect(await answers()).toMatchObject({ ok: true });
    persistence.set = set;
    await workspace.runJobs();
    await isEmptied();
    expect(await answers()).toMatchObject({ ok: true });
    expect(await hits()).toEqual([]);
  });

  test('an admin disconnects, nobody else does', async () => {
    await install({ connection_code: code });
    await isEmptied();
    await workspace.client('bob').command('#general', '/openclaw disconnect');
    expect(await answers()).toMatchObject({ ok: true });
    expect(await status('disconnect')).toContain('Disconnected');
    expect(await answers()).toEqual({ error: 'not-ready' });
    expect(await status()).toContain('not connected yet');
    expect([...workspace.store.persistence.values()].map((row) => JSON.stringify(row)).join()).not.toContain(secret);
  });

  test('a code that is pasted on one server of a cluster counts on the other', async () => {
    await install();
    two = await workspace.startBeside();
    await restSettings(two, { connection_code: code });
    expect([await answers(), await answers(two)]).toMatchObject([{ ok: true }, { ok: true }]);
    expect(await valuesOf()).toEqual(['', '', '']);
    expect(await hits()).toEqual([]);
    expect(two.logs.join('\n')).not.toContain(secret.slice(5));
  });
});
