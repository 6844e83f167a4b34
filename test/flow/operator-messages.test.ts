// Long: an operator sends each message by the command line of OpenClaw, which takes seconds to start.
import { readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest';
import type { Report } from '../../gateway-endpoint/src/plugin/status/report.ts';
import type { Log } from '../../gateway-endpoint/src/plugin/status/run-log.ts';
import type { MessageRecord, Workspace } from '../../testbed/workspace/workspace.ts';
import { BOT, connectWorkspace, postsByBot } from './connected-workspace.ts';
import { AGENT_WORKSPACE } from './gateway-setup.ts';
import { openclaw } from './openclaw.ts';
import { outcomesOf } from './outcomes-in-log.ts';
import { part } from './part.ts';

const WAIT = { timeout: 60_000, interval: 50 };

let workspace: Workspace;

beforeAll(async () => {
  workspace = await connectWorkspace('deno', 'tool');
});

afterAll(async () => workspace?.stop());

const stored = (id: string): MessageRecord | undefined => workspace.store.messages.get(id);
const botMessages = () => postsByBot(workspace);
const roomCalled = (name: string) => [...workspace.store.rooms.values()].find((room) => room.name === name)?._id ?? '';
const personCalled = (username: string) => {
  return [...workspace.store.users.values()].find((user) => user.username === username)?._id ?? '';
};

describe('an operator', { timeout: 180_000 }, () => {
  const rocketchat = ['--channel', 'rocketchat', '--account', 'tool'];
  const message = (...args: string[]) => openclaw('message', ...args, ...rocketchat, '--json');

  test('sends, reads, edits and deletes from the command line, by the name of the room', async () => {
    expect(await message('send', '--target', '#general', '--message', 'from the shell')).toMatchObject({ code: 0 });
    const { _id, rid } = botMessages().find(({ msg }) => msg === 'from the shell') ?? { _id: '', rid: '' };
    expect(rid).toBe('GENERAL');
    const on = ['--target', '#general', '--message-id', _id];
    expect((await message('read', '--target', '#general', '--limit', '5')).stdout).toContain('from the shell');
    expect(await message('edit', ...on, '--message', 'edited there')).toMatchObject({ code: 0 });
    expect(stored(_id)?.msg).toBe('edited there');
    expect(await message('delete', ...on)).toMatchObject({ code: 0 });
    expect(stored(_id)).toBeUndefined();
  });

  test('finds people, rooms and members in the directory, with ids that are targets', async () => {
    const listed = async (...args: string[]) =>
      JSON.parse((await openclaw('directory', ...args, ...rocketchat, '--json')).stdout);
    const [self, peers, groups, members] = await Promise.all([
      listed('self'),
      listed('peers', 'list', '--query', 'car'),
      listed('groups', 'list', '--query', 'gen'),
      listed('groups', 'members', '--group-id', '#general'),
    ]);
    expect(self).toMatchObject({ id: `user:${personCalled(BOT)}` });
    expect(peers).toMatchObject([{ kind: 'user', id: `user:${personCalled('carol')}`, handle: '@carol' }]);
    expect(groups).toMatchObject([{ id: 'channel:GENERAL', name: '#general' }]);
    const handles = (members as { handle: string }[]).map(({ handle }) => handle);
    expect(handles.sort()).toEqual(['@alice', '@bob', '@carol', `@${BOT}`]);
  });

  // Side by side: each mostly waits for a command line to start, and has messages of its own.
  test.concurrent('[F29] sends files from the command line, while the gateway runs', async () => {
    const file = path.join(inject('gateway').folder, AGENT_WORKSPACE, 'from-the-shell.pdf');
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, '%PDF-1.4 by hand');
    const target = ['--target', '#general', '--message', 'see the file', '--media', file];
    expect(await message('send', ...target)).toMatchObject({ code: 0 });
    const [text, shown, ...more] = botMessages().filter(({ msg, file }) => file ?? msg === 'see the file');
    expect([text?.msg, shown?.msg, shown?.file?.name]).toEqual(['see the file', '', 'from-the-shell.pdf']);
    expect(more).toEqual([]);
    expect(String(workspace.store.uploads.get(shown?.file?._id ?? '')?.bytes)).toBe('%PDF-1.4 by hand');
  });

  test.concurrent('reads how to let the bot into a private room where it is to react', async () => {
    const { _id } = await workspace.client('alice').say('#ops', 'without the bot');
    const on = ['--target', `channel:${roomCalled('ops')}`, '--message-id', _id];
    const { code, stdout, stderr } = await message('react', ...on, '--emoji', '👍');
    expect(code).toBe(1);
    expect(stdout + stderr).toContain(`invite @${BOT} into this room with /invite @${BOT}`);
    expect(stored(_id)?.reactions).toBeUndefined();
  });

  test.concurrent('reads both directions of the connection, and what it has brought, while the gateway runs', async () => {
    await hasAnswered();
    const { code, stdout, stderr } = await openclaw('rocketchat', 'status', '--account', 'tool', '--json');
    expect(code, stdout + stderr).toBe(0);
    const { gateway, accounts } = JSON.parse(stdout) as { gateway: string; accounts: Report[] };
    expect(gateway).toBe('answers');
    expect(accounts).toMatchObject([
      { account: 'tool', state: 'runs', toGateway: { state: 'works' }, toWorkspace: { state: 'works' }, givenUp: 0 },
    ]);
    const [{ counts, startedAt = 0, toGateway } = {}] = accounts;
    expect(counts?.received).toBeGreaterThan(0);
    expect(counts?.answered).toBeGreaterThan(0);
    expect(counts?.commands).toBeGreaterThan(0);
    expect(toGateway?.lastAt).toBeGreaterThan(startedAt);
  });

  test.concurrent('finds an event and its answer by their ids in the logs of both sides', async () => {
    const id = await hasAnswered();
    const { code, stdout, stderr } = await openclaw(
      'rocketchat',
      'log',
      '--account',
      'tool',
      '--limit',
      '400',
      '--json',
    );
    expect(code, stdout + stderr).toBe(0);
    const [{ entries } = { entries: [] }] = (JSON.parse(stdout) as { accounts: Log[] }).accounts;
    const event = entries.find((entry) => entry.id === id);
    expect(event).toMatchObject({ way: 'in', kind: 'message.sent', roomId: 'GENERAL', outcome: 'turn' });
    const posts = entries.filter(({ kind, eventId }) => kind === 'post' && eventId === id);
    const [theirs, ours] = [workspace.logs.join('\n'), gatewayLog()];
    expect(theirs).toContain(`(event ${id})`);
    expect(ours).toContain(`event ${id}: turn`);
    expect(posts.length).toBeGreaterThan(0);
    for (const post of posts) {
      expect(post).toMatchObject({ way: 'out', roomId: 'GENERAL', outcome: 'done', ms: expect.any(Number) });
      expect(theirs).toContain(`command ${post.id}: post is done`);
      expect(ours).toContain(`command ${post.id}: post is done`);
    }
  });

  /** Bob asks, and is answered; the id of the event. */
  async function hasAnswered(): Promise<string> {
    const { _id } = await workspace.client('bob').say('#general', `@${BOT} ${await part('one more turn')}`);
    const id = `message.sent:${_id}`;
    await outcomesOf([id], inject('gateway').folder);
    return id;
  }

  const gatewayLog = () => readFileSync(path.join(inject('gateway').folder, 'openclaw.log'), 'utf8');

  /** Bob replies in the thread of this post without a mention; the bot answers him there. */
  async function isHeardUnder(text: string): Promise<void> {
    const post = await vi.waitFor(() => {
      const found = botMessages().find(({ msg }) => msg.includes(text));
      if (!found) throw new Error(`nobody has posted ${text}`);
      return found;
    }, WAIT);
    expect(post.rid).toBe('GENERAL');
    const answer = `heard under ${text}`;
    await workspace.client('bob').say('#general', await part(answer), { threadId: post._id });
    const replies = () => botMessages().filter(({ tmid }) => tmid === post._id);
    await vi.waitFor(() => expect(replies().map(({ msg }) => msg)).toContain(answer), WAIT);
  }

  test.concurrent('[F7] a reply under a poll that an operator has sent needs no mention', async () => {
    const options = ['--poll-option', 'Pizza', '--poll-option', 'Pasta'];
    const poll = await message('poll', '--target', '#general', '--poll-question', 'What shall we eat?', ...options);
    expect(poll).toMatchObject({ code: 0 });
    await isHeardUnder('What shall we eat?');
  });

  test.concurrent('[F7] has a scheduled run announce in a room by its name, and a reply under it needs no mention', async () => {
    const words = await part('news of the hour');
    const job = [
      'cron',
      'add',
      '--name',
      'news',
      '--at',
      '1s',
      '--session',
      'isolated',
      '--message',
      words,
      '--announce',
    ];
    expect(await openclaw(...job, ...rocketchat, '--to', '#general')).toMatchObject({ code: 0 });
    await isHeardUnder('news of the hour');
  });
});
