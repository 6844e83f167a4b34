import { APP_ID, writeSecret } from '@rocketchat-openclaw/shared';
import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { findUserByName, type Sandbox, type Workspace } from '../../testbed/workspace/workspace.ts';
import { type ConnectedApp, startConnected } from './connected-app.ts';

const secret = writeSecret(Uint8Array.from({ length: 32 }, (_, i) => 17 + i * 3));
const BOT = 'openclaw.bot';
const PATIENCE = { timeout: 20_000, interval: 50 };

describe.each(['deno', 'node'] satisfies Sandbox[])('who asks in a closed room (%s sandbox)', (sandbox) => {
  let workspace: Workspace;
  let gateway: ConnectedApp['gateway'];

  beforeAll(async () => {
    const connected = await startConnected(sandbox, secret);
    ({ workspace, gateway } = connected);
    return connected.stop;
  });

  beforeEach(() => void workspace.store.ephemerals.splice(0));

  const idOf = (username: string) => findUserByName(workspace.store, username)?._id ?? '';
  const setting = (values: Record<string, unknown>) => workspace.app(APP_ID).setSettings(values);
  const told = () => workspace.store.ephemerals.map(({ uid, rid, tmid, text }) => ({ uid, rid, tmid, text }));
  const left = () => JSON.stringify(gateway.events());

  /** A room without any hint so far. */
  async function room(name: string, members = ['bob', 'carol', BOT], isPrivate = false): Promise<string> {
    return (await workspace.client('alice').createRoom(name, { isPrivate, members }))._id;
  }

  /** The app has come to the end of what it does about what `act` says. */
  async function settled(act: () => Promise<unknown>): Promise<void> {
    const done = () => workspace.logs.filter((line) => /executePostMessageSent.*successfully/.test(line)).length;
    const before = done();
    await act();
    await vi.waitFor(() => expect(done()).toBeGreaterThan(before), PATIENCE);
  }

  interface Closing {
    close(roomId: string, who?: string): Promise<unknown>;
    open(roomId: string, who?: string): Promise<unknown>;
    readonly says: RegExp;
  }

  const closings: Record<string, Closing> = {
    paused: {
      close: () => setting({ paused: true }),
      open: () => setting({ paused: false }),
      says: /admin has paused the app/,
    },
    'switched off': {
      close: (roomId, who = 'alice') => workspace.client(who).command(roomId, '/openclaw here off'),
      open: (roomId, who = 'alice') => workspace.client(who).command(roomId, '/openclaw here on'),
      says: /switched off in this room.*`\/openclaw here on`/,
    },
    'not on the list': {
      close: () => setting({ rooms: 'ops' }),
      open: () => setting({ rooms: '' }),
      says: /admin has not opened this room/,
    },
  };

  describe.each(Object.entries(closings))('[F26] %s', (why, { close, open, says }) => {
    const name = why.replaceAll(' ', '-');

    test.each([
      ['channel', false],
      ['private room', true],
    ] as const)('%s: its author alone hears why, once an hour, and nothing leaves', async (kind, isPrivate) => {
      const roomId = await room(`${name}-${kind.replace(' ', '-')}`, undefined, isPrivate);
      await close(roomId);
      workspace.store.ephemerals.splice(0);
      const bob = workspace.client('bob');
      await bob.say(roomId, `@${BOT} are you there?`);
      const expected = { uid: idOf('bob'), rid: roomId, tmid: undefined, text: expect.stringMatching(says) };
      await vi.waitFor(() => expect(told()).toEqual([expected]), PATIENCE);
      await bob.say(roomId, `@${BOT} hello?`);
      await bob.say(roomId, 'nobody in particular');
      await workspace.client('carol').say(roomId, `@${BOT} and I?`);
      await vi.waitFor(() => expect(told()).toEqual([expected, { ...expected, uid: idOf('carol') }]), PATIENCE);
      await settled(() => bob.say(roomId, `@${BOT} anybody?`));
      expect(told()).toHaveLength(2);
      await open(roomId);
      expect(left()).not.toContain(roomId);
    });

    test('a thread: told in the thread; an edit that adds the mention counts, and words to others do not', async () => {
      const roomId = await room(`${name}-thread`);
      const root = await workspace.client('carol').say(roomId, 'lunch?');
      await close(roomId);
      workspace.store.ephemerals.splice(0);
      const bob = workspace.client('bob');
      let replyId = '';
      await settled(async () => {
        replyId = (await bob.say(roomId, 'who knows?', { threadId: root._id }))._id;
      });
      expect(told()).toEqual([]);
      await bob.edit(replyId, `@${BOT} who knows?`);
      await vi.waitFor(
        () => expect(told()).toMatchObject([{ uid: idOf('bob'), rid: roomId, tmid: root._id }]),
        PATIENCE,
      );
      await open(roomId);
      expect(left()).not.toContain(roomId);
    });

    test('a direct room', async () => {
      const roomId = (await workspace.client('carol').directRoomWith(BOT))._id;
      await close(roomId, 'carol');
      workspace.store.ephemerals.splice(0);
      await workspace.client('carol').say(roomId, 'hush');
      await vi.waitFor(() => expect(told()).toMatchObject([{ uid: idOf('carol'), rid: roomId }]), PATIENCE);
      expect(told()[0]?.text).toMatch(says);
      await open(roomId, 'carol');
      expect(left()).not.toContain('hush');
    });
  });

  test('[F26] nobody gets a hint for a post of a webhook, nor where the bot is not and only a prefix calls', async () => {
    const roomId = await room('posted', ['bob', 'carol']);
    await setting({ paused: true });
    const hook = workspace.webhook({ name: 'CI', username: 'carol', channel: '#posted' });
    await hook.post({ text: `@${BOT} build failed` });
    await workspace.client('bob').say(roomId, '!status');
    await workspace.client('bob').say(roomId, '@all hello');
    await workspace.client('bob').say(roomId, `@${BOT} hello`);
    await vi.waitFor(() => expect(told()).toMatchObject([{ uid: idOf('bob'), rid: roomId }]), PATIENCE);
    await setting({ paused: false });
  });

  test('[F26] a mention in a private room that the bot is not in', async () => {
    const roomId = await room('without', ['bob'], true);
    await workspace.client('bob').say(roomId, `@${BOT} come here`);
    await vi.waitFor(() => expect(told()).toMatchObject([{ uid: idOf('bob'), rid: roomId }]), PATIENCE);
    expect(told()[0]?.text).toMatch(/not a member of this room/);
  });
});
