import { APP_ID, type Event, writeSecret } from '@rocketchat-openclaw/shared';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Sandbox, Workspace } from '../../testbed/workspace/workspace.ts';
import { type GatewayStandIn, startGatewayStandIn } from './gateway-stand-in.ts';
import { commandsOf, startInstalled } from './installed-app.ts';
import { waitingEvents } from './stored-records.ts';

const secret = writeSecret(Uint8Array.from({ length: 32 }, (_, i) => 81 + i * 3));
const newSecret = writeSecret(Uint8Array.from({ length: 32 }, (_, i) => 83 + i * 3));
const BOT = 'openclaw.bot';
const PATIENCE = { timeout: 40_000, interval: 50 };

describe.each(['deno', 'node'] satisfies Sandbox[])('two servers of one cluster (%s sandbox)', (sandbox) => {
  let one: Workspace;
  let two: Workspace;
  let gateway: GatewayStandIn;

  beforeAll(async () => {
    gateway = await startGatewayStandIn(secret);
    ({ workspace: one } = await startInstalled(sandbox, secret, gateway.url));
    two = await one.startBeside();
  });

  beforeEach(() => gateway.refuseWith(undefined));

  afterAll(async () => {
    await two?.stop();
    await one?.stop();
    await gateway?.stop();
  });

  const idOf = (event: Event) => (event.type === 'message.sent' ? event.message.id : '');
  const taken = (of: readonly string[], by = gateway) =>
    by
      .accepted()
      .map(idOf)
      .filter((id) => of.includes(id));
  const say = async (on: Workspace, words: string) => (await on.client('bob').say('#general', `@${BOT} ${words}`))._id;
  const waiting = () => waitingEvents(one);
  const isEmpty = () => vi.waitFor(() => expect(waiting()).toEqual([]), PATIENCE);

  test('the app runs on both', () => {
    expect([one, two].map((each) => each.app(APP_ID).status())).toEqual(['manually_enabled', 'manually_enabled']);
    expect(one.url).not.toBe(two.url);
  });

  test('messages on either server come once, in the order of their server', async () => {
    const said: string[] = [];
    for (let n = 0; n < 40; n++) said.push(await say(n % 2 ? one : two, `either ${n}`));
    await vi.waitFor(() => expect([...taken(said)].sort()).toEqual([...said].sort()), PATIENCE);
    for (const parity of [0, 1]) {
      const own = said.filter((_, n) => n % 2 === parity);
      expect(taken(own)).toEqual(own);
    }
    await isEmpty();
  });

  test('events that wait on both come when the gateway is back', async () => {
    gateway.refuseWith(503);
    const said: string[] = [];
    for (let n = 0; n < 20; n++) said.push(await say(n % 2 ? one : two, `away ${n}`));
    await vi.waitFor(() => expect(waiting()).toHaveLength(20), PATIENCE);
    gateway.refuseWith(undefined);
    await vi.waitFor(() => expect([...taken(said)].sort()).toEqual([...said].sort()), PATIENCE);
    await isEmpty();
  });

  test('a command may come to either, and one key has one effect, also when it comes to both at once', async () => {
    const [first, second] = [commandsOf(one, secret), commandsOf(two, secret)];
    for (let n = 0; n < 5; n++) {
      const post = { command: 'post', roomId: 'GENERAL', text: `an answer ${n}`, key: `both:${n}` };
      const answers = await Promise.all([first.command(post), second.command(post)]);
      const said = [...one.store.messages.values()].filter(({ msg }) => msg === post.text);
      expect(said).toHaveLength(1);
      const done = { ok: true, result: { messageId: said[0]?._id } };
      for (const answer of answers) {
        expect([done, expect.objectContaining({ ok: false })]).toContainEqual(answer);
      }
      expect(await second.command(post)).toEqual(done);
      expect(await first.command(post)).toEqual(done);
    }
  });

  test('a setting that is changed on one counts on the other', async () => {
    await one.app(APP_ID).setSettings({ paused: true });
    const id = await say(two, 'while paused');
    await vi.waitFor(() => expect(two.logs.join('\n')).toContain(`egress ${id} stays: paused`), PATIENCE);
    await two.app(APP_ID).setSettings({ paused: false });
    const after = [await say(one, 'after the pause')];
    await vi.waitFor(() => expect(taken(after)).toEqual(after), PATIENCE);
  });

  test('a new secret and address reach both', async () => {
    const next = await startGatewayStandIn(newSecret);
    try {
      await one
        .app(APP_ID)
        .setSettings({ shared_secret: newSecret, previous_shared_secret: secret, gateway_url: next.url });
      const said = [await say(one, 'to the new one'), await say(two, 'to the new one too')];
      await vi.waitFor(() => expect([...taken(said, next)].sort()).toEqual([...said].sort()), PATIENCE);
      await isEmpty();
    } finally {
      await one
        .app(APP_ID)
        .setSettings({ gateway_url: gateway.url, shared_secret: secret, previous_shared_secret: '' });
      await next.stop();
    }
  });

  test('events that wait on a server that is gone come from the other', async () => {
    gateway.refuseWith(503);
    const said = [await say(two, 'before it went'), await say(two, 'and this')];
    await vi.waitFor(() => expect(waiting()).toHaveLength(2), PATIENCE);
    await two.stop();
    // A minute later: until then it might come back.
    for (const { data } of waiting()) Object.assign(data, { heardAt: Date.now() - 61_000 });
    gateway.refuseWith(undefined);
    await one.runJobs();
    await vi.waitFor(() => expect(taken(said)).toEqual(said), PATIENCE);
    await isEmpty();
  });
});
