import { APP_ID, writeSecret } from '@rocketchat-openclaw/shared';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Sandbox, Workspace } from '../../testbed/workspace/workspace.ts';
import { type GatewayStandIn, startGatewayStandIn } from './gateway-stand-in.ts';
import { commandsOf, startInstalled } from './installed-app.ts';
import { restarted } from './restarted.ts';
import { storedRecords } from './stored-records.ts';

const secret = writeSecret(Uint8Array.from({ length: 32 }, (_, i) => 31 + i * 3));
const BOT = 'openclaw.bot';
const PATIENCE = { timeout: 20_000, interval: 50 };

describe.each(['deno', 'node'] satisfies Sandbox[])('the app is off (%s sandbox)', (sandbox) => {
  let one: Workspace;
  let gateway: GatewayStandIn;

  beforeEach(async () => {
    gateway = await startGatewayStandIn(secret);
    ({ workspace: one } = await startInstalled(sandbox, secret, gateway.url));
  });

  afterEach(async () => {
    await one?.stop();
    await gateway?.stop();
  });

  const hear = (server: Workspace, words: string) => server.client('bob').say('#general', `@${BOT} ${words}`);
  const left = () => JSON.stringify(gateway.events());
  const hasLeft = (words: string) => vi.waitFor(() => expect(left()).toContain(words), PATIENCE);
  const history = async (server: Workspace) =>
    JSON.stringify(await commandsOf(server, secret).command({ command: 'history', roomId: 'GENERAL', limit: 200 }));

  /** An older version wrote this once a minute, also while it was disabled. */
  function leaveSign(at: number): void {
    const associations = ['alive', 'alive:an-old-one:1'].map((id) => ({ model: 'misc', id }));
    const data = { processId: 'an-old-one', turn: 1, at };
    one.store.persistence.set('a-sign', { _id: 'a-sign', appId: APP_ID, associations, data });
  }

  test('[S20] it stays off while the server restarts, and what was said meanwhile is not pushed then', async () => {
    await hear(one, 'before');
    await hasLeft('before');
    await one.app(APP_ID).disable();
    expect(storedRecords(one, 'alive')).toEqual([]);
    await hear(one, 'hush, on the old server');
    leaveSign(Date.now());
    const two = await one.startBeside();
    await one.stop();
    await hear(two, 'hush, on the new server');
    one = two;
    await one.app(APP_ID).enable();
    await hear(one, 'after');
    await hasLeft('after');
    await restarted(one, () => one.app(APP_ID).killSandbox());
    await one.runJobs();
    await hear(one, 'and after the crash');
    await hasLeft('and after the crash');
    const past = await history(one);
    for (const words of ['before', 'after']) expect(past).toContain(words);
    expect(past + left()).not.toContain('hush');
  });

  test('[S20] nothing that waits leaves while it is off, and nothing of it is lost', async () => {
    gateway.refuseWith(503);
    await hear(one, 'said in time');
    await vi.waitFor(() => expect(storedRecords(one, 'outbox:waiting')).toHaveLength(1), PATIENCE);
    await one.app(APP_ID).disable();
    gateway.refuseWith(undefined);
    const attempts = gateway.attempts();
    await hear(one, 'hush');
    expect(storedRecords(one, 'closed-times')).toHaveLength(1);
    expect(gateway.attempts()).toBe(attempts);
    await one.app(APP_ID).enable();
    await hasLeft('said in time');
    expect(left()).not.toContain('hush');
  });

  test('[S20] a process that dies while the app is disabled does not switch it on again', async () => {
    await one.app(APP_ID).disable();
    const started = () => one.logs.filter((line) => line.includes('Successfully restarted app subprocess')).length;
    one.app(APP_ID).killSandbox();
    await vi.waitFor(() => expect(started()).toBe(1), PATIENCE);
    await hear(one, 'hush');
    await one.app(APP_ID).enable();
    await hear(one, 'after');
    await hasLeft('after');
    expect((await history(one)) + left()).not.toContain('hush');
  });

  test('[S23] a room that version 0.1.0 had switched off stays off, and keeps its past when it is on again', async () => {
    const associations = [
      { model: 'misc', id: 'switched-off' },
      { model: 'room', id: 'GENERAL' },
    ];
    await hear(one, 'hush, when it was off');
    await vi.waitFor(() => expect(left()).toContain('hush'), PATIENCE);
    const data = { roomId: 'GENERAL' };
    one.store.persistence.set('off', { _id: 'off', appId: APP_ID, associations, data });
    // The version that writes such rows is gone by then: its process has been replaced.
    await restarted(one, () => one.app(APP_ID).killSandbox());
    const before = gateway.events().length;
    await hear(one, 'hush, still off');
    expect(await history(one)).toContain('switched-off');
    await one.client('alice').command('#general', '/openclaw here on');
    await hear(one, 'on again');
    await hasLeft('on again');
    expect(JSON.stringify(gateway.events().slice(before))).not.toContain('still off');
    const past = await history(one);
    expect(past).toContain('on again');
    expect(past).not.toContain('hush');
  });

  test('[L7] where the server refuses `/openclaw` because a process has died, the app says so, and goes on hearing', async () => {
    const ask = () => one.client('alice').command('#general', '/openclaw status');
    const refused: string[] = [];
    await restarted(one, async () => {
      one.app(APP_ID).killSandbox();
      // Nobody waits for an answer: of those who ask too early, none comes for half a minute.
      const askAgain = () => {
        ask().catch((error: unknown) => refused.push(String(error)));
        expect(refused.join('\n')).toContain('App not enabled');
      };
      await vi.waitFor(askAgain, { timeout: 10_000, interval: 10 });
    });
    await expect(ask()).rejects.toThrow(/App not enabled/);
    const said = () => one.logs.filter((line) => line.includes('For up to five minutes this server may refuse'));
    await vi.waitFor(() => expect(said()).toHaveLength(1), PATIENCE);
    await hear(one, 'all the same');
    await hasLeft('all the same');
  });

  test('[S22] [L11] who is banned from a room is no member: not named, not whispered to, and clicks nothing', async () => {
    const alice = one.client('alice');
    const { command } = commandsOf(one, secret);
    const members = async () => JSON.stringify(await command({ command: 'members', roomId: 'GENERAL', limit: 50 }));
    const carol = [...one.store.users.values()].find(({ username }) => username === 'carol')?._id ?? '';
    const whisper = () => command({ command: 'notify', roomId: 'GENERAL', userId: carol, text: 'psst' });
    const blocks = [{ type: 'actions', elements: [{ type: 'button', actionId: 'go', text: 'Go', value: 'v' }] }];
    const posted = await command({ command: 'post', roomId: 'GENERAL', text: 'choose', blocks });
    const { messageId } = (posted as { result: { messageId: string } }).result;
    expect(await members()).toContain('carol');
    expect(await whisper()).toMatchObject({ ok: true });
    await alice.ban('#general', 'carol');
    await vi.waitFor(async () => expect(await members()).not.toContain('carol'), PATIENCE);
    expect(await whisper()).toMatchObject({ ok: false, error: { code: 'not-a-member' } });
    const click = { type: 'blockAction', actionId: 'go', triggerId: 't1', payload: { blockId: 'block-0', value: 'v' } };
    const place = { mid: messageId, rid: 'GENERAL', container: { type: 'message', id: messageId } };
    await one.client('carol').interact(APP_ID, { ...click, ...place });
    await hear(one, 'after the click');
    await hasLeft('after the click');
    expect(left()).not.toContain('action.clicked');
    await alice.unban('#general', 'carol');
    await alice.invite('#general', 'carol');
    await vi.waitFor(async () => expect(await members()).toContain('carol'), PATIENCE);
    expect(await whisper()).toMatchObject({ ok: true });
  });

  test('[S22] [L11] the gateway hears that a banned bot is gone, and the bot hears and reads nothing until it is invited', async () => {
    const alice = one.client('alice');
    const { rid } = await alice.say('#ops', 'nobody hears this');
    const readOps = () => commandsOf(one, secret).command({ command: 'history', roomId: rid, limit: 10 });
    await alice.invite('#ops', BOT);
    await alice.say('#ops', `@${BOT} hello`);
    await hasLeft('hello');
    await alice.ban('#ops', BOT);
    await hasLeft('room.left');
    await alice.say('#ops', `@${BOT} hush`);
    expect(await readOps()).toMatchObject({ ok: false, error: { code: 'not-a-member' } });
    await alice.unban('#ops', BOT);
    const { _id } = await alice.say('#ops', `@${BOT} unbanned, and not invited yet`);
    await vi.waitFor(() => expect(one.logs.join('\n')).toContain(`egress ${_id} stays`), PATIENCE);
    expect(await readOps()).toMatchObject({ ok: false, error: { code: 'not-a-member' } });
    await alice.invite('#ops', BOT);
    await alice.say('#ops', `@${BOT} welcome back`);
    await hasLeft('welcome back');
    expect(left()).not.toContain('not invited yet');
    expect(left() + JSON.stringify(await readOps())).not.toContain('hush');
  });
});
