import { APP_ID, writeSecret } from '@rocketchat-openclaw/shared';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Sandbox, Workspace } from '../../testbed/workspace/workspace.ts';
import { type Installed, startInstalled } from './installed-app.ts';

const secret = writeSecret(Uint8Array.from({ length: 32 }, (_, i) => 21 + i * 5));
const QUESTION = [
  { type: 'divider' },
  { type: 'context', text: 'it takes a minute' },
  {
    type: 'actions',
    elements: [
      { type: 'button', actionId: 'yes', text: 'Yes', value: '1', style: 'primary' },
      { type: 'select', actionId: 'when', placeholder: 'When', options: [{ text: 'Now', value: 'now' }] },
    ],
  },
];

type Answer = { ok: boolean; result: { messageId: string }; error: { code: string; message: string } };

describe.each(['deno', 'node'] satisfies Sandbox[])('the bot’s messages (%s sandbox)', (sandbox) => {
  let workspace: Workspace;
  let gateway: Installed['gateway'];

  beforeAll(async () => {
    ({ workspace, gateway } = await startInstalled(sandbox, secret));
  });

  afterAll(async () => workspace?.stop());

  const ask = async (body: object) => (await gateway.command(body)) as Answer;
  const post = async (change: object = {}) => {
    const answer = await ask({ command: 'post', roomId: 'GENERAL', text: 'Shall I?', ...change });
    return answer.result.messageId;
  };
  const stored = (id: string) => workspace.store.messages.get(id);
  const refused = async (body: object, code: string, sentence: RegExp = /./) =>
    expect(await ask(body)).toMatchObject({ ok: false, error: { code, message: expect.stringMatching(sentence) } });

  describe('with blocks', () => {
    test('stand below their text, with the ids by which a click finds back', async () => {
      const message = stored(await post({ blocks: QUESTION }));
      const place = (n: number) => ({ appId: APP_ID, blockId: `block-${n}` });
      expect(message?.msg).toBe('Shall I?');
      // The engine gives an id to whatever stands in `elements`, to words as well (UIHelper.assignIds).
      expect(message?.blocks).toEqual([
        { ...place(0), type: 'section', text: { type: 'mrkdwn', text: 'Shall I?' } },
        { ...place(1), type: 'divider' },
        {
          ...place(2),
          type: 'context',
          elements: [{ actionId: expect.any(String), type: 'mrkdwn', text: 'it takes a minute' }],
        },
        {
          ...place(3),
          type: 'actions',
          elements: [
            {
              ...place(3),
              type: 'button',
              actionId: 'yes',
              text: { type: 'plain_text', text: 'Yes', emoji: true },
              value: '1',
              style: 'primary',
            },
            {
              ...place(3),
              type: 'static_select',
              actionId: 'when',
              placeholder: { type: 'plain_text', text: 'When', emoji: true },
              options: [{ text: { type: 'plain_text', text: 'Now', emoji: true }, value: 'now' }],
            },
          ],
        },
      ]);
    });

    test('do not say twice what they say themselves', async () => {
      const message = stored(await post({ blocks: [{ type: 'section', text: 'Shall I?' }] }));
      expect(message?.blocks).toHaveLength(1);
    });

    test('lose them to an edit that names none, and get others from one that does', async () => {
      const messageId = await post({ blocks: QUESTION });
      const on = { command: 'update', roomId: 'GENERAL', messageId };
      await ask({ ...on, text: 'Bob said yes', blocks: [{ type: 'context', text: 'a minute ago' }] });
      expect(stored(messageId)).toMatchObject({
        msg: 'Bob said yes',
        blocks: [{ type: 'section' }, { type: 'context' }],
      });
      await ask({ ...on, text: 'done' });
      expect(stored(messageId)).toMatchObject({ msg: 'done', blocks: [], editedBy: { username: 'openclaw.bot' } });
    });
  });

  test('a reply may also be shown in its room', async () => {
    const { _id: threadId } = await workspace.client('bob').say('#general', 'a question');
    expect(stored(await post({ threadId, alsoInRoom: true }))).toMatchObject({ tmid: threadId, tshow: true });
    expect(stored(await post({ threadId }))).not.toHaveProperty('tshow');
    expect(stored(await post({ alsoInRoom: true }))).not.toHaveProperty('tshow');
  });

  test('a quiet post notifies nobody, not even when it is edited, and is as much a message as any other', async () => {
    const notified: string[] = [];
    const end = workspace.stream.subscribe((event) => {
      if (event.type === 'notification') notified.push(event.text);
    });
    const room = workspace.store.rooms.get('GENERAL');
    const before = room?.msgs;
    const messageId = await post({ quiet: true, text: 'not yet' });
    await ask({ command: 'update', roomId: 'GENERAL', messageId, text: 'still not' });
    await ask({ command: 'delete', roomId: 'GENERAL', messageId });
    expect(room?.msgs).toBe(before);
    await post({ text: 'there it is' });
    end();
    expect(new Set(notified)).toEqual(new Set(['there it is']));
  });

  test('the gateway learns how much a message may hold, and posts and edits with more are refused', async () => {
    const messageId = await post();
    const long = { roomId: 'GENERAL', text: 'x'.repeat(5_001) };
    await refused({ command: 'post', ...long }, 'text-too-long', /5001 characters.*messages of 5000/);
    await refused({ command: 'update', ...long, messageId }, 'text-too-long');
    expect(await ask({ command: 'post', ...long, text: 'x'.repeat(5_000) })).toMatchObject({ ok: true });
  });

  describe('update and delete', () => {
    test('change the text, and take the message away', async () => {
      const messageId = await post();
      const on = { roomId: 'GENERAL', messageId };
      expect(await ask({ command: 'update', ...on, text: 'better' })).toEqual({ ok: true, result: {} });
      expect(stored(messageId)).toMatchObject({ msg: 'better' });
      expect(stored(messageId)).not.toHaveProperty('blocks');
      expect(await ask({ command: 'delete', ...on })).toEqual({ ok: true, result: {} });
      expect(stored(messageId)).toBeUndefined();
    });

    test('leave alone what others wrote, what is elsewhere, and what is not there', async () => {
      const { _id: bobs } = await workspace.client('bob').say('#general', 'mine');
      const rid = (await workspace.client('bob').directRoomWith('openclaw.bot'))._id;
      const own = await post();
      for (const command of [{ command: 'update', text: 'theirs' }, { command: 'delete' }]) {
        await refused({ ...command, roomId: 'GENERAL', messageId: bobs }, 'not-own-message', /@bob's/);
        await refused({ ...command, roomId: rid, messageId: own }, 'message-not-found');
        await refused({ ...command, roomId: 'GENERAL', messageId: 'nothing' }, 'message-not-found');
      }
      expect(stored(bobs)?.msg).toBe('mine');
    });

    test('have their effect once for one key', async () => {
      const messageId = await post();
      const on = { roomId: 'GENERAL', messageId };
      const early = { command: 'update', ...on, text: 'first', key: 'edit:1' };
      await ask(early);
      await ask({ command: 'update', ...on, text: 'second', key: 'edit:2' });
      expect(await ask(early)).toEqual({ ok: true, result: {} });
      expect(stored(messageId)?.msg).toBe('second');
      const gone = { command: 'delete', ...on, key: 'delete:1' };
      expect([await ask(gone), await ask(gone)]).toEqual([
        { ok: true, result: {} },
        { ok: true, result: {} },
      ]);
    });

    test('of its own messages leave the workspace as nothing', async () => {
      const before = workspace.outgoing.length;
      const messageId = await post();
      await ask({ command: 'update', roomId: 'GENERAL', messageId, text: 'better' });
      await ask({ command: 'delete', roomId: 'GENERAL', messageId });
      await vi.waitFor(() => expect(workspace.logs.join('\n')).toContain(`egress ${messageId} stays: own-message`));
      expect(workspace.outgoing.length).toBe(before);
    });
  });

  describe('reactions', () => {
    const reactionsTo = (id: string) => Object.keys(stored(id)?.reactions ?? {});

    test('come and go, each once, and taking away what is not there adds nothing', async () => {
      const { _id: messageId } = await workspace.client('bob').say('#general', 'well?');
      const on = { roomId: 'GENERAL', messageId, emoji: ':eyes:' };
      expect(await ask({ command: 'unreact', ...on })).toEqual({ ok: true, result: {} });
      expect(reactionsTo(messageId)).toEqual([]);
      await ask({ command: 'react', ...on });
      await ask({ command: 'react', ...on });
      expect(stored(messageId)?.reactions).toEqual({ ':eyes:': { usernames: ['openclaw.bot'] } });
      await workspace.client('bob').react(messageId, ':eyes:');
      const listed = [{ emoji: ':eyes:', by: ['openclaw.bot', 'bob'] }];
      expect(await ask({ command: 'reactions', roomId: 'GENERAL', messageId })).toEqual({
        ok: true,
        result: { reactions: listed },
      });
      await workspace.client('bob').react(messageId, ':eyes:', false);
      await ask({ command: 'unreact', ...on });
      expect(reactionsTo(messageId)).toEqual([]);
    });

    test('a repeat of the key does not put back what was taken away', async () => {
      const { _id: messageId } = await workspace.client('bob').say('#general', 'well?');
      const on = { roomId: 'GENERAL', messageId, emoji: ':eyes:' };
      await ask({ command: 'react', ...on, key: 'ack:1' });
      await ask({ command: 'unreact', ...on });
      expect(await ask({ command: 'react', ...on, key: 'ack:1' })).toEqual({ ok: true, result: {} });
      expect(reactionsTo(messageId)).toEqual([]);
    });

    test('in a room that the bot is not in are refused with what to do, and work once it is invited', async () => {
      const alice = workspace.client('alice');
      const { _id: messageId, rid: roomId } = await alice.say('#ops', 'among us');
      const react = { command: 'react', roomId, messageId, emoji: ':eyes:' };
      await refused(react, 'may-not-write', /invite @openclaw\.bot into this room with \/invite/);
      await refused({ ...react, command: 'unreact' }, 'may-not-write');
      await alice.invite('#ops', 'openclaw.bot');
      expect(await ask(react)).toMatchObject({ ok: true });
      await alice.kick('#ops', 'openclaw.bot');
    });

    test('that nobody knows, and to what is not there, are refused', async () => {
      const { _id: messageId } = await workspace.client('bob').say('#general', 'well?');
      const react = { command: 'react', roomId: 'GENERAL', messageId, emoji: ':eyes:' };
      await refused({ ...react, emoji: ':nosuchthing:' }, 'refused-by-server', /emoji/i);
      await refused({ ...react, messageId: 'nothing' }, 'message-not-found');
    });
  });

  test('no app can pin, and each of the three says so', async () => {
    const messageId = await post();
    for (const command of ['pin', 'unpin', 'pins']) {
      const on = command === 'pins' ? {} : { messageId };
      await refused({ command, roomId: 'GENERAL', ...on }, 'unsupported-command', /lets no app pin/);
    }
    expect(stored(messageId)).not.toHaveProperty('pinned');
  });

  describe('who is there', () => {
    const users = async (body: object) =>
      ((await gateway.command(body)) as { result: { users: { username: string }[] } }).result.users;
    const find = (query: string) => users({ command: 'findUsers', query, limit: 5 });

    test.each(['bob', '@bob', ' bob '])('%j finds bob, without his e-mail address', async (query) => {
      expect(await find(query)).toEqual([
        { id: expect.any(String), username: 'bob', name: 'Bob Brown', type: 'user', roles: ['user'] },
      ]);
    });

    test('an id finds its owner, and half a name nobody', async () => {
      const [bob] = (await find('bob')) as unknown as { id: string }[];
      expect(await find(bob?.id ?? '')).toMatchObject([{ username: 'bob' }]);
      for (const query of ['bo', '', '@', 'nobody']) expect(await find(query)).toEqual([]);
    });

    test('[F12] which names a message would call: exactly those of people and of teams, and of no rooms', async () => {
      const { rid } = await workspace.client('alice').say('#ops', 'we are a team');
      const ops = workspace.store.rooms.get(rid);
      if (ops) workspace.store.rooms.set(rid, { ...ops, teamId: 'team1', teamMain: true });
      const names = ['bob', 'Bob', 'bo', 'bob.', '@bob', 'param', 'general', 'ops', 'all', ''];
      expect(await gateway.command({ command: 'namesTaken', names })).toEqual({
        ok: true,
        result: { taken: ['bob', 'ops'] },
      });
      if (ops) workspace.store.rooms.set(rid, ops);
    });

    test('the members of a room, at most so many, and none of a room that is closed', async () => {
      const names = async (roomId: string, limit: number) =>
        (await users({ command: 'members', roomId, limit })).map(({ username }) => username).sort();
      expect(await names('GENERAL', 50)).toEqual(['alice', 'bob', 'carol', 'openclaw.bot']);
      expect(await names('GENERAL', 2)).toHaveLength(2);
      const { rid } = await workspace.client('bob').say('@openclaw.bot', 'hello');
      expect(await names(rid, 50)).toEqual(['bob', 'openclaw.bot']);
      const ops = (await workspace.client('alice').say('#ops', 'among us')).rid;
      await refused({ command: 'members', roomId: ops, limit: 5 }, 'not-a-member', /may not be read/);
      expect(JSON.stringify(await users({ command: 'members', roomId: 'GENERAL', limit: 50 }))).not.toContain('@');
    });

    test('nobody is found while the app is paused', async () => {
      await workspace.app(APP_ID).setSettings({ paused: true });
      expect(await find('bob')).toEqual([]);
      await workspace.app(APP_ID).setSettings({ paused: false });
    });
  });

  test('rooms are found by their name, then by its beginning, then by any part of it', async () => {
    const alice = workspace.client('alice');
    await alice.createRoom('alerts-general', { members: ['openclaw.bot'] });
    await alice.createRoom('general-talk', { members: ['openclaw.bot'] });
    await alice.createRoom('general-secrets', { isPrivate: true, members: [] });
    const names = async (query: string, limit = 5) => {
      const answer = await gateway.command({ command: 'findRooms', query, limit });
      return (answer as { result: { rooms: { name: string }[] } }).result.rooms.map(({ name }) => name);
    };
    await vi.waitFor(async () => expect(await names('general')).toEqual(['general', 'general-talk', 'alerts-general']));
    expect(await names('#GENERAL-', 5)).toEqual(['general-talk']);
    expect(await names('general', 2)).toEqual(['general', 'general-talk']);
    expect(await names('')).toEqual(['alerts-general', 'general', 'general-talk']);
    expect(await names('secrets')).toEqual([]);
  });

  test('a room is found by its id, but not where its unique name is asked for, nor one with a similar name', async () => {
    const found = async (command: object) => {
      const answer = await gateway.command({ command: 'findRooms', limit: 5, ...command });
      return (answer as { result: { rooms: { id: string }[] } }).result.rooms.map(({ id }) => id);
    };
    expect(await found({ query: 'GENERAL', limit: 1 })).toEqual(['GENERAL']);
    expect(await found({ query: 'GENERAL', exact: true })).toEqual([]);
    expect(await found({ query: 'genera', exact: true })).toEqual([]);
    expect(await found({ query: 'general', exact: true })).toEqual(['GENERAL']);
    const [ops] = [...workspace.store.rooms.values()].filter(({ name }) => name === 'ops');
    expect(await found({ query: ops?._id })).toEqual([]);
  });
});
