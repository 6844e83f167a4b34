import { APP_ID, type EventOf, writeSecret } from '@rocketchat-openclaw/shared';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Sandbox, Workspace } from '../../testbed/workspace/workspace.ts';
import { type ConnectedApp, startConnected } from './connected-app.ts';

const secret = writeSecret(Uint8Array.from({ length: 32 }, (_, i) => 61 + i * 3));
const activation = {
  commandPrefixes: ['!status', '!usage'],
  oncharPrefixes: [],
  mentionAll: false,
  answersEveryMessageIn: ['support', '*'],
};

describe.each(['deno', 'node'] satisfies Sandbox[])('/openclaw (%s sandbox)', (sandbox) => {
  let workspace: Workspace;
  let gateway: ConnectedApp['gateway'];
  let commands: ConnectedApp['commands'];

  beforeAll(async () => {
    const connected = await startConnected(sandbox, secret, activation);
    ({ workspace, gateway, commands } = connected);
    workspace.settings.E2E_Enable = true;
    const alice = workspace.client('alice');
    await alice.createRoom('elsewhere', { members: ['bob'] });
    await alice.createRoom('closed', { isPrivate: true, members: ['bob'] });
    await alice.createRoom('vault', { isPrivate: true, isEncrypted: true, members: ['bob', 'openclaw.bot'] });
    return connected.stop;
  });

  beforeEach(() => void workspace.store.ephemerals.splice(0));

  const invoked = () =>
    gateway.events().filter((event): event is EventOf<'command.invoked'> => event.type === 'command.invoked');

  /** The app's own answer to the person. The command has been answered when this returns. */
  async function told(who: string, room: string, words: string, options?: { threadId?: string }): Promise<string> {
    await workspace.client(who).command(room, `/openclaw ${words}`, options);
    return workspace.store.ephemerals.map(({ text }) => text).join('\n');
  }

  const setting = (values: Record<string, unknown>) => workspace.app(APP_ID).setSettings(values);

  describe('the agent’s commands become events, and the app says nothing', () => {
    test.each(['model gpt-5', 'stop', 'new', 'status', 'usage', 'STATUS'])('%s', async (words) => {
      const before = invoked().length;
      expect(await told('bob', '#general', words)).toBe('');
      expect(invoked().slice(before)).toMatchObject([
        {
          room: { id: 'GENERAL' },
          actor: { username: 'bob' },
          command: 'openclaw',
          text: words,
          id: expect.stringMatching(/^command\.invoked:\w+:\S+$/),
        },
      ]);
    });

    test('in a thread, in a direct room, and in a public channel that the bot is not in', async () => {
      const root = await workspace.client('bob').say('#general', 'a question');
      expect(await told('bob', '#general', 'stop', { threadId: root._id })).toBe('');
      expect(invoked().at(-1)).toMatchObject({ threadId: root._id });
      expect(await told('bob', '@openclaw.bot', 'stop')).toBe('');
      expect(invoked().at(-1)).toMatchObject({ room: { type: 'direct' } });
      expect(await told('bob', '#elsewhere', 'stop')).toBe('');
      expect(invoked().at(-1)).toMatchObject({ room: { name: 'elsewhere' } });
    });

    test('the same words twice are two events', async () => {
      await told('bob', '#general', 'new');
      await told('bob', '#general', 'new');
      const [first, second] = invoked().slice(-2);
      expect(first?.id).not.toBe(second?.id);
    });
  });

  test.each(['help', '', 'nonsense', 'here maybe'])(
    '%j is answered by the app, and names all commands',
    async (words) => {
      const before = invoked().length;
      const answer = await told('bob', '#general', words);
      for (const name of ['here off', 'here on', 'status', 'model', 'stop', 'new', 'usage']) {
        expect(answer).toContain(`/openclaw ${name}`);
      }
      expect(invoked()).toHaveLength(before);
    },
  );

  test('status says whether answers arrive, and why not', async () => {
    const status = () => {
      workspace.store.ephemerals.splice(0);
      return told('alice', '#general', 'status');
    };
    expect(await status()).toMatch(
      /^⚠️ OpenClaw takes events from here, account default, but it has not called this workspace yet\./,
    );
    gateway.cannotCall('404: the app is not there');
    expect(await status()).toMatch(
      /^❌ OpenClaw takes events from here, but its answers do not arrive: 404: the app is not there\n/,
    );
    gateway.cannotCall(undefined);
    await commands.command({ command: 'typing', roomId: 'GENERAL', on: false });
    expect(await status()).toMatch(/^✅ .*\nOpenClaw last called this workspace less than a minute ago\.\n/);
  });

  test('status says to admins how things are, and goes to the agent as well', async () => {
    const before = invoked().length;
    const answer = await told('alice', '#general', 'status');
    expect(answer).toMatch(
      /^✅ Connected to OpenClaw at http.*, account default, plugin 9\.8\.7\nOpenClaw last called .*\.\nKeys: events \S{12}, commands \S{12}\.\n/,
    );
    expect(answer).toContain('Sent to OpenClaw: messages that are addressed to me.');
    expect(invoked().slice(before)).toMatchObject([{ text: 'status', actor: { username: 'alice' } }]);
  });

  test('status names the rooms where the agent waits for messages that do not leave', async () => {
    const says = 'The agent is set to answer every message in #support, every room, but this workspace sends only';
    expect(await told('alice', '#general', 'status')).toContain(says);
    await setting({ egress_scope: 'rooms' });
    workspace.store.ephemerals.splice(0);
    expect(await told('alice', '#general', 'status')).not.toContain('is set to answer every message');
    await setting({ egress_scope: 'addressed' });
  });

  test('status says once that the app is paused, and the agent hears nothing of it', async () => {
    const before = invoked().length;
    await setting({ paused: true });
    const answer = await told('alice', '#general', 'status');
    expect(answer.match(/paused/g)).toHaveLength(1);
    expect(invoked()).toHaveLength(before);
    await setting({ paused: false });
  });

  describe('a question that must not leave: the person who asked hears why', () => {
    const stays = async (room: string, sentence: RegExp) => {
      const before = invoked().length;
      expect(await told('bob', room, 'stop')).toMatch(sentence);
      expect(invoked()).toHaveLength(before);
    };

    test('the app is paused', async () => {
      await setting({ paused: true });
      await stays('#general', /An admin has paused the app/);
      await setting({ paused: false });
    });

    test('the room is not listed', async () => {
      await setting({ rooms: 'support' });
      await stays('#general', /An admin has not opened this room/);
      await setting({ rooms: '' });
    });

    test('the room is switched off', async () => {
      await workspace.client('alice').command('#general', '/openclaw here off');
      workspace.store.ephemerals.splice(0);
      await stays('#general', /I am switched off in this room.*here on/);
      await workspace.client('alice').command('#general', '/openclaw here on');
    });

    test('a direct room of other people', () => stays('@carol', /not part of this conversation/));
    test('a private room without the bot', () => stays('#closed', /not a member of this room\. Invite me/));
    test('an encrypted room', () => stays('#vault', /end-to-end encrypted/));
  });

  describe('when the gateway is away, nobody is left without an answer', () => {
    beforeAll(() => gateway.stop());

    test('people learn what to do, admins also what is wrong', async () => {
      expect(await told('bob', '#general', 'stop')).toBe(
        "I can't reach OpenClaw right now. Try again in a minute; if it keeps failing, ask an admin to run `/openclaw status`.",
      );
      workspace.store.ephemerals.splice(0);
      expect(await told('alice', '#general', 'stop')).toContain(
        `${gateway.url}/rocketchat/default/events cannot be reached`,
      );
    });

    test('status says so once', async () => {
      const answer = await told('alice', '#general', 'status');
      expect(answer.match(/cannot be reached/g)).toHaveLength(1);
      expect(answer).toMatch(/^❌ Not connected to OpenClaw: .*ECONNREFUSED/);
    });

    test('a connection that is not set up asks for an admin', async () => {
      await setting({ gateway_url: '' });
      expect(await told('alice', '#general', 'disconnect')).toContain('Disconnected');
      workspace.store.ephemerals.splice(0);
      expect(await told('bob', '#general', 'stop')).toMatch(/can't reach OpenClaw\. Ask an admin/);
      workspace.store.ephemerals.splice(0);
      expect(await told('alice', '#general', 'stop')).toContain('paste a connection code');
    });
  });
});
