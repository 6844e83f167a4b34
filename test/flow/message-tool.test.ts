import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { MessageRecord, Workspace } from '../../testbed/workspace/workspace.ts';
import { answerTo, BOT, connectWorkspace, postsByBot } from './connected-workspace.ts';
import { openLiveConfig } from './live-config.ts';
import { askedOf, part } from './part.ts';

type Arguments = Record<string, unknown>;

let workspace: Workspace;
let config: Awaited<ReturnType<typeof openLiveConfig>>;

beforeAll(async () => {
  config = await openLiveConfig();
  workspace = await connectWorkspace('deno', 'tool');
});

afterAll(async () => {
  await config?.restore();
  await workspace?.stop();
});

const stored = (id: string): MessageRecord | undefined => workspace.store.messages.get(id);
const botMessages = () => postsByBot(workspace);
const personCalled = (username: string) => {
  return [...workspace.store.users.values()].find((user) => user.username === username)?._id ?? '';
};

/** Bob asks in a room; the model makes these calls and says that it has. Returns the result of each call. */
async function uses(room: string, calls: readonly Arguments[], threadId?: string): Promise<string[]> {
  const words = await part(...calls.map((args) => ({ calls: [{ tool: 'message', arguments: args }] })), 'done');
  const bob = workspace.client('bob');
  const asked = await bob.say(room, room === `@${BOT}` ? words : `@${BOT} ${words}`, threadId ? { threadId } : {});
  const results = await vi.waitFor(
    async () => {
      const found = (await askedOf(words)).at(-1)?.toolResults ?? [];
      if (found.length < calls.length) throw new Error(`${found.length} of ${calls.length} calls so far`);
      return [...found];
    },
    { timeout: 100_000, interval: 200 },
  );
  await answerTo(workspace, asked, threadId);
  return results;
}

const use = async (room: string, args: Arguments, threadId?: string) => (await uses(room, [args], threadId))[0] ?? '';

/** A message of the bot's in #general. */
async function aPost(): Promise<MessageRecord> {
  await use('#general', { action: 'send', message: `a post ${botMessages().length}` });
  const found = botMessages().findLast(({ msg }) => msg.startsWith('a post'));
  if (!found) throw new Error('nothing was posted');
  return found;
}

