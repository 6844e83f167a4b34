import { createHash, randomBytes } from 'node:crypto';
import { APP_ID, type Event, filePath, LIMITS, writeSecret } from '@rocketchat-openclaw/shared';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Sandbox, seededDice, type Workspace } from '../../testbed/workspace/workspace.ts';
import { tryAt } from '../on-the-way.ts';
import { report } from '../promises.ts';
import { type Fetching, type GatewayStandIn, startGatewayStandIn } from './gateway-stand-in.ts';
import { type Installed, startInstalled } from './installed-app.ts';
import { restarted } from './restarted.ts';
import { storedRecords } from './stored-records.ts';
import { whispersFor } from './whispers.ts';

const secret = writeSecret(Uint8Array.from({ length: 32 }, (_, i) => 75 + i * 3));
const BOT = 'openclaw.bot';
const PATIENCE = { timeout: 40_000, interval: 20 };

describe.each(['deno', 'node'] satisfies Sandbox[])('a gateway that fetches (%s sandbox)', (sandbox) => {
  let workspace: Workspace;
  let commands: Installed['gateway'];
  let gateway: GatewayStandIn;
  let fetching: Fetching | undefined;

  beforeAll(async () => {
    gateway = await startGatewayStandIn(secret);
    ({ workspace, gateway: commands } = await startInstalled(sandbox, secret, ''));
  });

  beforeEach(() => gateway.refuseWith(undefined));
  afterEach(() => leave());

  afterAll(async () => {
    await workspace?.stop();
    await gateway?.stop();
  });

  const fetchEvents = (loses?: () => boolean) => {
    fetching = gateway.fetchFrom(commands, loses && { loses });
  };
  const leave = async () => {
    const ending = fetching;
    fetching = undefined;
    await ending?.end();
  };
  const idOf = (event: Event) => (event.type === 'message.sent' ? event.message.id : '');
  const taken = (of: readonly string[]) =>
    gateway
      .accepted()
      .map(idOf)
      .filter((id) => of.includes(id));
  const say = async (words: string, room = '#general') =>
    (await workspace.client('bob').say(room, `@${BOT} ${words}`))._id;
  const arrives = (said: readonly string[]) => vi.waitFor(() => expect(taken(said)).toEqual(said), PATIENCE);
  const isEmpty = () => vi.waitFor(() => expect(storedRecords(workspace, /^outbox:/)).toEqual([]), PATIENCE);

  test('the app is enabled without an address, and says in its log that it expects to be fetched from', () => {
    expect(workspace.logs.join('\n')).toMatch(/no Gateway URL is set, so OpenClaw is expected to fetch from here/);
    expect(workspace.logs.filter((line) => line.includes('Not connected') && /warn/i.test(line))).toEqual([]);
  });

  test('messages wait while nobody fetches, and /openclaw status says how to go on, on both sides', async () => {
    const said = [await say('one'), await say('two')];
    await vi.waitFor(() => expect(storedRecords(workspace, /^outbox:/)).toHaveLength(2), PATIENCE);
    const status = await whispersFor(workspace, 'status');
    expect(status).toMatch(
      /❌ Not connected to OpenClaw: OpenClaw (is not fetching|has not fetched) .*transport: "pull".*three unclean exits.*channels.start.*enter its Gateway URL/,
    );
    expect(status).toContain('📭 2 events');
    fetchEvents();
    await arrives(said);
    await isEmpty();
  });

  test('and says that it is connected while somebody fetches, by a hello that goes all the way', async () => {
    fetchEvents();
    await arrives([await say('hello')]);
    expect(await whispersFor(workspace, 'status')).toMatch(
      /✅ Connected: OpenClaw fetches events from here, account default/,
    );
    expect(gateway.events().map(({ type }) => type)).toContain('app.hello');
  });

  test('messages arrive once and in order, in as few deliveries as when they are pushed', async () => {
    fetchEvents();
    const before = gateway.batches.length;
    const said: string[] = [];
    for (let n = 0; n < 100; n++) said.push(await say(`talk ${n}`, n % 3 ? '#general' : `@${BOT}`));
    await arrives(said);
    await isEmpty();
    expect(gateway.events().filter((event) => said.includes(idOf(event)))).toHaveLength(said.length);
    expect(gateway.batches.length - before).toBeLessThan(said.length);
  });

  test('a delivery that is lost on its way is fetched again, and each event counts once', async () => {
    const dice = seededDice(11);
    fetchEvents(() => dice() < 0.4);
    const said: string[] = [];
    for (let n = 0; n < 40; n++) said.push(await say(`lost ${n}`));
    await arrives(said);
    await isEmpty();
  });

  test('a call whose connection breaks while it waits takes nothing with it', async () => {
    const payload = JSON.stringify({ v: 1, key: `cut.${sandbox}`, command: 'fetch', waitMs: LIMITS.fetchWaitMs });
    const cut = new AbortController();
    const headers = {
      'content-type': 'application/json',
      authorization: `Bearer ${await commands.tokenFor(payload)}`,
    };
    const body = JSON.stringify({ payload });
    const call = fetch(commands.url, { method: 'POST', headers, body, signal: cut.signal }).catch(() => 'cut');
    await vi.waitFor(async () => expect(workspace.logs.join('\n')).toContain('which fetches from here'), PATIENCE);
    cut.abort();
    expect(await call).toBe('cut');
    const said = [await say('into the void')];
    fetchEvents();
    await arrives(said);
    await isEmpty();
  });

  test('a door that refuses is asked as often as one that is pushed to, however often somebody comes', async () => {
    fetchEvents();
    await arrives([await say('before')]);
    gateway.refuseWith(503);
    const before = gateway.attempts();
    const said: string[] = [];
    for (let n = 0; n < 20; n++) said.push(await say(`refused ${n}`));
    await vi.waitFor(() => expect(storedRecords(workspace, /^outbox:/)).toHaveLength(20), PATIENCE);
    expect(gateway.attempts() - before).toBeLessThan(5);
    gateway.refuseWith(undefined);
    await arrives(said);
  });

  test('a killed process forgets nothing that waits to be fetched, nor its order', async () => {
    const said: string[] = [];
    for (let n = 0; n < 10; n++) said.push(await say(`before ${n}`));
    await vi.waitFor(() => expect(storedRecords(workspace, /^outbox:/)).toHaveLength(10), PATIENCE);
    await restarted(workspace, async () => workspace.app(APP_ID).killSandbox());
    for (let n = 0; n < 5; n++) said.push(await say(`after ${n}`));
    fetchEvents();
    await arrives(said);
    await isEmpty();
  });

  test('[F4] a waiting message is fetched in its last wording, or not at all', () =>
    tryAt('in the app, until the gateway fetches it', ['edited', 'deleted'], async () => {
      const [corrected, deleted] = [await say('delete server A'), await say('delete all')];
      const waits = (text: string) =>
        vi.waitFor(() => expect(JSON.stringify(storedRecords(workspace, /^outbox:/))).toContain(text), PATIENCE);
      await Promise.all([corrected, deleted].map(waits));
      const bob = workspace.client('bob');
      await bob.edit(corrected, `@${BOT} delete server B`);
      await bob.delete(deleted);
      const end = await say('and then?');
      await waits(end);
      fetchEvents();
      await arrives([corrected, end]);
      await isEmpty();
      const words = gateway.events().flatMap((event) => (event.type === 'message.sent' ? [event.message.text] : []));
      expect(words).toContain(`@${BOT} delete server B`);
      expect(words.filter((text) => /server A|delete all/.test(text))).toEqual([]);
    }));

  test('between pushed and fetched, to and fro while people talk, nothing is lost and the order is kept', async () => {
    const said: string[] = [];
    const talk = async (many: number) => {
      for (let n = 0; n < many; n++) said.push(await say(`switch ${said.length}`));
    };
    const setUrl = (gateway_url: string) => workspace.app(APP_ID).setSettings({ gateway_url });
    try {
      await setUrl(gateway.url);
      await talk(20);
      const talking = talk(60);
      fetchEvents();
      await talking;
      await talk(10);
      await leave();
      await talk(20);
      await Promise.all([setUrl(''), talk(10)]);
      fetchEvents();
      await talk(10);
      await arrives(said);
      await isEmpty();
    } finally {
      await setUrl('');
    }
    report({
      where: `fetched, ${sandbox}`,
      what: 'messages over push → pull → push → pull',
      tried: said.length,
      held: taken(said).length,
    });
  });

  test('an address that leads nowhere no longer pauses anything when a gateway fetches', async () => {
    await workspace.app(APP_ID).setSettings({ gateway_url: workspace.url });
    try {
      const said = [await say('to an address that is not the gateway')];
      await vi.waitFor(
        async () =>
          expect(await whispersFor(workspace, 'status')).toContain('Nothing is sent until the connection is repaired'),
        PATIENCE,
      );
      fetchEvents();
      await arrives(said);
    } finally {
      await workspace.app(APP_ID).setSettings({ gateway_url: '' });
    }
  });

  test('a person who types a command reads the result in time', async () => {
    fetchEvents();
    await arrives([await say('somebody is there')]);
    const said = await whispersFor(workspace, 'model gpt');
    expect(said).not.toMatch(/not fetch|not reach/);
    expect(gateway.accepted().at(-1)).toMatchObject({ type: 'command.invoked' });
    await leave();
    expect(await whispersFor(workspace, 'model gpt')).toMatch(/(is not fetching|has not fetched) events/);
  });

  test.each([
    ['nothing', 0],
    ['one byte', 1],
    ['100 kB', 100 * 1024],
    ['3 MB', 3 * 1024 * 1024],
  ])('a file that is brought in parts arrives byte by byte: %s', async (name, size) => {
    const bytes = randomBytes(size);
    const path = filePath('default', randomBytes(16).toString('base64url'));
    const part = LIMITS.uploadPartBytes;
    for (let index = 0; index === 0 || index * part < size; index++) {
      const piece = bytes.subarray(index * part, (index + 1) * part).toString('base64');
      expect(await commands.command({ command: 'filePart', path, index, bytes: piece })).toMatchObject({ ok: true });
    }
    const sha256 = createHash('sha256').update(bytes).digest('base64url');
    const file = { path, name: `${name}.bin`, type: 'application/octet-stream', size, sha256 };
    const answer = await commands.command({ command: 'upload', roomId: 'GENERAL', ...file });
    expect(answer).toMatchObject({ ok: true });
    const { messageId } = (answer as { result: { messageId: string } }).result;
    const fileId = workspace.store.messages.get(messageId)?.file?._id ?? '';
    expect(Buffer.compare(workspace.store.uploads.get(fileId)?.bytes ?? Buffer.of(1), bytes)).toBe(0);
    expect(storedRecords(workspace, /^brought-/)).toEqual([]);
  });

  test('[S11] parts that are not the file that was named are not posted, and the answer tells no size', async () => {
    const path = filePath('default', randomBytes(16).toString('base64url'));
    await commands.command({ command: 'filePart', path, index: 0, bytes: 'AAAA' });
    const before = workspace.store.uploads.size;
    const sha256 = createHash('sha256').update('abc').digest('base64url');
    const file = { path, name: 'other.bin', type: 'a/b', size: 3, sha256 };
    expect(await commands.command({ command: 'upload', roomId: 'GENERAL', ...file })).toEqual({
      ok: false,
      error: { code: 'file-not-received', message: 'what came is not the file that was named' },
    });
    expect(workspace.store.uploads.size).toBe(before);
  });

  test('a file of which a part is missing is not posted, and its parts go after ten minutes', async () => {
    const path = filePath('default', randomBytes(16).toString('base64url'));
    await commands.command({ command: 'filePart', path, index: 0, bytes: 'AAAA' });
    const file = { path, name: 'half.bin', type: 'a/b', size: LIMITS.uploadPartBytes + 1, sha256: 'x'.repeat(43) };
    expect(await commands.command({ command: 'upload', roomId: 'GENERAL', ...file })).toMatchObject({
      ok: false,
      error: { code: 'file-not-received' },
    });
    for (const { data } of storedRecords(workspace, 'brought-files'))
      Object.assign(data, { begunAt: Date.now() - 11 * 60_000 });
    await workspace.runJobs();
    expect(storedRecords(workspace, /^brought-/)).toEqual([]);
  });

  test('a fetched message is as quick as a pushed one', async () => {
    const medianOf = async (count: number) => {
      const took: number[] = [];
      for (let n = 0; n < count; n++) {
        const started = performance.now();
        await arrives([await say(`how long ${n}`)]);
        took.push(performance.now() - started);
      }
      return Math.round(took.sort((a, b) => a - b)[count >> 1] ?? 0);
    };
    fetchEvents();
    await arrives([await say('warm')]);
    const fetched = await medianOf(30);
    await leave();
    await workspace.app(APP_ID).setSettings({ gateway_url: gateway.url });
    const pushed = await medianOf(30);
    await workspace.app(APP_ID).setSettings({ gateway_url: '' });
    const note = `median of 30: pushed ${pushed} ms, fetched ${fetched} ms`;
    report({ where: `fetched, ${sandbox}`, what: 'said → accepted', tried: 60, held: 60, note });
  });
});
