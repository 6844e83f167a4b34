import net from 'node:net';
import { APP_ID, writeSecret } from '@rocketchat-openclaw/shared';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Sandbox, Workspace } from '../../testbed/workspace/workspace.ts';
import { startGatewayStandIn } from './gateway-stand-in.ts';
import { type Installed, startInstalled } from './installed-app.ts';

const secret = writeSecret(Uint8Array.from({ length: 32 }, (_, i) => 17 + i * 5));
const passed = (ms: number) => new Promise((goOn) => setTimeout(goOn, ms));

/** A gateway that takes a connection and says nothing, so that each attempt lasts until its time is up. */
async function startMute(): Promise<{ url: string; stop(): void }> {
  const sockets = new Set<net.Socket>();
  const server = net.createServer((socket) => sockets.add(socket.on('error', () => undefined)));
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as net.AddressInfo;
  const stop = () => {
    for (const socket of sockets) socket.destroy();
    server.close();
  };
  return { url: `http://127.0.0.1:${port}`, stop };
}

describe.each(['deno', 'node'] satisfies Sandbox[])(
  'a setting is changed while the gateway hangs (%s sandbox)',
  (sandbox) => {
    let workspace: Workspace;
    let gateway: Installed['gateway'];
    let mute: Awaited<ReturnType<typeof startMute>>;

    beforeAll(async () => {
      mute = await startMute();
      ({ workspace, gateway } = await startInstalled(sandbox, secret, mute.url));
    });

    afterAll(async () => {
      mute?.stop();
      await workspace?.stop();
    });

    test('[S23] messages of the first seconds of a pause never leave, and messages after the pause do', async () => {
      const bob = workspace.client('bob');
      const set = (paused: boolean) => workspace.app(APP_ID).setSettings({ paused });
      const pausing = set(true);
      await passed(1_500);
      await bob.say('#general', 'hush, there is a pause');
      await pausing;
      await passed(100);
      const ending = set(false);
      await passed(1_500);
      const { rid } = await bob.say('#general', 'the pause is over');
      await ending;
      const past = JSON.stringify(await gateway.command({ command: 'history', roomId: rid, limit: 20 }));
      expect(past).toContain('the pause is over');
      expect(past).not.toContain('hush');
    });
  },
);

test.each(['deno', 'node'] satisfies Sandbox[])(
  '[S23] a waiting message that is deleted in a closed time does not leave after it (%s sandbox)',
  async (sandbox) => {
    const gateway = await startGatewayStandIn(secret);
    const { workspace } = await startInstalled(sandbox, secret, gateway.url);
    const bob = workspace.client('bob');
    const set = (paused: boolean) => workspace.app(APP_ID).setSettings({ paused });
    gateway.refuseWith(503, { 'retry-after': '60' });
    const { _id } = await bob.say('#general', '@openclaw.bot hush, I take this back');
    await vi.waitFor(() => expect(workspace.logs.join('\n')).toContain(`message.sent:${_id} waits`), 20_000);
    await set(true);
    await bob.delete(_id);
    await vi.waitFor(() => expect(workspace.logs.join('\n')).toContain(`egress ${_id} stays: paused`), 20_000);
    gateway.refuseWith(undefined);
    await set(false);
    await bob.say('#general', '@openclaw.bot are you there?');
    await vi.waitFor(() => expect(JSON.stringify(gateway.accepted())).toContain('are you there'), 20_000);
    expect(JSON.stringify(gateway.accepted())).not.toContain('hush');
    await workspace.stop();
    await gateway.stop();
  },
);