describe('the message tool', { timeout: 120_000 }, () => {
  test('reacts to the message it is asked by, lists who reacted, and takes its own back', async () => {
    const bob = workspace.client('bob');
    const { _id: messageId } = await bob.say('#general', 'what do you make of this?');
    await bob.react(messageId, ':eyes:');
    const [added, , listed] = await uses('#general', [
      { action: 'react', messageId, emoji: '👍🏽' },
      { action: 'react', messageId, emoji: 'tada' },
      { action: 'reactions', messageId },
    ]);
    expect(JSON.parse(added ?? '')).toEqual({ ok: true, messageId, added: ':thumbsup:' });
    expect(JSON.parse(listed ?? '')).toMatchObject({
      reactions: [
        { emoji: ':eyes:', count: 1, users: ['bob'] },
        { emoji: ':thumbsup:', users: [BOT] },
        { emoji: ':tada:', users: [BOT] },
      ],
    });
    await use('#general', { action: 'react', messageId, emoji: ':tada:', remove: true });
    expect(Object.keys(stored(messageId)?.reactions ?? {})).toEqual([':eyes:', ':thumbsup:']);
    await use('#general', { action: 'react', messageId, emoji: '' });
    expect(stored(messageId)?.reactions).toEqual({ ':eyes:': { usernames: ['bob'] } });
  });

  test('tells the model which emoji there is none of', async () => {
    const [unnamed, refused] = await uses('#general', [
      { action: 'react', emoji: '𓀀' },
      { action: 'react', emoji: 'no_such_thing' },
    ]);
    expect(unnamed).toContain('write its name, such as :thumbsup:');
    expect(refused).toContain('Invalid emoji');
  });

  test('edits its own message, and nobody else’s', async () => {
    const own = await aPost();
    const { _id: foreign } = await workspace.client('bob').say('#general', 'as I said');
    const [done, refused, tooLong] = await uses('#general', [
      { action: 'edit', messageId: own._id, message: 'better **so**' },
      { action: 'edit', messageId: foreign, message: 'as I did not say' },
      { action: 'edit', messageId: own._id, message: 'a long line\n'.repeat(1_000) },
    ]);
    expect(JSON.parse(done ?? '')).toEqual({ ok: true, messageId: own._id });
    expect(stored(own._id)?.msg).toBe('better **so**');
    expect(refused).toContain('somebody else’s');
    expect(stored(foreign)?.msg).toBe('as I said');
    expect(tooLong).toMatch(/would be \d messages/);
  });

  test('deletes its own message, and nobody else’s', async () => {
    const own = await aPost();
    const { _id: foreign } = await workspace.client('bob').say('#general', 'to stay');
    const [, refused, gone] = await uses('#general', [
      { action: 'delete', messageId: own._id },
      { action: 'delete', messageId: foreign },
      { action: 'delete', messageId: own._id },
    ]);
    expect(stored(own._id)).toBeUndefined();
    expect(refused).toContain('somebody else’s');
    expect(stored(foreign)?.msg).toBe('to stay');
    expect(gone).toContain('there is no such message');
  });

  test('reads the room it is in, page by page, and no other', async () => {
    const bob = workspace.client('bob');
    await bob.createRoom('readings', { members: [BOT] });
    for (const text of ['one', 'two', 'three']) await bob.say('#readings', text);
    const newest = JSON.parse(await use('#readings', { action: 'read', limit: 2 }));
    expect(newest.messages).toMatchObject([{ from: 'Bob Brown (@bob)', text: 'three' }, { from: 'Bob Brown (@bob)' }]);
    const [older, foreign, byName] = await uses('#readings', [
      { action: 'read', limit: 2, before: newest.olderWith.before },
      { action: 'read', target: 'channel:GENERAL' },
      { action: 'read', target: '#general' },
    ]);
    expect(JSON.parse(older ?? '').messages.map(({ text }: { text: string }) => text)).toEqual(['one', 'two']);
    for (const refused of [foreign, byName]) expect(refused).toContain('requires the exact current conversation');
  });

  test('reads a thread, and a direct conversation', async () => {
    const bob = workspace.client('bob');
    const { _id: root } = await bob.say('#general', 'the beginning of it');
    await bob.say('#general', 'and its end', { threadId: root });
    const inThread = JSON.parse(await use('#general', { action: 'read', threadId: root }, root));
    expect(inThread.messages.slice(0, 2)).toMatchObject([{ id: root }, { text: 'and its end', threadId: root }]);
    await bob.say(`@${BOT}`, 'between us');
    const direct = JSON.parse(await use(`@${BOT}`, { action: 'read' }));
    expect(direct.messages).toContainEqual(expect.objectContaining({ from: 'Bob Brown (@bob)', text: 'between us' }));
  });

  test('tells of the room and of a person only facts that may leave the workspace', async () => {
    const [room, person] = await uses('#general', [
      { action: 'channel-info' },
      { action: 'member-info', userId: '@carol', channelId: 'GENERAL' },
    ]);
    expect(JSON.parse(room ?? '').channel).toEqual({ id: 'GENERAL', type: 'channel', name: 'general' });
    expect(JSON.parse(person ?? '').member).toMatchObject({ username: 'carol', name: 'Carol Clark', type: 'user' });
    expect(person).not.toContain('workspace.example');
  });

  // OpenClaw 2026.9.6 refuses before it asks the plugin. Where a later version does not, this fails, and the row can be held.
  test('[F30] tells of a person with the id of the room; OpenClaw refuses every form without it', async () => {
    const [whole, ...others] = await uses('#general', [
      { action: 'member-info', userId: '@carol', channelId: 'GENERAL' },
      { action: 'member-info', userId: '@carol' },
      { action: 'member-info', userId: 'carol' },
      { action: 'member-info', target: '@carol' },
    ]);
    expect(JSON.parse(whole ?? '').member).toMatchObject({ username: 'carol' });
    expect(others).toHaveLength(3);
    for (const refused of others) expect(refused).not.toContain('Carol Clark');
    console.log(`member-info without channelId, as OpenClaw answers it: ${others.join(' | ').slice(0, 400)}`);
  });

  test('does not offer pins; where an operator does, it says that there are none', async () => {
    expect(await use('#general', { action: 'list-pins' })).toContain('must be equal to one of the allowed values');
    await config.change(({ accounts }) => Object.assign(accounts['tool'] ?? {}, { actions: { pins: true } }));
    const { _id: messageId } = await workspace.client('bob').say('#general', 'to be seen by all');
    const results = await uses('#general', [
      { action: 'pin', messageId },
      { action: 'unpin', messageId },
      { action: 'list-pins' },
    ]);
    for (const result of results) expect(result).toContain('lets no app pin messages');
    await config.restore();
  });

  test('does nothing that is switched off, at once', async () => {
    const actions = { reactions: false, messages: false, memberInfo: false, channelInfo: false };
    await config.change(({ accounts }) => Object.assign(accounts['tool'] ?? {}, { actions }));
    const { _id: messageId } = await workspace.client('bob').say('#general', 'leave it alone');
    const results = await uses('#general', [
      { action: 'react', messageId, emoji: 'tada' },
      { action: 'read' },
      { action: 'channel-info' },
      { action: 'send', message: 'but this it may' },
    ]);
    for (const result of results.slice(0, 3)) expect(result).toContain('allowed values');
    expect(stored(messageId)?.reactions).toBeUndefined();
    expect(botMessages().map(({ msg }) => msg)).toContain('but this it may');
    await config.restore();
  });
});

describe('a target', { timeout: 120_000 }, () => {
  const sent = (text: string) => botMessages().find(({ msg }) => msg === text)?.rid;
  const directWith = (username: string) => {
    const ids = [personCalled(username), personCalled(BOT)].sort();
    return [...workspace.store.rooms.values()].find(
      ({ t, uids }) => t === 'd' && uids?.toSorted().join() === ids.join(),
    );
  };

  test.each([
    ['#general', () => 'GENERAL'],
    ['channel:GENERAL', () => 'GENERAL'],
    ['channel:#general', () => 'GENERAL'],
    ['GENERAL', () => 'GENERAL'],
    ['general', () => 'GENERAL'],
    ['@carol', () => directWith('carol')?._id],
    ['carol', () => directWith('carol')?._id],
    ['user:<id>', () => directWith('alice')?._id],
    ['<id>', () => directWith('alice')?._id],
  ])('%s is where the message goes', async (form, roomId) => {
    const message = `to a target, after ${botMessages().length} others`;
    await use('#general', { action: 'send', target: form.replace('<id>', personCalled('alice')), message });
    const room = sent(message);
    expect(room).toBeDefined();
    expect(room).toBe(roomId());
  });

  test.each([
    ['#genral', 'Did you mean #general (channel:GENERAL)?'],
    ['@carl', 'Did you mean @carol (user:'],
    ['#ops', 'that the bot can see'],
    ['channel:general', 'there is no room general'],
    ['room:x', 'is no target: use `channel:'],
  ])('%s is none, and the model hears so', async (target, told) => {
    expect(await use('#general', { action: 'send', target, message: 'lost' })).toContain(told);
    expect(sent('lost')).toBeUndefined();
  });
});
