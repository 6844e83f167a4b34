import { setTimeout as pause } from 'node:timers/promises';
import { APP_ID, type Event, writeSecret } from '@rocketchat-openclaw/shared';
import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Sandbox, seededDice, type Workspace } from '../../testbed/workspace/workspace.ts';
import { type ConnectedApp, startConnected } from './connected-app.ts';
import { restarted } from './restarted.ts';
import { storedRecords } from './stored-records.ts';
import { whispersFor } from './whispers.ts';

const secret = writeSecret(Uint8Array.from({ length: 32 }, (_, i) => 71 + i * 3));
const BOT = 'openclaw.bot';
const PATIENCE = { timeout: 40_000, interval: 50 };

describe.each(['deno', 'node'] satisfies Sandbox[])('the outbox (%s sandbox)', (sandbox) => {
  let workspace: Workspace;
  let commands: ConnectedApp['commands'];
  let gateway: ConnectedApp['gateway'];

  beforeAll(async () => {
    const connected = await startConnected(sandbox, secret);
    ({ workspace, gateway, commands } = connected);
    return connected.stop;
  });

  beforeEach(() => gateway.refuseWith(undefined));

  const idOf = (event: Event) => (event.type === 'message.sent' ? event.message.id : '');
  /** Messages that the gateway has taken, each once. */
  const taken = (of: readonly string[]) =>
    gateway
      .accepted()
      .map(idOf)
      .filter((id) => of.includes(id));
  const say = async (words: string, room = '#general') =>
    (await workspace.client('bob').say(room, `@${BOT} ${words}`))._id;
  const isStored = (id: string) =>
    vi.waitFor(() => expect(JSON.stringify(storedRecords(workspace, /^outbox:/))).toContain(id), PATIENCE);
  const isEmpty = () => vi.waitFor(() => expect(storedRecords(workspace, /^outbox:/)).toEqual([]), PATIENCE);

  test('messages from an outage of the gateway come when it is back: all of them, once, in order', async () => {
    gateway.refuseWith(503);
    const said: string[] = [];
    for (let n = 0; n < 30; n++) said.push(await say(`away ${n}`));
    await isStored(said.at(-1) ?? '');
    expect(taken(said)).toEqual([]);
    gateway.refuseWith(undefined);
    await commands.greet();
    await vi.waitFor(() => expect(taken(said)).toEqual(said), PATIENCE);
    await isEmpty();
  });

  test('a message that leaves costs four calls: may it leave? what was before it? its row is written, and removed', async () => {
    // Once in a process, the app looks at its permissions as well.
    await whispersFor(workspace, 'status');
    await isEmpty();
    workspace.bridgeCalls.reset();
    const said = [await say('what does it cost?')];
    await vi.waitFor(() => expect(taken(said)).toEqual(said), PATIENCE);
    await isEmpty();
    expect(workspace.bridgeCalls.byName()).toEqual({
      'getReader:getUserReader:getAppUser': 1,
      'getReader:getRoomReader:getMessages': 1,
      'getHttpBridge:doCall': 1,
      // The closed times, which another server of the cluster may have changed.
      'getReader:getPersistenceReader:readByAssociation': 1,
      'getPersistence:createWithAssociations': 1,
      'getPersistence:removeByAssociation': 1,
    });
  });

  test('it is asked as often as one sender asks, whatever waits, and comes back by itself', async () => {
    gateway.refuseWith(503);
    const said = [await say('a first')];
    const before = gateway.attempts();
    for (let n = 0; n < 20; n++) said.push(await say(`another ${n}`));
    await isStored(said.at(-1) ?? '');
    expect(gateway.attempts() - before).toBeLessThan(5);
    gateway.refuseWith(undefined);
    await vi.waitFor(() => expect(taken(said)).toEqual(said), PATIENCE);
  });

  test('a killed sandbox forgets nothing that waits, nor its order', async () => {
    gateway.refuseWith(503);
    const said: string[] = [];
    for (let n = 0; n < 10; n++) said.push(await say(`before ${n}`));
    await isStored(said.at(-1) ?? '');
    await restarted(workspace, async () => workspace.app(APP_ID).killSandbox());
    for (let n = 0; n < 5; n++) said.push(await say(`after ${n}`));
    gateway.refuseWith(undefined);
    await vi.waitFor(() => expect(taken(said)).toEqual(said), PATIENCE);
    await isEmpty();
  });

  test('a message that nobody heard, because the sandbox was dead, is found in its room', async () => {
    const direct = (await workspace.client('bob').say(`@${BOT}`, 'hello')).rid;
    const root = await say('a thread');
    await vi.waitFor(() => expect(taken([root])).toEqual([root]), PATIENCE);
    const missed: string[] = [];
    await restarted(workspace, async () => {
      // Stored by the server, told to nobody: as if the process had died with them in its hands.
      const { messages } = workspace.store;
      const template = messages.get(root);
      if (!template) throw new Error('the message is gone');
      const { tmid: _, ...plain } = template;
      for (const [n, place] of [{ rid: 'GENERAL' }, { rid: direct }, { rid: 'GENERAL', tmid: root }].entries()) {
        const message = { ...structuredClone(plain), ...place, _id: `missed${n}${sandbox}`, ts: new Date() };
        messages.set(message._id, message);
        missed.push(message._id);
      }
      workspace.app(APP_ID).killSandbox();
    });
    await vi.waitFor(() => expect(taken(missed).sort()).toEqual(missed), PATIENCE);
    const [first] = gateway.accepted().filter((event) => idOf(event) === missed[0]);
    expect(first).toMatchObject({
      actor: { username: 'bob', type: 'user' },
      message: { mentions: [{ username: BOT }] },
    });
  });

  test('messages from a pause of the app are not found after a crash', async () => {
    await workspace.app(APP_ID).setSettings({ paused: true });
    const secretly = await say('only among us');
    await vi.waitFor(() => expect(workspace.logs.join('\n')).toContain(`egress ${secretly} stays: paused`), PATIENCE);
    await workspace.app(APP_ID).setSettings({ paused: false });
    await restarted(workspace, async () => workspace.app(APP_ID).killSandbox());
    const marker = await say('marker');
    await vi.waitFor(() => expect(taken([marker])).toEqual([marker]), PATIENCE);
    await pause(1_000);
    expect(taken([secretly])).toEqual([]);
  });

  test('kill -9 again and again while people talk: nothing is lost, nothing comes twice', async () => {
    const dice = seededDice(7);
    const said: string[] = [];
    let isOver = false;
    const talking = (async () => {
      for (let n = 0; n < 60 || !isOver; n++) {
        said.push(await say(`talk ${n}`, n % 3 ? '#general' : `@${BOT}`));
        await pause(dice() * 60);
      }
    })();
    for (let kills = 0; kills < 6; kills++) {
      await pause(dice() * 500);
      await restarted(workspace, async () => workspace.app(APP_ID).killSandbox());
    }
    isOver = true;
    await talking;
    await vi.waitFor(() => expect([...taken(said)].sort()).toEqual([...said].sort()), PATIENCE);
    await isEmpty();
  }, 120_000);

  test('a connection that is wrong keeps everything, and says so to an admin, until it is mended', async () => {
    gateway.refuseWith(401);
    const said = [await say('while the secret is wrong')];
    await isStored(said[0] ?? '');
    await vi.waitFor(async () => {
      const text = await whispersFor(workspace, 'status');
      expect(text).toContain('📭 1 event is waiting for OpenClaw');
      expect(text).toMatch(/Not connected to OpenClaw: .*401/);
      expect(text).toContain('Nothing is sent until the connection is repaired.');
    }, PATIENCE);
    const notices = () =>
      [...workspace.store.messages.values()].filter(({ msg }) => msg.startsWith('OpenClaw does not take events'));
    await workspace.runJobs();
    await workspace.runJobs();
    const direct = await workspace.client('alice').say(`@${BOT}`, 'thank you');
    expect(notices()).toMatchObject([{ rid: direct.rid, u: { username: BOT }, msg: expect.stringContaining('401') }]);
    for (const { _id } of notices()) workspace.store.messages.delete(_id);
    gateway.refuseWith(undefined);
    await workspace.app(APP_ID).setSettings({ account_id: 'default' });
    await vi.waitFor(() => expect(taken(said)).toEqual(said), PATIENCE);
    await vi.waitFor(async () => expect(await whispersFor(workspace, 'status')).not.toContain('📭'), PATIENCE);
  });

  test('an event that is refused by itself is listed with its reason, and tried again when an admin says so', async () => {
    gateway.refuseWith(400);
    const said = [await say('a poison')];
    await vi.waitFor(
      async () => expect(await whispersFor(workspace, 'failed')).toMatch(/message\.sent.* from @bob in #general.*400/),
      PATIENCE,
    );
    gateway.refuseWith(undefined);
    expect(await whispersFor(workspace, 'status')).toContain('1 event could not be delivered');
    expect(await whispersFor(workspace, 'retry')).toBe('1 event is waiting for OpenClaw again.');
    await vi.waitFor(() => expect(taken(said)).toEqual(said), PATIENCE);
    expect(await whispersFor(workspace, 'failed')).toBe('No event has failed.');
  });

  test('only admins see what has failed', async () => {
    workspace.store.ephemerals.splice(0);
    await workspace.client('bob').command('#general', '/openclaw failed');
    expect(workspace.store.ephemerals.map(({ text }) => text).join()).toContain('/openclaw here off');
  });
});
