import { APP_ID, writeSecret } from '@rocketchat-openclaw/shared';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findUserByName, type Sandbox, type Workspace } from '../../testbed/workspace/workspace.ts';
import { BOT, expectNoTrace, makeRooms, NEVER, OPEN, READS, type RoomKinds, WRITES } from './closed-rooms.ts';
import { commandsOf, type Installed, startInstalled } from './installed-app.ts';

const secret = writeSecret(Uint8Array.from({ length: 32 }, (_, i) => 29 + i * 5));
const refusal = (code: string, reason: string) => ({ ok: false, error: { code, reason } });

describe.each(['deno', 'node'] satisfies Sandbox[])('where the gateway may write (%s sandbox)', (sandbox) => {
  let workspace: Workspace;
  let gateway: Installed['gateway'];
  let rooms: RoomKinds;

  beforeAll(async () => {
    ({ workspace, gateway } = await startInstalled(sandbox, secret));
    rooms = await makeRooms(workspace);
    // Said a while ago: a message of the last seconds before a room is closed counts as said in the closed time, once it is touched.
    for (const message of workspace.store.messages.values()) {
      message.ts = new Date(message.ts.getTime() - 60_000);
      message._updatedAt = message.ts;
    }
  });

  afterAll(async () => workspace?.stop());

  const idOf = (username: string) => findUserByName(workspace.store, username)?._id ?? '';
  const placeOf = (kind: string) => ({ roomId: '', messageId: '', ...rooms[kind], userId: idOf('bob') });
  const setting = (values: Record<string, unknown>) => workspace.app(APP_ID).setSettings(values);

  describe.each(Object.entries(NEVER))('[S2] a %s', (kind, reason) => {
    test.each(Object.entries(WRITES))(`%s is refused: ${reason}`, async (_, command) => {
      await expectNoTrace(workspace, async () => {
        expect(await gateway.command(command(placeOf(kind)))).toMatchObject(refusal('may-not-write', reason));
        // Naming an answered event does not open these rooms.
        const answering = { ...command(placeOf(kind)), answers: `message.sent:${rooms[kind]?.messageId}` };
        expect(await gateway.command(answering)).toMatchObject(refusal('may-not-write', reason));
      });
    });

    test.each(Object.entries(READS))(`[S14] %s is refused: ${reason}`, async (_, command) => {
      expect(await gateway.command(command(placeOf(kind)))).toMatchObject(refusal('not-a-member', reason));
    });

    test('[S14] findRooms does not know it', async () => {
      const { roomId } = placeOf(kind);
      const names = [roomId, workspace.store.rooms.get(roomId)?.name ?? roomId];
      for (const query of names) {
        for (const exact of [true, false]) {
          const found = await gateway.command({ command: 'findRooms', query, limit: 50, exact });
          expect(JSON.stringify(found)).not.toContain(roomId);
        }
      }
    });
  });

  test('[S2] a thread or a message of a closed room is none of an open one', async () => {
    for (const kind of Object.keys(NEVER)) {
      const place = { ...placeOf(kind), roomId: 'GENERAL' };
      await expectNoTrace(workspace, async () => {
        for (const what of ['post in a thread', 'update', 'delete', 'react', 'unreact']) {
          const answer = await gateway.command(WRITES[what]?.(place) ?? {});
          expect(answer).toMatchObject({
            error: { code: expect.stringMatching(/^(thread-not-in|message-not-found)/) },
          });
        }
      });
    }
  });

  describe.each(OPEN)('[S2] a %s', (kind) => {
    test('is open to answers, and to looks', async () => {
      for (const what of [
        'post',
        'post in a thread',
        'post a card',
        'typing',
        'notify',
        'openView',
        'react',
        'unreact',
      ]) {
        expect(await gateway.command(WRITES[what]?.(placeOf(kind)) ?? {})).toMatchObject({ ok: true });
      }
      for (const what of ['history', 'thread', 'members', 'reactions']) {
        expect([what, await gateway.command(READS[what]?.(placeOf(kind)) ?? {})]).toMatchObject([what, { ok: true }]);
      }
    });

    test('is closed while the app is paused, and where it is not on the list', async () => {
      for (const [values, reason] of [
        [{ paused: true }, 'paused'],
        [{ paused: false, rooms: 'ops' }, 'room-not-listed'],
      ] as const) {
        await setting(values);
        await expectNoTrace(workspace, async () => {
          for (const command of Object.values(WRITES)) {
            expect(await gateway.command(command(placeOf(kind)))).toMatchObject(refusal('may-not-write', reason));
          }
          for (const command of Object.values(READS)) {
            expect(await gateway.command(command(placeOf(kind)))).toMatchObject(refusal('not-a-member', reason));
          }
        });
      }
      await setting({ rooms: '', paused: false });
    });

    test('is closed when it is switched off', async () => {
      const { roomId } = placeOf(kind);
      await workspace.client(kind === 'own direct room' ? 'bob' : 'alice').command(roomId, '/openclaw here off');
      await expectNoTrace(workspace, async () => {
        for (const command of Object.values(WRITES)) {
          expect(await gateway.command(command(placeOf(kind)))).toMatchObject(refusal('may-not-write', 'switched-off'));
        }
        for (const command of Object.values(READS)) {
          expect(await gateway.command(command(placeOf(kind)))).toMatchObject(refusal('not-a-member', 'switched-off'));
        }
      });
      await workspace.client(kind === 'own direct room' ? 'bob' : 'alice').command(roomId, '/openclaw here on');
      expect(await gateway.command(WRITES['post']?.(placeOf(kind)) ?? {})).toMatchObject({ ok: true });
    });
  });

  describe('[S2] openDirect', () => {
    const open = (...names: string[]) => gateway.command({ command: 'openDirect', userIds: names.map(idOf) });

    test('makes no direct room of several people, and finds one that a person has made', async () => {
      await expectNoTrace(workspace, async () => {
        expect(await open('alice', 'carol')).toMatchObject(refusal('may-not-write', 'group-direct'));
      });
      const made = await workspace.client('alice').createGroupDirect(['carol', BOT]);
      expect(await open('alice', 'carol')).toMatchObject({
        ok: true,
        result: { room: { id: made._id, type: 'group' } },
      });
    });

    test('makes none with itself, and none with somebody who is deactivated', async () => {
      const carol = workspace.store.users.get(idOf('carol'));
      Object.assign(carol ?? {}, { active: false });
      await expectNoTrace(workspace, async () => {
        expect(await open('carol')).toMatchObject({ error: { code: 'user-not-found' } });
        expect(await open(BOT)).toMatchObject({ error: { code: 'user-not-found' } });
      });
      Object.assign(carol ?? {}, { active: true });
    });

    test('makes none while the app is paused, or where direct messages are not on the list', async () => {
      for (const [values, reason] of [
        [{ paused: true }, 'paused'],
        [{ paused: false, rooms: 'general' }, 'room-not-listed'],
      ] as const) {
        await setting(values);
        await expectNoTrace(workspace, async () => {
          for (const name of ['bob', 'carol']) expect(await open(name)).toMatchObject(refusal('may-not-write', reason));
        });
      }
      await setting({ rooms: '', paused: false });
      expect(await open('carol')).toMatchObject({ ok: true, result: { room: { type: 'direct' } } });
    });
  });

  test('[S2] a change on another server of the cluster counts here a moment later', async () => {
    const two = await workspace.startBeside();
    const alice = workspace.client('alice');
    const { _id: roomId } = await alice.createRoom('bridge', { isPrivate: true, members: ['bob', BOT] });
    const post = () => commandsOf(two, secret).command({ command: 'post', roomId, text: 'here I am' });
    expect(await post()).toMatchObject({ ok: true });
    await alice.kick(roomId, BOT);
    expect(await post()).toMatchObject(refusal('may-not-write', 'not-a-member'));
    await alice.invite(roomId, BOT);
    expect(await post()).toMatchObject({ ok: true });
    await alice.command(roomId, '/openclaw here off');
    expect(await post()).toMatchObject(refusal('may-not-write', 'switched-off'));
    await two.stop();
  });
});
