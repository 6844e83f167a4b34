import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type InstalledApp, startWorkspace, type Workspace } from '../../../testbed/workspace/workspace.ts';
import { ask, buildProbe, type Heard, hear } from './probe.ts';

interface Message {
  readonly id: string;
  readonly type?: string;
  readonly text?: string;
  readonly room: { id: string; type: string; userIds?: string[]; parentRoom?: { id: string }; visitor?: object };
  readonly sender: { id: string; username: string; type: string };
  readonly _unmappedProperties_: Record<string, unknown>;
}

const messageOf = (heard: Heard) => heard['message'] as Message;
const BOT = 'probe.bot';

describe.each(['deno', 'node'] as const)('kinds of rooms, seen by an app in the %s sandbox', (sandbox) => {
  let workspace: Workspace;
  let app: InstalledApp;
  const hears = async (event: string, id: string) =>
    messageOf(await hear(workspace, app, event, (heard) => messageOf(heard)?.id === id));
  const heardOf = async (event: string) =>
    ((await ask(workspace, app, 'heard')) as Heard[]).filter((heard) => heard.event === event);
  const bob = () => workspace.client('bob');

  beforeAll(async () => {
    workspace = await startWorkspace({ sandbox });
    app = await workspace.installApp(await buildProbe());
  });
  afterAll(() => workspace.stop());

  test('a direct room of three names all of them, and is the same room for each of them', async () => {
    const room = await bob().createGroupDirect(['carol', BOT]);
    const sent = await workspace.client('carol').say(room._id, 'the three of us');
    expect((await hears('sent', sent._id)).room).toMatchObject({ type: 'd', userIds: expect.any(Array) });
    expect((await hears('sent', sent._id)).room.userIds).toHaveLength(3);
    expect((await workspace.client('carol').createGroupDirect([BOT, 'bob']))._id).toBe(room._id);
  });

  test.each([
    { of: '#general', type: 'c' },
    { of: '#ops', type: 'p' },
  ])('a discussion of $of is a room of type $type with its parent', async ({ of, type }) => {
    const discussion = await bob().createDiscussion(of, `about ${of}`, [BOT]);
    const parent = (await bob().history(of)).at(-1);
    expect(parent).toMatchObject({ t: 'discussion-created', drid: discussion._id, msg: `about ${of}` });
    const sent = await bob().say(discussion._id, 'in here');
    const { room } = await hears('sent', sent._id);
    expect(room).toMatchObject({ type, displayName: `about ${of}`, parentRoom: { id: discussion.prid } });
    await hear(workspace, app, 'system', (heard) => messageOf(heard).type === 'discussion-created');
    await expect(bob().createDiscussion(discussion._id, 'deeper')).rejects.toMatchObject({
      errorType: 'error-nested-discussion',
    });
  });

  test('a message of a visitor comes from nobody of the workspace, in a room with the visitor’s address', async () => {
    const visitor = workspace.visitor('vera');
    const sent = await visitor.say('do you sell tea?');
    const message = await hears('sent', sent._id);
    expect(message).toMatchObject({
      text: 'do you sell tea?',
      alias: 'vera',
      sender: { username: 'guest-1', type: 'unknown' },
      room: { type: 'l', visitor: { name: 'vera', visitorEmails: [{ address: 'vera@website.example' }] } },
    });
    const { _id } = await visitor.room();
    expect((await workspace.client('alice').history(_id)).map(({ msg }) => msg)).toEqual(['do you sell tea?']);
    await expect(bob().history(_id)).rejects.toMatchObject({ errorType: 'error-room-not-found' });
    expect((await visitor.say('or coffee?')).rid).toBe(_id);
  });

  test('a message in an encrypted room reaches an app as a system message without a text', async () => {
    const room = await workspace.client('alice').createRoom('vault', { isEncrypted: true, members: ['bob', BOT] });
    const sent = await bob().say(room._id, `@${BOT} the treasure is on the island`);
    const message = await hears('system', sent._id);
    expect(message).toMatchObject({ type: 'e2e', room: { _unmappedProperties_: { encrypted: true } } });
    expect(message.text ?? '').toBe('');
    expect(message._unmappedProperties_).toMatchObject({
      content: { ciphertext: expect.any(String) },
      mentions: [{ username: BOT }],
    });
    const file = { name: 'treasure-map.png', type: 'image/png', bytes: new Uint8Array(9) };
    const uploaded = await hears('system', (await bob().upload(room._id, file, 'the treasure-map'))._id);
    await bob().edit(sent._id, 'on the other island');
    const edited = await hears('updated', sent._id);
    const inRooms = (await heardOf('sent')).map((heard) => messageOf(heard).room.id);
    expect(inRooms).not.toContain(room._id);
    for (const secret of ['island', 'treasure-map']) {
      expect(JSON.stringify([message, uploaded, edited])).not.toContain(secret);
    }
  });

  test('owners are those who made the room', async () => {
    const room = await bob().createRoom('bobs', { members: ['carol'] });
    expect(await ask(workspace, app, 'owners', { room: room._id })).toEqual(['bob']);
    expect(await ask(workspace, app, 'owners')).toEqual(['alice']);
  });

  test('the app hears its own user come and go, but not that it was there from the beginning', async () => {
    const alice = workspace.client('alice');
    const made = await alice.createRoom('from-the-beginning', { isPrivate: true, members: [BOT] });
    const later = await alice.createRoom('later', { isPrivate: true });
    await alice.invite(later._id, BOT);
    const isLater = (heard: Heard) => (heard['room'] as { id: string }).id === later._id;
    expect(await hear(workspace, app, 'joined', isLater)).toMatchObject({
      joiningUser: { username: BOT },
      inviter: { username: 'alice' },
    });
    await alice.kick(later._id, BOT);
    // The server answers the kick when the apps are done with it.
    expect((await heardOf('left')).filter(isLater)).toMatchObject([
      { leavingUser: { username: BOT }, removedBy: { username: 'alice' } },
    ]);
    const rooms = (await heardOf('joined')).map((heard) => (heard['room'] as { id: string }).id);
    expect(rooms).not.toContain(made._id);
  });

  test('a file is read by its id, with name, type, size and room', async () => {
    const bytes = new Uint8Array(1234);
    const sent = await bob().upload('#general', { name: 'plan.pdf', type: 'application/pdf', bytes });
    expect(await ask(workspace, app, 'fileInfo', { id: sent.file?._id ?? '' })).toEqual({
      name: 'plan.pdf',
      type: 'application/pdf',
      size: 1234,
      room: 'GENERAL',
    });
  });
});

test('a tap hears each line of the logs until it is ended', async () => {
  const workspace = await startWorkspace({ sandbox: 'node' });
  try {
    const lines: string[] = [];
    const end = workspace.tapLogs((line) => lines.push(line));
    const app = await workspace.installApp(await buildProbe());
    expect(lines).toContain('info enabled with hello');
    end();
    const heard = lines.length;
    await workspace.app(app.id).setSettings({ greeting: 'again' });
    expect(lines).toHaveLength(heard);
    expect(workspace.logs.length).toBeGreaterThan(heard);
  } finally {
    await workspace.stop();
  }
});
