import { APP_ID, writeConnectionCode, writeSecret } from '@rocketchat-openclaw/shared';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Sandbox, startWorkspace, type Workspace } from '../../testbed/workspace/workspace.ts';
import { type GatewayStandIn, startGatewayStandIn } from './gateway-stand-in.ts';
import { appZip, commandsOf } from './installed-app.ts';
import { restarted } from './restarted.ts';

const secret = writeSecret(Uint8Array.from({ length: 32 }, (_, i) => 23 + i * 3));

/** The app is installed by alice, an admin, as a server does it; nobody has pasted a code. */
describe.each(['deno', 'node'] satisfies Sandbox[])('the admin who installs the app (%s sandbox)', (sandbox) => {
  let workspace: Workspace;
  let gateway: GatewayStandIn;

  beforeEach(async () => {
    gateway = await startGatewayStandIn(secret);
    workspace = await startWorkspace({ sandbox });
    await workspace.installApp(appZip());
  });

  afterEach(async () => {
    await workspace.stop();
    await gateway.stop();
  });

  const written = async () => (await workspace.client('alice').history('@openclaw.bot')).map(({ msg }) => msg);
  const paste = () => {
    const code = writeConnectionCode({ gatewayUrl: gateway.url, accountId: 'default', secret });
    return workspace.app(APP_ID).setSettings({ connection_code: code });
  };
  const minute = () => workspace.runJobs();

  test('reads from the bot where the connection code comes from and where to paste it, and nobody else does', async () => {
    const [text = '', ...more] = await written();
    expect(more).toEqual([]);
    for (const part of [
      'I am @openclaw.bot',
      `\`openclaw rocketchat connect --url ${workspace.url}\``,
      'paste the line as *Connection code*',
      '`/openclaw status`',
    ])
      expect(text).toContain(part);
    expect([...workspace.store.messages.values()].filter(({ u }) => u.username === 'openclaw.bot')).toHaveLength(1);
  });

  test('reads it in the language of their account', async () => {
    const german = await startWorkspace({ sandbox });
    try {
      for (const user of german.store.users.values()) user.settings = { preferences: { language: 'de' } };
      await german.installApp(appZip());
      const lines = (await german.client('alice').history('@openclaw.bot')).map(({ msg }) => msg);
      expect(lines).toEqual([expect.stringMatching(/^Hallo, ich bin @openclaw\.bot\..*Verbindungscode/s)]);
    } finally {
      await german.stop();
    }
  });

  test('hears once that it is connected: when a code was pasted and the gateway has called', async () => {
    await minute();
    await paste();
    await minute();
    expect(await written()).toHaveLength(1);
    await commandsOf(workspace, secret).greet();
    await minute();
    const connected = expect.stringMatching(/^✅ I am connected to OpenClaw, account default.*Write to @openclaw\.bot/);
    expect((await written()).slice(1)).toEqual([connected]);
    await minute();
    await paste();
    await minute();
    expect(await written()).toHaveLength(2);
  });

  test('hears nothing of a connection in which the answers do not arrive, and then that they do', async () => {
    gateway.cannotCall('404: the app is not there');
    await paste();
    await minute();
    expect(await written()).toHaveLength(1);
    await commandsOf(workspace, secret).greet();
    gateway.cannotCall(undefined);
    await minute();
    expect(await written()).toHaveLength(2);
  });

  test('hears it also if the process of the app has ended meanwhile', async () => {
    await restarted(workspace, () => workspace.app(APP_ID).killSandbox());
    await paste();
    await commandsOf(workspace, secret).greet();
    await minute();
    expect((await written()).at(-1)).toMatch(/^✅ I am connected/);
  });

  test('hears nothing more once they are no admin', async () => {
    const [alice] = [...workspace.store.users.values()].filter(({ username }) => username === 'alice');
    if (!alice) throw new Error('alice is not there');
    workspace.store.users.set(alice._id, { ...alice, roles: ['user'] });
    await paste();
    await commandsOf(workspace, secret).greet();
    await minute();
    expect(await written()).toHaveLength(1);
  });
});
