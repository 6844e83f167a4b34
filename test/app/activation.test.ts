import { APP_ID, writeSecret } from '@rocketchat-openclaw/shared';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import type { Sandbox, Workspace } from '../../testbed/workspace/workspace.ts';
import { decisionsOf } from '../flow/what-left.ts';
import { type ConnectedApp, startConnected } from './connected-app.ts';

const secret = writeSecret(Uint8Array.from({ length: 32 }, (_, i) => 41 + i * 3));
const other = writeSecret(Uint8Array.from({ length: 32 }, (_, i) => 43 + i * 5));
const activation = {
  commandPrefixes: ['!status', '!model'],
  oncharPrefixes: ['>'],
  mentionAll: true,
  answersEveryMessageIn: [],
};

describe.each(['deno', 'node'] satisfies Sandbox[])(
  'messages that the gateway answers without a mention (%s sandbox)',
  (sandbox) => {
    let workspace: Workspace;
    let commands: ConnectedApp['commands'];
    let gateway: ConnectedApp['gateway'];

    beforeAll(async () => {
      const connected = await startConnected(sandbox, secret, activation);
      ({ workspace, gateway, commands } = connected);
      await workspace.client('bob').createRoom('elsewhere', { members: ['carol'] });
      await workspace.client('bob').createRoom('closed', { isPrivate: true, members: ['carol'] });
      return connected.stop;
    });

    const decided = async (room: string, text: string) => {
      const { _id } = await workspace.client('bob').say(room, text);
      await vi.waitFor(() => expect(decisionsOf(workspace, _id)).not.toEqual([]), { timeout: 10_000 });
      const [decision] = decisionsOf(workspace, _id);
      return { id: _id, why: `${decision?.leaves ? 'leaves' : 'stays'}: ${decision?.why}` };
    };

    test.each([
      ['#general', '!status', 'leaves: command'],
      ['#general', '!Model gpt', 'leaves: command'],
      ['#general', '> what is new?', 'leaves: onchar'],
      ['#general', '@all hello', 'leaves: mention-all'],
      ['#general', '@here hello', 'leaves: mention-all'],
      ['#general', '@openclaw.bot !status', 'leaves: mention'],
      ['#general', '!deploy', 'stays: not-addressed'],
      ['#general', '!statuses', 'stays: not-addressed'],
      ['#elsewhere', '!status', 'stays: not-a-member'],
      ['#elsewhere', '> what is new?', 'stays: not-a-member'],
      ['#elsewhere', '@all hello', 'stays: not-a-member'],
      ['#elsewhere', '@openclaw.bot !status', 'leaves: mention'],
      ['#closed', '!status', 'stays: not-a-member'],
    ])('in %s, %j %s', async (room, text, expected) => {
      const { id, why } = await decided(room, text);
      expect(why).toBe(expected);
      if (!why.startsWith('leaves')) return;
      await vi.waitFor(() => expect(gateway.events().map((event) => event.id)).toContain(`message.sent:${id}`), {
        timeout: 10_000,
      });
    });

    test.each([
      'please look @openclaw.bot.',
      'please (look @openclaw.bot!)',
      '(@openclaw.bot)',
      '**@openclaw.bot** status?',
      '"@openclaw.bot"',
      '@openclaw.bot, look',
      '@openclaw.bot-',
      '@OpenClaw.bot look',
    ])('[F3] %j calls the bot, and the gateway hears so', async (text) => {
      const { id, why } = await decided('#general', text);
      expect(why).toBe('leaves: mention');
      const said = () => gateway.events().find((event) => event.id === `message.sent:${id}`);
      await vi.waitFor(() => expect(said()).toBeDefined(), { timeout: 10_000 });
      expect(said()).toMatchObject({ message: { text, mentions: [{ username: 'openclaw.bot' }] } });
    });

    test('[F3] others with a longer name stay others, also who is called like the end of a sentence', async () => {
      const [carol] = [...workspace.store.users.values()].filter(({ username }) => username === 'carol');
      if (!carol) throw new Error('carol is not there');
      workspace.store.users.set('Dot1', { ...carol, _id: 'Dot1', username: 'openclaw.bot.' });
      for (const text of ['@openclaw.bot2', '(@openclaw.botty)', 'look @openclaw.bot.', '`(@openclaw.bot)`'])
        expect((await decided('#general', text)).why).toBe('stays: not-addressed');
    });

    test('a room that the bot is invited to obeys, and one that it left does not', async () => {
      await workspace.client('bob').invite('#elsewhere', 'openclaw.bot');
      await vi.waitFor(() => expect(gateway.events().map((event) => event.type)).toContain('room.joined'));
      expect((await decided('#elsewhere', '!status')).why).toBe('leaves: command');
      await workspace.client('bob').kick('#elsewhere', 'openclaw.bot');
      await vi.waitFor(() => expect(gateway.events().map((event) => event.type)).toContain('room.left'));
      expect((await decided('#elsewhere', '!status')).why).toBe('stays: not-a-member');
    });

    test('[F28] the gateway hears that the bot was brought in before the first message to it there', async () => {
      const bob = workspace.client('bob');
      const rooms = Array.from({ length: 6 }, (_, n) => `brought-${n}`);
      for (const name of rooms) await bob.createRoom(name, { isPrivate: true });
      const said = await Promise.all(
        rooms.map(async (name) => {
          await bob.invite(`#${name}`, 'openclaw.bot');
          return bob.say(`#${name}`, '@openclaw.bot hello');
        }),
      );
      const typesIn = (rid: string) =>
        gateway.events().flatMap((event) => ('room' in event && event.room.id === rid ? event.type : []));
      for (const { rid } of said)
        await vi.waitFor(() => expect(typesIn(rid)).toEqual(['room.joined', 'message.sent']), { timeout: 10_000 });
    });

    test('[F27] that somebody deletes a message of the bot leaves, and no other deletion', async () => {
      await commands.command({ command: 'post', roomId: 'GENERAL', text: 'written by the bot' });
      const own = [...workspace.store.messages.values()].find(({ msg }) => msg === 'written by the bot');
      const messageId = own?._id ?? '';
      const { _id: other } = await workspace.client('bob').say('#general', 'not for the bot');
      await workspace.client('alice').delete(other);
      await workspace.client('alice').delete(messageId);
      const told = () => gateway.events().filter(({ type }) => type === 'message.deleted');
      await vi.waitFor(() => expect(told()).toMatchObject([{ message: { id: messageId } }]), { timeout: 10_000 });
      expect(JSON.stringify(told())).not.toContain('written by the bot');
      expect(decisionsOf(workspace, other)).toContainEqual({ leaves: false, why: 'not-addressed' });
    });

    test('any other message costs no call to the server, also where it may be one of these', async () => {
      const texts = ['just chatting', '42', '@carol hi', '!deploy', '🎉'];
      for (const text of texts) await decided('#general', text);
      workspace.bridgeCalls.reset();
      for (const text of texts) expect((await decided('#general', text)).why).toBe('stays: not-addressed');
      expect(workspace.bridgeCalls.byName()).toEqual({});
    });

    test('the activation survives a crash of the sandbox while the gateway is away', async () => {
      await gateway.stop();
      const starts = () => workspace.logs.filter((line) => line.includes('Not connected to OpenClaw')).length;
      const before = starts();
      workspace.app(APP_ID).killSandbox();
      await vi.waitFor(() => expect(starts()).toBeGreaterThan(before), { timeout: 30_000 });
      expect((await decided('#general', '!status')).why).toBe('leaves: command');
    });

    test('a command of the gateway replaces the activation, also after a crash', async () => {
      const said = { ...activation, commandPrefixes: ['!deploy'] };
      const hello = { pluginVersion: '9.8.8', accountId: 'default', activation: said, now: Date.now() };
      await commands.command({ command: 'hello', gateway: hello });
      expect((await decided('#general', '!deploy')).why).toBe('leaves: command');
      expect((await decided('#general', '!status')).why).toBe('stays: not-addressed');
      const starts = () => workspace.logs.filter((line) => line.includes('Not connected to OpenClaw')).length;
      const before = starts();
      workspace.app(APP_ID).killSandbox();
      await vi.waitFor(() => expect(starts()).toBeGreaterThan(before), { timeout: 30_000 });
      expect((await decided('#general', '!deploy')).why).toBe('leaves: command');
    });

    test('another connection has an activation of its own, and the old one counts again when its connection is back', async () => {
      await workspace.app(APP_ID).setSettings({ shared_secret: other });
      expect((await decided('#general', '!deploy')).why).toBe('stays: not-addressed');
      await workspace.app(APP_ID).setSettings({ shared_secret: secret });
      expect((await decided('#general', '!deploy')).why).toBe('leaves: command');
    });
  },
);
