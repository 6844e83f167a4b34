import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest';
import { peerIn, threadIn } from '../../gateway-endpoint/src/config/account-names.ts';
import { runCli } from '../../testbed/gateway/cli.ts';
import { isolate } from '../../testbed/gateway/isolation.ts';
import type { Client, MessageRecord, Workspace } from '../../testbed/workspace/workspace.ts';
import { answerTo, BOT, connectWorkspace, saidByBot } from './connected-workspace.ts';
import { openLiveConfig } from './live-config.ts';
import { outcomesIn } from './outcomes-in-log.ts';
import { askedOf, part } from './part.ts';

const ROOM = 'channel:';

describe('threads', () => {
  let workspace: Workspace;
  let bob: Client;
  /** Its messages are answered in threads (`reply-accounts.ts`), those of #general are not. */
  let threaded: string;

  beforeAll(async () => {
    workspace = await connectWorkspace('deno', 'threads');
    bob = workspace.client('bob');
    threaded = (await bob.createRoom('threaded', { isPrivate: true }))._id;
    await bob.invite(threaded, BOT);
  });

  afterAll(async () => workspace?.stop());

  const mention = (words: string) => `@${BOT} ${words}`;
  const repliesIn = (threadId: string) => saidByBot(workspace).filter(({ tmid }) => tmid === threadId);
  const sessionOf = async (words: string) => (await askedOf(words)).at(-1)?.sessionKey;
  const thread = ({ rid, _id }: MessageRecord) =>
    `agent:main:rocketchat:${ROOM}${peerIn('threads', rid)}:thread:${threadIn('threads', _id)}`;

  test('a message is answered in a thread under it, with a session of its own, and who goes on there need not mention the bot', async () => {
    const words = await part('In a thread.');
    const root = await bob.say(threaded, mention(words));
    expect(await answerTo(workspace, root, root._id)).toMatchObject({ msg: 'In a thread.' });
    expect(await sessionOf(words)).toBe(thread(root));

    const more = await part('I am still here.');
    const followUp = await bob.say(threaded, more, { threadId: root._id });
    expect(await answerTo(workspace, followUp, root._id)).toMatchObject({ msg: 'I am still here.' });
    expect(await sessionOf(more)).toBe(thread(root));

    const other = await part('Another thread.');
    const second = await bob.say(threaded, mention(other));
    await answerTo(workspace, second, second._id);
    expect(await sessionOf(other)).toBe(thread(second));
  });

  test('a message in the thread while its first answer is under way is answered after it', async () => {
    const slow = await part({ text: 'The first answer takes its time.', pieces: 6, pauseMs: 300 });
    const root = await bob.say(threaded, mention(slow));
    await vi.waitFor(async () => expect(await askedOf(slow)).toHaveLength(1), { timeout: 30_000, interval: 20 });
    const quick = await part('The second answer.');
    await bob.say(threaded, mention(quick), { threadId: root._id });
    await vi.waitFor(() => expect(repliesIn(root._id)).toHaveLength(2), { timeout: 30_000, interval: 50 });
    expect(repliesIn(root._id).map(({ msg }) => msg)).toEqual([
      'The first answer takes its time.',
      'The second answer.',
    ]);
    expect(await sessionOf(quick)).toBe(thread(root));
  });

  test('a reaction to an answer, and an edit of its question, reach the session of the thread', async () => {
    const words = await part('Answered.');
    const root = await bob.say(threaded, mention(words));
    await answerTo(workspace, root, root._id);
    const reply = repliesIn(root._id)[0]?._id ?? '';
    await bob.react(reply, ':tada:');
    await bob.edit(root._id, mention(`${words} and thanks`));
    const ofThese = (id: string) =>
      id.startsWith(`reaction.added:${reply}`) || id.startsWith(`message.updated:${root._id}`);
    await vi.waitFor(
      () => {
        const outcomes = [...outcomesIn(inject('gateway').folder)].filter(([id]) => ofThese(id));
        expect(outcomes.map(([, outcome]) => outcome)).toEqual([['notice'], ['notice']]);
      },
      { timeout: 30_000, interval: 50 },
    );
    const next = await part('Noted.');
    await bob.say(threaded, next, { threadId: root._id });
    await vi.waitFor(() => expect(repliesIn(root._id)).toHaveLength(2), { timeout: 30_000, interval: 50 });
    const events = (await askedOf(next)).at(-1)?.systemEvents.join('\n');
    expect(events).toContain('reacted with :tada:');
    expect(events).toContain(`edited their own message ${root._id}`);
  });

  describe('where the room answers in the room', () => {
    test('a message is answered there, and one in a thread in that thread', async () => {
      const root = await bob.say('#general', mention(await part('In the room.')));
      expect((await answerTo(workspace, root)).msg).toBe('In the room.');
      const reply = await bob.say('#general', mention(await part('In the thread.')), { threadId: root._id });
      expect((await answerTo(workspace, reply, root._id)).msg).toBe('In the thread.');
    });

    test('a reply tag of the model opens the thread of the message', async () => {
      const root = await bob.say('#general', mention(await part('[[reply_to_current]] Under it.')));
      expect((await answerTo(workspace, root, root._id)).msg).toBe('Under it.');
      const other = await bob.say('#general', mention(await part(`[[reply_to:${root._id}]] Under the one before.`)));
      await vi.waitFor(() => expect(repliesIn(root._id)).toHaveLength(2), { timeout: 30_000, interval: 50 });
      expect(repliesIn(root._id)[1]?.msg).toBe('Under the one before.');
      expect(repliesIn(other._id)).toEqual([]);
    });

    test('a reply tag in a thread stays in the thread of its root', async () => {
      const root = await bob.say('#general', 'a thread of Bob’s own');
      const reply = await bob.say('#general', mention(await part('[[reply_to_current]] Here.')), {
        threadId: root._id,
      });
      expect((await answerTo(workspace, reply, root._id)).msg).toBe('Here.');
    });

    test('a reply tag with a message of another room costs nobody the answer', async () => {
      const elsewhere = await bob.say(threaded, 'a secret of another room');
      const root = await bob.say('#general', mention(await part(`[[reply_to:${elsewhere._id}]] Not over there.`)));
      expect((await answerTo(workspace, root)).msg).toBe('Not over there.');
      expect(repliesIn(elsewhere._id)).toEqual([]);
    });
  });

  test('a direct conversation stays flat, whatever a tag says', async () => {
    const message = await bob.say(`@${BOT}`, await part('[[reply_to_current]] Flat.'));
    expect((await answerTo(workspace, message)).msg).toBe('Flat.');
  });

  test('a message that the agent sends with the message tool from a thread lands in that thread', async () => {
    const send = { tool: 'message', arguments: { action: 'send', message: 'By the tool.' } };
    const root = await bob.say(threaded, mention(await part({ calls: [send] }, 'Done.')));
    await vi.waitFor(() => expect(repliesIn(root._id).map(({ msg }) => msg)).toContain('By the tool.'), {
      timeout: 30_000,
      interval: 50,
    });
    const inRoom = [...workspace.store.messages.values()].filter(({ msg, tmid }) => msg === 'By the tool.' && !tmid);
    expect(inRoom).toEqual([]);
  });

  test('a message that an operator sends to a thread lands in that thread', async () => {
    const root = await bob.say(threaded, 'to be told something');
    const about = ['--channel', 'rocketchat', '--account', 'threads', '--target', `channel:${threaded}`];
    const { folder } = inject('gateway');
    const sent = ['message', 'send', ...about, '--thread-id', root._id, '--message', 'By an operator.'];
    const { code, stderr } = await runCli(await isolate(folder), sent);
    expect({ code, stderr }).toMatchObject({ code: 0 });
    expect(repliesIn(root._id).map(({ msg }) => msg)).toEqual(['By an operator.']);
  });

  test('[F7] a reply under a message of an operator needs no mention', async () => {
    const about = ['--channel', 'rocketchat', '--account', 'threads', '--target', `channel:${threaded}`];
    const sent = ['message', 'send', ...about, '--message', 'The build is broken.'];
    expect(await runCli(await isolate(inject('gateway').folder), sent)).toMatchObject({ code: 0 });
    const post = [...workspace.store.messages.values()].find(({ msg }) => msg === 'The build is broken.');
    await bob.say(threaded, await part('I shall look.'), { threadId: post?._id ?? '' });
    await vi.waitFor(() => expect(repliesIn(post?._id ?? '').map(({ msg }) => msg)).toContain('I shall look.'), {
      timeout: 30_000,
      interval: 50,
    });
  });

  describe('with settings that change', () => {
    let live: Awaited<ReturnType<typeof openLiveConfig>>;
    beforeAll(async () => {
      live = await openLiveConfig();
      await live.change(({ accounts }) => {
        Object.assign(accounts['threads'] ?? {}, {
          replyToMode: 'all',
          replyToModeByChatType: { direct: 'first' },
          thread: { alsoInRoom: true },
        });
      });
    });
    afterAll(() => live.restore());

    test('no account starts anew; direct messages have threads, and answers show in the room as well', async () => {
      const words = await part('Under your message.');
      const message = await bob.say(`@${BOT}`, words);
      expect(await answerTo(workspace, message, message._id)).toMatchObject({
        msg: 'Under your message.',
        tshow: true,
      });
      expect(await sessionOf(words)).toMatch(new RegExp(`:thread:${threadIn('threads', message._id)}$`));
      const root = await bob.say('#general', mention(await part('Here, too.')));
      expect(await answerTo(workspace, root, root._id)).toMatchObject({ msg: 'Here, too.', tshow: true });
      expect(live.starts('threads')).toBe(1);
    });
  });
});
