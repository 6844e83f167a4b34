import { createHash } from 'node:crypto';
import { APP_ID, writeSecret } from '@rocketchat-openclaw/shared';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { findUserByName, type Sandbox, type Workspace } from '../../testbed/workspace/workspace.ts';
import { BOT, WRITES } from './closed-rooms.ts';
import { type GatewayStandIn, startGatewayStandIn } from './gateway-stand-in.ts';
import { type Installed, startInstalled } from './installed-app.ts';

const secret = writeSecret(Uint8Array.from({ length: 32 }, (_, i) => 31 + i * 5));
const ACTIVATION = { commandPrefixes: [], oncharPrefixes: [], mentionAll: false, answersEveryMessageIn: [] };

describe.each(['deno', 'node'] satisfies Sandbox[])('the answer to what was said before (%s sandbox)', (sandbox) => {
  let workspace: Workspace;
  let gateway: Installed['gateway'];
  let peer: GatewayStandIn;

  beforeAll(async () => {
    peer = await startGatewayStandIn(secret, ACTIVATION);
    ({ workspace, gateway } = await startInstalled(sandbox, secret, peer.url));
    await workspace.client('alice').createRoom('den', { members: ['bob', BOT] });
  });

  beforeEach(async () => {
    await workspace.app(APP_ID).setSettings({ paused: false, rooms: '' });
    await workspace.client('alice').command('#den', '/openclaw here on');
  });

  afterAll(async () => {
    await workspace?.stop();
    await peer?.stop();
  });

  const bob = () => workspace.client('bob');
  const ask = async (words = 'what is new?') => bob().say('#den', `@${BOT} ${words}`);
  const userId = () => findUserByName(workspace.store, 'bob')?._id ?? '';
  const post = (roomId: string, answers?: string) =>
    gateway.command({ command: 'post', roomId, text: 'this is new', ...(answers && { answers }) });
  const refused = (reason: string) => ({ ok: false, error: { code: 'may-not-write', reason } });

  const closing: readonly [string, string, () => Promise<void>][] = [
    ['switched off', 'switched-off', () => workspace.client('alice').command('#den', '/openclaw here off')],
    ['taken off the list', 'room-not-listed', () => workspace.app(APP_ID).setSettings({ rooms: 'general' })],
    ['paused', 'paused', () => workspace.app(APP_ID).setSettings({ paused: true })],
  ];

  test.each(closing)('[S2] may still be given when its room is %s', async (_, reason, close) => {
    const asked = await ask();
    const own = await post(asked.rid);
    const messageId = (own as { result: { messageId: string } }).result.messageId;
    await close();
    const answers = `message.sent:${asked._id}`;
    const allowed = [
      'post',
      'post in a thread',
      'typing',
      'notify',
      'react',
      'unreact',
      'update',
      'openView',
      'delete',
    ];
    for (const what of allowed) {
      const command = WRITES[what]?.({ roomId: asked.rid, messageId, userId: userId() }) ?? {};
      expect(await gateway.command(command)).toMatchObject(refused(reason));
      await vi.waitFor(async () => expect(await gateway.command({ ...command, answers })).toMatchObject({ ok: true }));
    }
    const bytes = new Uint8Array([1]);
    const sha256 = createHash('sha256').update(bytes).digest('base64url');
    const file = { path: peer.offer(bytes), name: 'a.txt', type: 'text/plain', size: 1, sha256 };
    const upload = { command: 'upload', roomId: asked.rid, ...file };
    expect(await gateway.command(upload)).toMatchObject(refused(reason));
    expect(await gateway.command({ ...upload, answers })).toMatchObject({ ok: true });
  });

  test.each(closing)('[S2] … and nothing else when it is %s', async (_, reason, close) => {
    const elsewhere = await bob().say('#general', `@${BOT} and here?`);
    const unaddressed = await bob().say('#den', 'nobody in particular');
    const asked = await ask();
    const own = await post(asked.rid);
    const messageId = (own as { result: { messageId: string } }).result.messageId;
    await close();
    const later = await ask('and now?');
    for (const answers of [
      `message.sent:${elsewhere._id}`,
      `message.sent:${unaddressed._id}`,
      `message.sent:${messageId}`,
      `message.sent:${later._id}`,
      'message.sent:nowhere',
      `message.sent:${asked._id}x`,
      `message.deleted:${asked._id}`,
      asked._id,
      'command.invoked:U:T',
      `room.joined:${asked.rid}:1`,
    ]) {
      expect(await post(asked.rid, answers), answers).toMatchObject(refused(reason));
    }
  });

  test('[S2] a slash command that was typed before is answered; in its own room', async () => {
    await bob().command('#den', '/openclaw stop');
    const id = await vi.waitFor(() => {
      const found = peer.events().findLast(({ type }) => type === 'command.invoked');
      if (!found || !('room' in found)) throw new Error('it has not come');
      return { answers: found.id, roomId: found.room.id };
    });
    await workspace.app(APP_ID).setSettings({ paused: true });
    await vi.waitFor(async () => expect(await post(id.roomId, id.answers)).toMatchObject({ ok: true }));
    expect(await post('GENERAL', id.answers)).toMatchObject(refused('paused'));
    expect(await post(id.roomId, `${id.answers}x`)).toMatchObject(refused('paused'));
  });

  test('[S14] a public channel that the bot is not in stays open for a day to the person who called it, until the bot is taken out', async () => {
    const alice = workspace.client('alice');
    const { _id: roomId } = await alice.createRoom('yard', { members: ['bob'] });
    const history = () => gateway.command({ command: 'history', roomId, limit: 5 });
    expect(await post(roomId)).toMatchObject(refused('not-a-member'));
    expect(await history()).toMatchObject({ error: { code: 'not-a-member', reason: 'not-a-member' } });
    const asked = await bob().say('#yard', `@${BOT} hello?`);
    await vi.waitFor(() => expect(peer.events().map(({ id }) => id)).toContain(`message.sent:${asked._id}`));
    expect(await post(roomId)).toMatchObject({ ok: true });
    expect(await history()).toMatchObject({ ok: true });
    const found = await gateway.command({ command: 'findRooms', query: 'yard', exact: true, limit: 1 });
    expect(found).toMatchObject({ result: { rooms: [{ id: roomId }] } });
    await alice.invite('#yard', BOT);
    expect(await post(roomId)).toMatchObject({ ok: true });
    await alice.kick('#yard', BOT);
    expect(await post(roomId)).toMatchObject(refused('not-a-member'));
    expect(await history()).toMatchObject({ error: { code: 'not-a-member' } });
  });
});
