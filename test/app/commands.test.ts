import { deriveKey, eventRoute, writeSecret } from '@rocketchat-openclaw/shared';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { UNANSWERED } from '../../rc-app/src/texts/en/people.ts';
import { findUserByName, type Sandbox, type Workspace } from '../../testbed/workspace/workspace.ts';
import { type Installed, startInstalled } from './installed-app.ts';

const secret = writeSecret(Uint8Array.from({ length: 32 }, (_, i) => 7 + i * 5));
const other = writeSecret(Uint8Array.from({ length: 32 }, (_, i) => 11 + i * 7));
const UNAUTHORIZED = '{"error":"unauthorized"}';
const GATEWAY = {
  pluginVersion: '0.1.0',
  accountId: 'default',
  activation: { commandPrefixes: ['!status'], oncharPrefixes: [], mentionAll: false, answersEveryMessageIn: [] },
  now: 1,
};

describe.each(['deno', 'node'] satisfies Sandbox[])('commands (%s sandbox)', (sandbox) => {
  let workspace: Workspace;
  let gateway: Installed['gateway'];

  beforeAll(async () => {
    ({ workspace, gateway } = await startInstalled(sandbox, secret));
  });

  afterAll(async () => workspace?.stop());

  const posts = async (room = '#general') =>
    (await workspace.client('bob').history(room)).filter((message) => message.u.username === 'openclaw.bot');

  test('hello tells who the app is', async () => {
    await expect(gateway.command({ command: 'hello', gateway: GATEWAY })).resolves.toEqual({
      ok: true,
      result: {
        appVersion: '0.1.0',
        bot: { id: expect.any(String), username: 'openclaw.bot' },
        siteUrl: workspace.url,
        egress: { paused: false, scope: 'addressed', rooms: [] },
        messageMaxChars: 5_000,
        commandPath: new URL(gateway.url).pathname,
        features: ['upload.sha256', 'names.taken'],
        // No gateway is at the address in the settings.
        way: {
          fault: {
            since: expect.any(Number),
            why: expect.stringContaining('9/rocketchat/default/events cannot be reached'),
          },
        },
        now: expect.any(Number),
      },
    });
  });

  test('post speaks as the app’s own user, which is an app', async () => {
    const answer = await gateway.command({ command: 'post', roomId: 'GENERAL', text: 'good *morning*' });
    const message = (await posts()).at(-1);
    expect(answer).toEqual({ ok: true, result: { messageId: message?._id } });
    expect(message).toMatchObject({ msg: 'good *morning*', rid: 'GENERAL' });
    expect(workspace.store.users.get(message?.u._id ?? '')).toMatchObject({ username: 'openclaw.bot', type: 'app' });
  });

  test('a reply lands in its thread', async () => {
    const root = await workspace.client('bob').say('#general', 'a question');
    await gateway.command({ command: 'post', roomId: 'GENERAL', threadId: root._id, text: 'an answer' });
    const replies = await workspace.client('bob').thread(root._id);
    expect(replies.map((reply) => reply.msg)).toEqual(['an answer']);
  });

  test('a thread of another room is refused with a reason, and nothing is posted anywhere', async () => {
    const secretRoom = await workspace.client('alice').say('#ops', 'private matters');
    const before = workspace.store.messages.size;
    const answer = await gateway.command({
      command: 'post',
      roomId: 'GENERAL',
      threadId: secretRoom._id,
      text: 'oops',
    });
    expect(answer).toMatchObject({
      ok: false,
      error: { code: 'thread-not-in-room', message: expect.stringContaining('not in room GENERAL') },
    });
    expect(workspace.store.messages.size).toBe(before);
  });

  test('a thread that does not exist is refused', async () => {
    const answer = await gateway.command({ command: 'post', roomId: 'GENERAL', threadId: 'nowhere', text: 'oops' });
    expect(answer).toMatchObject({ ok: false, error: { code: 'thread-not-in-room' } });
  });

  test('a room that does not exist is refused', async () => {
    const answer = await gateway.command({ command: 'post', roomId: 'NOWHERE', text: 'oops' });
    expect(answer).toMatchObject({ ok: false, error: { code: 'room-not-found' } });
  });

  test('the answer to a command that the server refuses says so', async () => {
    const general = workspace.store.rooms.get('GENERAL');
    Object.assign(general ?? {}, { archived: true });
    const answer = await gateway.command({ command: 'post', roomId: 'GENERAL', text: 'anybody here?' });
    Object.assign(general ?? {}, { archived: false });
    expect(answer).toMatchObject({
      ok: false,
      error: { code: 'may-not-write', message: expect.stringMatching(/archived/) },
    });
  });

  test('the same key posts once, one after the other and at the same time', async () => {
    const command = { command: 'post', roomId: 'GENERAL', text: 'only once', key: 'turn:1:0' };
    const first = await gateway.command(command);
    const repeats = await Promise.all([1, 2, 3].map(() => gateway.command(command)));
    const together = { ...command, text: 'also once', key: 'turn:1:1' };
    const answers = await Promise.all([1, 2, 3, 4].map(() => gateway.command(together)));
    expect(repeats).toEqual([first, first, first]);
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    const texts = (await posts()).map((message) => message.msg);
    expect(texts.filter((text) => text === 'only once')).toHaveLength(1);
    expect(texts.filter((text) => text === 'also once')).toHaveLength(1);
  });

  test('typing begins and ends, under the name that clients know', async () => {
    const seen: string[] = [];
    const unsubscribe = workspace.stream.subscribe((event) => {
      if (event.type === 'typing') seen.push(`${event.room} ${event.user} ${event.on}`);
    });
    await gateway.command({ command: 'typing', roomId: 'GENERAL', on: true });
    await gateway.command({ command: 'typing', roomId: 'GENERAL', on: false });
    unsubscribe();
    expect(seen).toEqual(['GENERAL openclaw.bot true', 'GENERAL openclaw.bot false']);
  });

  test('a direct room is opened once, and found again', async () => {
    const carol = [...workspace.store.users.values()].find((user) => user.username === 'carol');
    const open = () => gateway.command({ command: 'openDirect', userIds: [carol?._id] });
    const opened = await open();
    expect(opened).toMatchObject({ ok: true, result: { room: { id: expect.any(String), type: 'direct' } } });
    expect(await open()).toEqual(opened);
    const { room } = (opened as { result: { room: { id: string } } }).result;
    await gateway.command({ command: 'post', roomId: room.id, text: 'you were let in' });
    expect((await workspace.client('carol').history('@openclaw.bot')).map((message) => message.msg)).toEqual([
      'you were let in',
    ]);
  });

  test('a direct room with nobody is refused', async () => {
    const answer = await gateway.command({ command: 'openDirect', userIds: ['nobody'] });
    expect(answer).toMatchObject({ ok: false, error: { code: 'user-not-found' } });
  });

  describe('notify', () => {
    const idOf = (name: string) => findUserByName(workspace.store, name)?._id ?? '';
    // No gateway takes what people say here, and the app says so when it knows.
    const whispers = () => workspace.store.ephemerals.filter(({ text }) => text !== UNANSWERED.waits(undefined));
    const notify = (userId: string, change: object = {}) =>
      gateway.command({ command: 'notify', roomId: 'GENERAL', userId, text: 'only you', ...change });

    test('reaches one person, as the bot, and is no message', async () => {
      const messages = workspace.store.messages.size;
      const heard: string[] = [];
      const unsubscribe = workspace.stream.subscribe((event) => {
        if (event.type === 'ephemeral') heard.push(event.user);
      });
      expect(await notify(idOf('bob'))).toEqual({ ok: true, result: {} });
      unsubscribe();
      expect(heard).toEqual(['bob']);
      expect(whispers().at(-1)).toMatchObject({
        rid: 'GENERAL',
        uid: idOf('bob'),
        text: 'only you',
        sender: { username: 'openclaw.bot' },
      });
      expect(workspace.store.messages.size).toBe(messages);
    });

    test('stands in its thread, and only in one of the room', async () => {
      const root = await workspace.client('bob').say('#general', 'a question');
      await notify(idOf('bob'), { threadId: root._id });
      expect(whispers().at(-1)).toMatchObject({ tmid: root._id });
      const elsewhere = await workspace.client('alice').say('#ops', 'private matters');
      const answer = await notify(idOf('bob'), { threadId: elsewhere._id });
      expect(answer).toMatchObject({ ok: false, error: { code: 'thread-not-in-room' } });
    });

    test('reaches the person of a direct room, and no other', async () => {
      const { rid } = await workspace.client('bob').say('@openclaw.bot', 'hello');
      expect(await notify(idOf('bob'), { roomId: rid })).toMatchObject({ ok: true });
      expect(await notify(idOf('carol'), { roomId: rid })).toMatchObject({
        ok: false,
        error: { code: 'not-a-member' },
      });
    });

    test('is refused for a stranger to the room, for nobody, and in no room', async () => {
      const { _id: rid } = await workspace
        .client('alice')
        .createRoom('us', { isPrivate: true, members: ['openclaw.bot'] });
      const before = whispers().length;
      const refusals = [
        await notify(idOf('carol'), { roomId: rid }),
        await notify('nobody'),
        await notify(idOf('bob'), { roomId: 'NOWHERE' }),
      ];
      expect(refusals.map((answer) => (answer as { error: { code: string } }).error.code)).toEqual([
        'not-a-member',
        'user-not-found',
        'room-not-found',
      ]);
      expect(whispers().length).toBe(before);
    });

    test('with the same key is said once', async () => {
      const before = whispers().length;
      for (let i = 0; i < 3; i++) await notify(idOf('bob'), { key: 'notify:1' });
      expect(whispers().length).toBe(before + 1);
    });
  });

  describe('findRooms', () => {
    const find = async (query: string) =>
      ((await gateway.command({ command: 'findRooms', query, limit: 5 })) as { result: { rooms: object[] } }).result
        .rooms;

    test.each(['general', '#general', ' #general '])('finds the room that is called exactly so: %j', async (query) => {
      expect(await find(query)).toEqual([{ id: 'GENERAL', type: 'channel', name: 'general' }]);
    });

    test.each(['nowhere', 'generally'])('finds nothing else: %j', async (query) => {
      expect(await find(query)).toEqual([]);
    });

    test('finds no room that is closed to the agent', async () => {
      expect(await find('ops')).toEqual([]);
      await workspace.client('alice').invite('#ops', 'openclaw.bot');
      expect(await find('ops')).toMatchObject([{ type: 'private', name: 'ops' }]);
      await workspace.client('alice').kick('#ops', 'openclaw.bot');
    });
  });

  describe('the door', () => {
    const payload = JSON.stringify({ v: 1, key: 'forged', command: 'post', roomId: 'GENERAL', text: 'forged' });
    const minutes = (n: number) => Date.now() + n * 60_000;

    const forgeries: [string, () => Promise<string | undefined>][] = [
      ['no token', async () => undefined],
      ['a token that is none', async () => 'a.b.c'],
      ['another secret', async () => gateway.tokenFor(payload, { key: await deriveKey(other, 'command', 'default') })],
      ['another account', async () => gateway.tokenFor(payload, { key: await deriveKey(secret, 'command', 'team') })],
      [
        'the other direction',
        async () =>
          gateway.tokenFor(payload, { key: await deriveKey(secret, 'event', 'default'), route: eventRoute('default') }),
      ],
      ['an expired one', () => gateway.tokenFor(payload, { now: minutes(-3) })],
      ['one from the future', () => gateway.tokenFor(payload, { now: minutes(3) })],
      ['one for another body', () => gateway.tokenFor(`${payload} `)],
    ];

    test('every failed authentication has one face, and no effect', async () => {
      const before = workspace.store.messages.size;
      const faces = new Set<string>();
      for (const [, forge] of forgeries) {
        const answer = await gateway.post(payload, await forge());
        const { date, ...headers } = Object.fromEntries(answer.headers);
        expect(date).toBeDefined();
        faces.add(JSON.stringify([answer.status, headers, await answer.text()]));
      }
      expect([...faces]).toHaveLength(1);
      expect([...faces][0]).toContain(JSON.stringify(UNAUTHORIZED));
      expect(workspace.store.messages.size).toBe(before);
    });

    test.each(['GET', 'PUT', 'DELETE', 'PATCH'])('%s is refused', async (method) => {
      const answer = await fetch(gateway.url, { method });
      expect([answer.status, await answer.text()]).toEqual([405, '{"error":"method-not-allowed"}']);
    });

    test('another content type is refused, once the token is proved', async () => {
      const answer = await gateway.post(payload, await gateway.tokenFor(payload), 'text/plain');
      expect([answer.status, await answer.text()]).toEqual([415, '{"error":"unsupported-media-type"}']);
    });

    test('a body over 100 kB does not reach the app', async () => {
      const large = JSON.stringify({ text: 'x'.repeat(101 * 1024) });
      const answer = await gateway.post(large, await gateway.tokenFor(large));
      expect(answer.status).toBe(413);
    });

    test('a signed payload that is no command is a bad request without an echo', async () => {
      const nonsense = '{"v":1,"command":"<script>"}';
      const answer = await gateway.post(nonsense, await gateway.tokenFor(nonsense));
      expect([answer.status, await answer.text()]).toEqual([400, '{"error":"bad-request"}']);
    });

    test('the reasons stand in the log, the secret and the tokens do not', async () => {
      const log = workspace.logs.join('\n');
      expect(log).toContain('A request to the app was refused: unauthorized: no bearer token');
      expect(log).toMatch(/the sender's clock is \d minutes ahead of ours/);
      // Counted, because a failing match on the text would print the log.
      expect(log.split(secret)).toHaveLength(1);
      expect(log.match(/eyJ[\w-]+\.[\w-]+\.[\w-]{43}/g) ?? []).toEqual([]);
    });
  });
});
