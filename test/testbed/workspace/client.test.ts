import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ADMIN_ID } from '../../../testbed/workspace/store/seed.ts';
import {
  seededDice,
  startWorkspace,
  type Workspace,
  type WorkspaceEvent,
} from '../../../testbed/workspace/workspace.ts';
import { until } from './probe.ts';

describe('people at work', () => {
  let workspace: Workspace;
  const start = () => startWorkspace({ sandbox: 'node', dice: seededDice(7), clock: () => 1_750_000_000_000 });
  beforeAll(async () => {
    workspace = await start();
  });
  afterAll(() => workspace.stop());

  test('the same dice and clock make the same workspace, with ids like those of Rocket.Chat', async () => {
    const again = await start();
    await again.stop();
    expect([...again.store.users.values()]).toEqual([...workspace.store.users.values()]);
    const [admin, ...others] = again.store.users.keys();
    expect(admin).toBe(ADMIN_ID);
    expect(others.length).toBeGreaterThan(1);
    for (const id of others) expect(id).toMatch(/^[2-9A-HJ-NP-Za-km-z]{17}$/);
  });

  test('alice, bob and carol are in general; ops is for the first two', async () => {
    const names = async (who: string) => (await workspace.client(who).rooms()).map(({ name }) => name);
    expect(await names('alice')).toEqual(['general', 'ops']);
    expect(await names('carol')).toEqual(['general']);
    await expect(workspace.client('carol').say('#ops', 'let me in')).rejects.toMatchObject({ status: 400 });
    await expect(workspace.client('nobody').rooms()).rejects.toMatchObject({ status: 401 });
  });

  test('a direct room is one and the same from both sides', async () => {
    const mine = await workspace.client('bob').directRoomWith('carol');
    const theirs = await workspace.client('carol').directRoomWith('bob');
    expect(mine).toMatchObject({ _id: theirs._id, t: 'd', usernames: ['bob', 'carol'] });
    await workspace.client('bob').say('@carol', 'hello');
    expect((await workspace.client('carol').history(mine._id)).map(({ msg }) => msg)).toEqual(['hello']);
    await expect(workspace.client('alice').history(mine._id)).rejects.toMatchObject({
      errorType: 'error-room-not-found',
    });
  });

  test('history is newest last, with replies; a thread has its replies', async () => {
    const bob = workspace.client('bob');
    const root = await bob.say('#ops', 'one');
    await bob.say('#ops', 'two', { threadId: root._id });
    expect((await bob.history('#ops')).map(({ msg }) => msg)).toEqual(['one', 'two']);
    expect((await bob.thread(root._id)).map(({ msg, tmid }) => [msg, tmid])).toEqual([['two', root._id]]);
  });

  test('nobody edits for another, and only an admin deletes for another', async () => {
    const sent = await workspace.client('bob').say('#general', 'mine');
    await expect(workspace.client('carol').edit(sent._id, 'yours')).rejects.toMatchObject({
      errorType: 'error-action-not-allowed',
    });
    await workspace.client('alice').delete(sent._id);
    expect(workspace.store.messages.has(sent._id)).toBe(false);
  });

  test('the stream tells each person what they may see', async () => {
    const seen = { bob: await listenAs('bob'), carol: await listenAs('carol') };
    const bob = workspace.client('bob');
    await bob.say('#ops', 'for members');
    await bob.say('#general', 'for all');
    await until('carol to see it', () => seen.carol.texts().includes('for all') || undefined);
    await until('bob to see it', () => seen.bob.texts().includes('for all') || undefined);
    expect(seen.bob.texts()).toEqual(['for members', 'for all']);
    expect(seen.carol.texts()).toEqual(['for all']);
    seen.bob.end();
    seen.carol.end();
    expect((await fetch(`${workspace.url}/stream?token=guess`)).status).toBe(401);
  });

  test.each([
    ['no text parameter', 'chat.update', { msgId: 'x', roomId: 'GENERAL' }],
    ['an unknown message', 'chat.react', { messageId: 'x', emoji: ':tada:' }],
    ['an unknown person', 'im.create', { username: 'nobody' }],
    ['an unknown command', 'commands.run', { command: 'nothing', roomId: 'GENERAL' }],
  ])('%s is a failure with success: false', async (_name, path, params) => {
    await expect(workspace.client('bob').call('POST', path, params)).rejects.toMatchObject({ status: 400 });
  });

  async function listenAs(username: string) {
    const { authToken } = await workspace.client(username).login();
    const abort = new AbortController();
    const response = await fetch(`${workspace.url}/stream?token=${authToken}`, { signal: abort.signal });
    const events: WorkspaceEvent[] = [];
    const reading = (async () => {
      let rest = '';
      for await (const chunk of response.body ?? []) {
        const parts = (rest + Buffer.from(chunk).toString()).split('\n\n');
        rest = parts.pop() ?? '';
        for (const part of parts) if (part.startsWith('data: ')) events.push(JSON.parse(part.slice(6)));
      }
    })();
    reading.catch(() => {});
    const texts = () => events.flatMap((event) => (event.type === 'message' ? [event.message.msg] : []));
    return { texts, end: () => abort.abort() };
  }
});
