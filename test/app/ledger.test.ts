import { APP_ID, writeSecret } from '@rocketchat-openclaw/shared';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findUserByName, type Sandbox, type Workspace } from '../../testbed/workspace/workspace.ts';
import { type Installed, startInstalled } from './installed-app.ts';
import { restarted } from './restarted.ts';

const secret = writeSecret(Uint8Array.from({ length: 32 }, (_, i) => 51 + i * 3));

type Row = { key?: string; openedAt?: number; answer?: unknown };
type Answer = { ok: boolean; result: { messageId?: string; happened?: string }; error: { code: string } };

describe.each(['deno', 'node'] satisfies Sandbox[])('a crash in the middle of a command (%s sandbox)', (sandbox) => {
  let workspace: Workspace;
  let gateway: Installed['gateway'];
  let turn = 0;

  beforeAll(async () => {
    ({ workspace, gateway } = await startInstalled(sandbox, secret));
  });

  afterAll(async () => workspace?.stop());

  const aPost = (text: string, change: object = {}) => {
    const key = `turn:${++turn}`;
    return { command: 'post', roomId: 'GENERAL', text, key, ...change };
  };
  const ask = async (body: object) => (await gateway.command(body)) as Answer;
  const outcome = async (of: string) => (await ask({ command: 'outcome', of })).result;
  const said = (text: string) => [...workspace.store.messages.values()].filter(({ msg }) => msg === text);
  const rows = (key: string) =>
    [...workspace.store.persistence.values()].map(({ data }) => data as Row).filter((row) => row.key === key);

  /** The sandbox dies when `isNow` says so, and its answer never comes. */
  async function crash(command: { key: string }, arm: (kill: () => void) => () => void): Promise<void> {
    await restarted(workspace, async () => {
      const dead = Promise.withResolvers<void>();
      const disarm = arm(() => {
        workspace.app(APP_ID).killSandbox();
        dead.resolve();
      });
      void gateway.command(command).catch(() => undefined);
      await dead.promise;
      disarm();
    });
  }

  /** Right after the row was opened: what was to follow has not begun. */
  const beforeItsEffect = (key: string) => (kill: () => void) => {
    const { persistence } = workspace.store;
    const set = persistence.set.bind(persistence);
    persistence.set = (id, row) => {
      const map = set(id, row);
      if ((row.data as Row).key === key) kill();
      return map;
    };
    return () => void Reflect.deleteProperty(persistence, 'set');
  };

  /** Right after the server has stored the message: nobody has written down that it was. */
  const afterItsEffect = (text: string) => (kill: () => void) =>
    workspace.stream.subscribe((event) => {
      if (event.type === 'message' && event.message.msg === text) kill();
    });

  test('before the post: the repeat posts it, once', async () => {
    const command = aPost('before the post');
    await crash(command, beforeItsEffect(command.key));
    expect(said('before the post')).toHaveLength(0);
    expect(rows(command.key)).toMatchObject([{ openedAt: expect.any(Number) }]);
    expect(await outcome(command.key)).toEqual({ happened: 'no' });
    const answer = await ask(command);
    expect(said('before the post')).toMatchObject([{ _id: answer.result.messageId }]);
    expect(await ask(command)).toEqual(answer);
    expect(await outcome(command.key)).toEqual({ happened: 'yes', messageId: answer.result.messageId });
  });

  test('after the post: the repeat finds it, and posts nothing', async () => {
    const command = aPost('after the post');
    await crash(command, afterItsEffect('after the post'));
    const [message] = said('after the post');
    expect(await outcome(command.key)).toEqual({ happened: 'yes', messageId: message?._id });
    expect(await ask(command)).toEqual({ ok: true, result: { messageId: message?._id } });
    expect(await ask(command)).toEqual({ ok: true, result: { messageId: message?._id } });
    expect(said('after the post')).toHaveLength(1);
  });

  test('after a post in a thread: it is found there, also where the thread was named by a reply', async () => {
    const root = await workspace.client('bob').say('#general', 'a question');
    const reply = await workspace.client('carol').say('#general', 'one more', { threadId: root._id });
    const command = aPost('in the thread', { threadId: reply._id });
    await crash(command, afterItsEffect('in the thread'));
    const [message] = said('in the thread');
    expect(message).toMatchObject({ tmid: root._id });
    expect(await ask(command)).toEqual({ ok: true, result: { messageId: message?._id } });
    expect(said('in the thread')).toHaveLength(1);
  });

  test('the same words that another key has posted are not taken for it', async () => {
    await ask(aPost('done'));
    const command = aPost('done');
    await crash(command, beforeItsEffect(command.key));
    await ask(aPost('done'));
    expect(await ask(command)).toMatchObject({ ok: true });
    expect(said('done')).toHaveLength(3);
  });

  test('where a filter has changed the words, nobody can tell, and nothing is posted again', async () => {
    const command = aPost('some bad words');
    await crash(command, afterItsEffect('some bad words'));
    const [message] = said('some bad words');
    Object.assign(message ?? {}, { msg: 'some *** words' });
    expect(await outcome(command.key)).toEqual({ happened: 'unknown' });
    const before = workspace.store.messages.size;
    expect(await ask(command)).toMatchObject({ ok: false, error: { code: 'outcome-unknown' } });
    expect(workspace.store.messages.size).toBe(before);
    workspace.store.messages.delete(message?._id ?? '');
  });

  test('a whisper leaves nothing behind: nobody can say whether it was heard', async () => {
    const userId = findUserByName(workspace.store, 'bob')?._id;
    const command = { command: 'notify', roomId: 'GENERAL', userId, text: 'only you', key: 'whisper:1' };
    await crash(command, beforeItsEffect(command.key));
    expect(await outcome(command.key)).toEqual({ happened: 'unknown' });
    expect(await ask(command)).toMatchObject({ ok: false, error: { code: 'outcome-unknown' } });
  });

  describe('without a crash', () => {
    test('a command that was done has the outcome yes, and any other has the outcome no', async () => {
      const command = aPost('simply');
      const { result } = await ask(command);
      expect(await outcome(command.key)).toEqual({ happened: 'yes', messageId: result.messageId });
      expect(await outcome('never:1')).toEqual({ happened: 'no' });
      const wrong = aPost('nowhere', { roomId: 'NOWHERE' });
      expect(await ask(wrong)).toMatchObject({ ok: false });
      expect(await outcome(wrong.key)).toEqual({ happened: 'no' });
      expect(rows(wrong.key)).toEqual([]);
    });

    test('a command that the server refuses after all was not done, and may be tried again', async () => {
      const general = workspace.store.rooms.get('GENERAL');
      const command = aPost('later then');
      Object.assign(general ?? {}, { archived: true });
      expect(await ask(command)).toMatchObject({ ok: false, error: { code: 'may-not-write' } });
      Object.assign(general ?? {}, { archived: false });
      expect(rows(command.key)).toEqual([]);
      expect(await ask(command)).toMatchObject({ ok: true });
      expect(said('later then')).toHaveLength(1);
    });

    test('the rows keep no word of what was said', async () => {
      await ask(aPost('a word of mine'));
      expect(JSON.stringify([...workspace.store.persistence.values()])).not.toContain('a word of mine');
    });
  });
});
