import { writeSecret } from '@rocketchat-openclaw/shared';
import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { findUserByName, type Sandbox, type Workspace } from '../../testbed/workspace/workspace.ts';
import { type ConnectedApp, startConnected } from './connected-app.ts';

const secret = writeSecret(Uint8Array.from({ length: 32 }, (_, i) => 41 + i * 3));
const BOT = 'openclaw.bot';
const PATIENCE = { timeout: 20_000, interval: 50 };

/** How a room is shut to what the bot posts, and opened again. */
const WAYS = {
  'read-only': {
    shut: (kind: string) => [`${kind}.setReadOnly`, { readOnly: true }],
    open: (kind: string) => [`${kind}.setReadOnly`, { readOnly: false }],
    says: /read-only/,
  },
  muted: {
    shut: () => ['rooms.muteUser', { username: BOT }],
    open: () => ['rooms.unmuteUser', { username: BOT }],
    says: /I am muted in this room/,
  },
} as const;

describe.each(['deno', 'node'] satisfies Sandbox[])('where the bot cannot write (%s sandbox)', (sandbox) => {
  let workspace: Workspace;
  let gateway: ConnectedApp['gateway'];
  let commands: ConnectedApp['commands'];

  beforeAll(async () => {
    const connected = await startConnected(sandbox, secret);
    ({ workspace, gateway, commands } = connected);
    return connected.stop;
  });

  beforeEach(() => void workspace.store.ephemerals.splice(0));

  const idOf = (username: string) => findUserByName(workspace.store, username)?._id ?? '';
  const told = () => workspace.store.ephemerals;
  const left = () => JSON.stringify(gateway.events());
  const moderate = (roomId: string, [path, params]: readonly [string, object]) =>
    workspace.client('alice').call('POST', path, { roomId, ...params });

  async function room(name: string, isPrivate: boolean): Promise<string> {
    const { _id } = await workspace.client('alice').createRoom(name, { isPrivate, members: ['bob', BOT] });
    // Somebody who may write in a read-only room.
    await moderate(_id, [isPrivate ? 'groups.setReadOnly' : 'channels.setReadOnly', { readOnly: true }]);
    await moderate(_id, ['rooms.unmuteUser', { username: 'bob' }]);
    await moderate(_id, [isPrivate ? 'groups.setReadOnly' : 'channels.setReadOnly', { readOnly: false }]);
    return _id;
  }

  describe.each(Object.entries(WAYS))('[F16] %s', (why, { shut, open, says }) => {
    test.each([
      ['a channel', false, false],
      ['a private room', true, false],
      ['a thread', false, true],
    ])(
      '%s: the person hears so, and the agent is asked only when it may write again',
      async (place, isPrivate, isThread) => {
        const roomId = await room(`${why}-${place.replaceAll(' ', '-')}`, isPrivate);
        const kind = isPrivate ? 'groups' : 'channels';
        const bob = workspace.client('bob');
        const threadId = isThread ? (await bob.say(roomId, 'lunch?'))._id : undefined;
        const ask = (words: string) => bob.say(roomId, `@${BOT} ${words}`, threadId ? { threadId } : {});
        await moderate(roomId, shut(kind) as unknown as [string, object]);
        await ask(`not now ${roomId}`);
        await vi.waitFor(() => expect(told()).toMatchObject([{ uid: idOf('bob'), rid: roomId }]), PATIENCE);
        expect(told()[0]?.text).toMatch(says);
        expect(told()[0]?.tmid).toBe(threadId);
        expect(await commands.command({ command: 'post', roomId, text: 'an answer' })).toMatchObject({
          ok: false,
          error: { code: 'may-not-write', reason: why },
        });
        // A whisper is none of what the server refuses.
        const whisper = { command: 'notify', roomId, userId: idOf('bob'), text: 'psst' };
        expect(await commands.command(whisper)).toMatchObject({ ok: true });
        await moderate(roomId, open(kind) as unknown as [string, object]);
        await ask(`now ${roomId}`);
        await vi.waitFor(() => expect(left()).toContain(` now ${roomId}`), PATIENCE);
        expect(left()).not.toContain(`not now ${roomId}`);
        expect(await commands.command({ command: 'post', roomId, text: 'an answer' })).toMatchObject({ ok: true });
      },
    );
  });

  test('[F16] in a read-only room the bot answers if it was unmuted, or is a moderator', async () => {
    const roomId = await room('announcements', false);
    await moderate(roomId, ['channels.setReadOnly', { readOnly: true }]);
    await moderate(roomId, ['rooms.unmuteUser', { username: BOT }]);
    await workspace.client('bob').say(roomId, `@${BOT} unmuted`);
    await vi.waitFor(() => expect(left()).toContain('unmuted'), PATIENCE);
    await moderate(roomId, ['rooms.muteUser', { username: BOT }]);
    const own = workspace.store.subscriptions.find(({ rid, uid }) => rid === roomId && uid === idOf(BOT));
    own?.roles.push('moderator');
    await workspace.client('bob').say(roomId, `@${BOT} moderator`);
    await vi.waitFor(() => expect(left()).toContain('moderator'), PATIENCE);
    expect(told()).toEqual([]);
    expect(await commands.command({ command: 'post', roomId, text: 'an answer' })).toMatchObject({ ok: true });
  });

  test('[F16] a room that was archived after the question: the refusal of the answer says so', async () => {
    const roomId = await room('old-stories', false);
    await workspace.client('bob').say(roomId, `@${BOT} tell me`);
    await vi.waitFor(() => expect(left()).toContain('tell me'), PATIENCE);
    await moderate(roomId, ['channels.archive', {}]);
    await expect(workspace.client('bob').say(roomId, `@${BOT} still there?`)).rejects.toThrow(/room_is_archived/);
    expect(await commands.command({ command: 'post', roomId, text: 'an answer' })).toMatchObject({
      ok: false,
      error: { code: 'may-not-write', reason: 'archived' },
    });
  });
});
