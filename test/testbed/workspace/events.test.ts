import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type InstalledApp, startWorkspace, type Workspace } from '../../../testbed/workspace/workspace.ts';
import { ask, buildProbe, type Heard, hear, until } from './probe.ts';

type Message = Record<string, unknown> & {
  id: string;
  text: string;
  room: { id: string; type: string; userIds?: string[] };
  sender: { username: string; emails: { address: string }[] };
  _unmappedProperties_: Record<string, unknown>;
};

const messageOf = (heard: Heard) => heard['message'] as Message;

describe.each(['deno', 'node'] as const)('events of an app in the %s sandbox', (sandbox) => {
  let workspace: Workspace;
  let app: InstalledApp;
  const hears = (event: string, id: string) => hear(workspace, app, event, (heard) => messageOf(heard)?.id === id);

  beforeAll(async () => {
    workspace = await startWorkspace({ sandbox });
    app = await workspace.installApp(await buildProbe());
  });
  afterAll(() => workspace.stop());

  test('a message comes with its room, its sender with e-mail, and mentions among the unmapped', async () => {
    const sent = await workspace.client('alice').say('#general', 'hi @bob, @all and @nobody: mail me@carol.example');
    const message = messageOf(await hears('sent', sent._id));
    expect(message).toMatchObject({ text: sent.msg, room: { id: 'GENERAL', type: 'c' } });
    expect(message.sender.emails).toEqual([{ address: 'alice@workspace.example', verified: true }]);
    expect(message._unmappedProperties_['mentions']).toEqual([
      { _id: expect.any(String), username: 'bob', name: 'Bob Brown', type: 'user' },
      { _id: 'all', username: 'all' },
    ]);
  });

  test.each([
    ['@bob. @bob- (@bob) **@bob** "@bob" _@bob_ @Bob >@bob @bob:x @bob2', []],
    ['(ask @bob) `run @bob`\n@carol!', ['bob', 'carol']],
    ['hi\n@bob', ['bob']],
  ])('[F3] names are read and looked up letter for letter: %j', async (text, names) => {
    const sent = await workspace.client('alice').say('#general', text);
    expect((sent.mentions ?? []).map(({ username }) => username)).toEqual(names);
  });

  test('a message of the app itself echoes', async () => {
    const id = (await ask(workspace, app, 'post', { text: 'it is me' })) as string;
    expect(messageOf(await hears('sent', id)).sender).toMatchObject({ username: 'probe.bot', type: 'app' });
  });

  test('an edit carries its editor, a deletion the message and who did it', async () => {
    const bob = workspace.client('bob');
    const sent = await bob.say('#general', 'first');
    await bob.edit(sent._id, 'second');
    expect(messageOf(await hears('updated', sent._id))).toMatchObject({
      text: 'second',
      editor: { username: 'bob' },
      editedAt: expect.any(String),
    });
    await workspace.client('alice').delete(sent._id);
    expect(await hears('deleted', sent._id)).toMatchObject({
      user: { username: 'alice' },
      message: { text: 'second' },
    });
    await expect(workspace.client('carol').delete(sent._id)).rejects.toMatchObject({ status: 400 });
  });

  test('a reaction comes when it changes and not when it stays; unknown emojis are refused', async () => {
    const bob = workspace.client('bob');
    const sent = await bob.say('#general', 'react to me');
    await bob.react(sent._id, ':tada:', true);
    await bob.react(sent._id, ':tada:', true);
    await bob.react(sent._id, 'tada', false);
    await expect(bob.react(sent._id, ':no_such_emoji:')).rejects.toMatchObject({ errorType: 'error-not-allowed' });
    await hear(workspace, app, 'reacted', (heard) => heard['isReacted'] === false);
    const all = ((await ask(workspace, app, 'heard')) as Heard[]).filter(({ event }) => event === 'reacted');
    expect(all.map(({ reaction, isReacted }) => [reaction, isReacted]).sort()).toEqual([
      [':tada:', false],
      [':tada:', true],
    ]);
  });

  test('a reaction taken from a message that has none is added instead, as the server does', async () => {
    const sent = await workspace.client('bob').say('#general', 'nothing on me');
    await workspace.client('bob').react(sent._id, ':eyes:', false);
    expect(workspace.store.messages.get(sent._id)?.reactions).toEqual({ ':eyes:': { usernames: ['bob'] } });
  });

  test('a click comes with its value, its message and its room', async () => {
    const id = (await ask(workspace, app, 'post', { text: 'click me' })) as string;
    expect((await workspace.client('bob').click(app.id, id, 'yes', '42')).status).toBe(200);
    expect(await hear(workspace, app, 'clicked')).toMatchObject({
      actionId: 'yes',
      value: '42',
      user: 'bob',
      room: 'GENERAL',
      message: { id },
    });
  });

  test('a direct message to the app comes twice, in a room that names both', async () => {
    const sent = await workspace.client('carol').say('@probe.bot', 'psst');
    const toBot = messageOf(await hears('to-bot', sent._id));
    expect(messageOf(await hears('sent', sent._id)).room.type).toBe('d');
    expect(toBot.room.userIds).toHaveLength(2);
  });

  test('a file comes without text, with file, files and a linked attachment', async () => {
    const bytes = new Uint8Array([1, 2, 3]);
    const sent = await workspace.client('bob').upload('#general', { name: 'a.png', type: 'image/png', bytes });
    const message = messageOf(await hears('sent', sent._id));
    const id = sent.file?._id;
    expect(message).toMatchObject({
      text: '',
      groupable: false,
      file: { _id: id, name: 'a.png', type: 'image/png' },
      files: [{ _id: id }, { typeGroup: 'thumb' }],
      attachments: [{ title: { value: 'a.png', link: `/file-upload/${id}/a.png` }, type: 'file', fileId: id }],
    });
    const { userId, authToken } = await workspace.client('carol').login();
    const headers = { 'x-user-id': userId, 'x-auth-token': authToken };
    const file = await fetch(`${workspace.url}/file-upload/${id}/a.png`, { headers });
    expect(new Uint8Array(await file.arrayBuffer())).toEqual(bytes);
    expect((await fetch(`${workspace.url}/file-upload/${id}/a.png`)).status).toBe(403);
  });

  test('joining and leaving come as events, and as system messages that are no messages', async () => {
    const alice = workspace.client('alice');
    await alice.invite('#ops', 'carol');
    expect(await hear(workspace, app, 'joined')).toMatchObject({
      joiningUser: { username: 'carol' },
      inviter: { username: 'alice' },
    });
    await hear(workspace, app, 'system', (heard) => messageOf(heard)['type'] === 'au');
    await alice.kick('#ops', 'carol');
    expect(await hear(workspace, app, 'left')).toMatchObject({
      leavingUser: { username: 'carol' },
      removedBy: { username: 'alice' },
    });
    const sent = ((await ask(workspace, app, 'heard')) as Heard[]).filter(({ event }) => event === 'sent');
    expect(sent.filter((heard) => messageOf(heard)['type'] !== undefined)).toEqual([]);
  });

  test('a handler that throws costs nobody anything and is in the logs', async () => {
    const sent = await workspace.client('bob').say('#general', 'please throw');
    await hears('sent', sent._id);
    await until('the error in the logs', () => workspace.logs.some((line) => line.includes('handler fell over')));
  });

  test('a slash command reaches its executor', async () => {
    await workspace.client('bob').command('#general', '/probe one two');
    expect(await hear(workspace, app, 'command')).toMatchObject({ args: ['one', 'two'], user: 'bob' });
  });
});

describe('the order of events', () => {
  test('a late event is overtaken by the next', async () => {
    let late = 0;
    const workspace = await startWorkspace({ sandbox: 'node', shuffleDelayMs: () => late });
    try {
      const app = await workspace.installApp(await buildProbe());
      const bob = workspace.client('bob');
      late = 300;
      await bob.say('#general', 'first');
      late = 0;
      await bob.say('#general', 'second');
      await hear(workspace, app, 'sent', (heard) => messageOf(heard).text === 'first');
      const sent = ((await ask(workspace, app, 'heard')) as Heard[]).filter(({ event }) => event === 'sent');
      const texts = sent.map((heard) => messageOf(heard).text);
      expect(texts).toEqual(['second', 'first']);
    } finally {
      await workspace.stop();
    }
  });
});
