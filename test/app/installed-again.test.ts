import { APP_ID, writeSecret } from '@rocketchat-openclaw/shared';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Sandbox, startWorkspace, type Workspace } from '../../testbed/workspace/workspace.ts';
import { type GatewayStandIn, startGatewayStandIn } from './gateway-stand-in.ts';
import { appZip, commandsOf } from './installed-app.ts';
import { storedRecords } from './stored-records.ts';
import { whispersFor } from './whispers.ts';

const secret = writeSecret(Uint8Array.from({ length: 32 }, (_, i) => 37 + i * 3));
const PATIENCE = { timeout: 20_000, interval: 20 };

/**
 * The engine keeps what an app reads its settings from, and makes it anew for any process that asks. One that asks while its
 * app is being removed would make it from that app, and the next installation would read the settings of this one for as
 * long as it is on (AppManager.removeLocal, AppAccessorManager).
 */
describe.each(['deno', 'node'] satisfies Sandbox[])('the app is removed while it works (%s sandbox)', (sandbox) => {
  let workspace: Workspace;
  let gateway: GatewayStandIn;
  let removal: () => Promise<void>;

  beforeEach(async () => {
    removal = async () => undefined;
    gateway = await startGatewayStandIn(secret);
    workspace = await startWorkspace({ sandbox, removal: () => removal() });
    await workspace.installApp(appZip(), { settings: { gateway_url: gateway.url, shared_secret: secret } });
  });

  afterEach(async () => {
    await workspace?.stop();
    await gateway?.stop();
  });

  const greetings = () => gateway.events().filter(({ type }) => type === 'app.hello').length;

  /** The next call of the app's with such a name. */
  function asks(beginning: string): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const end = workspace.bridgeCalls.tap((name) => name.startsWith(beginning) && resolve());
    return promise.finally(end);
  }

  test('a message that is under way is settled first, and the next installation reads its own settings', async () => {
    const goOn = gateway.keepWaiting();
    const attempts = gateway.attempts();
    await workspace.client('bob').say('#general', '@openclaw.bot are you there?');
    await vi.waitFor(() => expect(gateway.attempts()).toBeGreaterThan(attempts), PATIENCE);
    const settled = asks('getReader:getRoomReader:getById');
    // An app that does not wait for it settles it now, when the engine has already forgotten what the app reads from.
    removal = () => {
      goOn();
      return settled;
    };
    const { url } = commandsOf(workspace, secret);
    const knows = asks('getPersistence:createWithAssociations');
    const removed = workspace.app(APP_ID).uninstall();
    await knows;
    const { status } = await fetch(url, { method: 'POST' });
    if (status === 503) goOn();
    await removed;
    const greeted = greetings();
    await workspace.installApp(appZip(), { settings: { shared_secret: secret } });
    expect(await whispersFor(workspace, 'status')).toContain('OpenClaw is not fetching events for account "default"');
    expect(greetings()).toBe(greeted);
    expect(status).toBe(503);
  });

  test('a gateway that fetches is answered at once', async () => {
    const { command } = commandsOf(workspace, secret);
    // From here on the process itself asks for nothing.
    await vi.waitFor(() => expect(storedRecords(workspace, 'alive')).toHaveLength(1), PATIENCE);
    const waits = asks('getReader:');
    const fetched = command({ command: 'fetch', waitMs: 20_000 });
    const began = performance.now();
    await waits;
    await workspace.app(APP_ID).uninstall();
    expect(await fetched).toEqual({ ok: true, result: {} });
    expect(performance.now() - began).toBeLessThan(15_000);
  });
});
