import { writeSecret } from '@rocketchat-openclaw/shared';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Sandbox, Workspace } from '../../testbed/workspace/workspace.ts';
import { type GatewayStandIn, startGatewayStandIn } from './gateway-stand-in.ts';
import { type Installed, NO_ACTIVATION, startInstalled } from './installed-app.ts';
import { whispersFor } from './whispers.ts';

const secret = writeSecret(Uint8Array.from({ length: 32 }, (_, i) => 17 + i * 5));
const BOT = 'openclaw.bot';
const EVIL = '1.0\r\nall is well\u001b[2J\u202e\u2028\u0007';
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;
const PATIENCE = { timeout: 30_000, interval: 50 };

describe.each(['deno', 'node'] satisfies Sandbox[])('the words of a gateway (%s sandbox)', (sandbox) => {
  let workspace: Workspace;
  let commands: Installed['gateway'];
  let gateway: GatewayStandIn;
  const lines: string[] = [];

  beforeAll(async () => {
    gateway = await startGatewayStandIn(secret, NO_ACTIVATION, EVIL);
    ({ workspace, gateway: commands } = await startInstalled(sandbox, secret, gateway.url));
    workspace.tapLogs((line) => lines.push(line));
  });
  afterAll(async () => {
    await workspace?.stop();
    await gateway?.stop();
  });

  test('[S8] about itself are one line in the log', async () => {
    await commands.greet({ pluginVersion: EVIL });
    await vi.waitFor(() => expect(lines.join('')).toContain('is connected as account'), PATIENCE);
    const said = lines.filter((line) => line.includes('is connected as account'));
    for (const line of said) expect(line.trim()).not.toMatch(UNSEEN);
    expect(said.join('')).toContain('all is well');
  });

  test('[S8] about an event that it does not take are one line, too', async () => {
    gateway.answerWith({ outcome: 'refused', reason: EVIL });
    await workspace.client('bob').say('#general', `@${BOT} hello`);
    await vi.waitFor(() => expect(lines.join('')).toContain('OpenClaw refused'), PATIENCE);
    for (const line of lines.filter((each) => each.includes('OpenClaw refused')))
      expect(line.trim()).not.toMatch(UNSEEN);
    gateway.answerWith(undefined);
  });

  test('[S8] are one line of the log of deliveries', async () => {
    const text = await whispersFor(workspace, 'log');
    expect(text).toContain('all is well');
    expect(text.replaceAll('\n', '')).not.toMatch(UNSEEN);
    expect(text).not.toMatch(/^all is well/m);
  });

  test('[S8] are one line of the status that an admin reads', async () => {
    const text = await whispersFor(workspace, 'status');
    expect(text).toContain('all is well');
    expect(text.replaceAll('\n', '')).not.toMatch(UNSEEN);
    expect(text).not.toMatch(/^all is well/m);
  });

  test('[S8] are one line each of the panel', async () => {
    const screen = workspace.screen('alice');
    await screen.type('#general', '/openclaw panel');
    const words = screen.bar()?.words ?? '';
    screen.end();
    expect(words).toContain('all is well');
    expect(words.replaceAll('\n', '')).not.toMatch(UNSEEN);
    expect(words).not.toMatch(/^all is well/m);
  });

  test('[S13b] the status says that it takes no more, and waiting events go out in order when there is room', async () => {
    gateway.refuseWith(503, { 'retry-after': '1' }, { error: 'queue-full' });
    const said: string[] = [];
    for (let n = 0; n < 10; n++) said.push((await workspace.client('bob').say('#general', `@${BOT} waits ${n}`))._id);
    await vi.waitFor(() => expect(gateway.attempts()).toBeGreaterThan(1), PATIENCE);
    expect(await whispersFor(workspace, 'status')).toContain('too many events wait for the agent there');
    const taken = () =>
      gateway
        .accepted()
        .flatMap((event) => (event.type === 'message.sent' && said.includes(event.message.id) ? event.message.id : []));
    expect(taken()).toEqual([]);
    gateway.refuseWith(undefined);
    await vi.waitFor(() => expect(taken()).toEqual(said), PATIENCE);
  });
});
