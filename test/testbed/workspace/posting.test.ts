import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type InstalledApp,
  startWorkspace,
  type Workspace,
  type WorkspaceEvent,
} from '../../../testbed/workspace/workspace.ts';
import { ask, buildProbe, hear } from './probe.ts';

describe.each(['deno', 'node'] as const)('writing by an app in the %s sandbox', (sandbox) => {
  let workspace: Workspace;
  let app: InstalledApp;
  const asks = (verb: string, given: Record<string, string> = {}) => ask(workspace, app, verb, given);
  const roomNamed = (name: string) => {
    const room = [...workspace.store.rooms.values()].find((candidate) => candidate.name === name);
    if (!room) throw new Error(`no room ${name}`);
    return room;
  };

  beforeAll(async () => {
    workspace = await startWorkspace({ sandbox });
    app = await workspace.installApp(await buildProbe());
  });
  afterAll(() => workspace.stop());

  test('it posts into a private room that it is not in, and cannot react there', async () => {
    const id = (await asks('post', { room: roomNamed('ops')._id, text: 'I am in' })) as string;
    expect((await workspace.client('bob').history('#ops')).at(-1)).toMatchObject({ _id: id, msg: 'I am in' });
    await expect(asks('react', { id, emoji: ':tada:' })).rejects.toThrow('Not Authorized');
    await workspace.client('alice').invite('#ops', 'probe.bot');
    expect(await asks('react', { id, emoji: ':tada:' })).toBe('reacted');
  });

  test('a reply goes to the root of its thread and to the room of that root', async () => {
    const bob = workspace.client('bob');
    const root = await bob.say('#ops', 'root');
    const reply = await bob.say('#ops', 'reply', { threadId: root._id });
    const id = (await asks('post', { room: 'GENERAL', text: 'deeper', threadId: reply._id })) as string;
    const stored = workspace.store.messages.get(id);
    expect(stored).toMatchObject({ rid: root.rid, tmid: root._id });
    expect(await bob.thread(root._id)).toHaveLength(2);
    expect(workspace.store.messages.get(root._id)?.tcount).toBe(2);
    // converters/threads.ts lists the root twice.
    expect(await asks('thread', { id: root._id })).toEqual(['root', 'root', 'reply', 'deeper']);
  });

  test('it edits anything without a question', async () => {
    const sent = await workspace.client('bob').say('#general', 'mine');
    await asks('edit', { id: sent._id, text: 'yours' });
    expect(workspace.store.messages.get(sent._id)).toMatchObject({ msg: 'yours', editedBy: { username: 'probe.bot' } });
    await hear(workspace, app, 'updated', ({ message }) => (message as { id: string }).id === sent._id);
  });

  test.each([
    [
      'more text than Message_MaxAllowedSize',
      () => asks('post', { text: 'x'.repeat(5001) }),
      'error-message-size-exceeded',
    ],
    ['custom fields nobody declared', () => asks('postCustom', { text: 'x' }), 'Custom fields not enabled'],
    ['an unknown room', () => asks('post', { room: 'nowhere' }), 'no such room'],
  ])('%s is refused', async (_name, act, reason) => {
    await expect(act()).rejects.toThrow(reason);
  });

  test.each([
    ['archived', { archived: true }, 'room_is_archived'],
    ['read-only', { ro: true }, 'readonly'],
    ['muting it', { muted: ['probe.bot'] }, 'You_have_been_muted'],
  ])('a room that is %s refuses it', async (name, flags, reason) => {
    await workspace.client('alice').call('POST', 'channels.create', { name: `room-${name.replace(' ', '-')}` });
    const room = roomNamed(`room-${name.replace(' ', '-')}`);
    Object.assign(room, flags);
    await expect(asks('post', { room: room._id, text: 'x' })).rejects.toThrow(reason);
  });

  test('an encrypted room refuses plain text unless the server allows it', async () => {
    const room = roomNamed('ops');
    Object.assign(room, { encrypted: true });
    workspace.settings.E2E_Enable = true;
    await expect(asks('post', { room: room._id, text: 'x' })).rejects.toThrow('un-encrypted');
    Object.assign(room, { encrypted: false });
  });

  test('finish ignores a given id; an alias is allowed to it and to nobody else', async () => {
    expect(await asks('post', { text: 'x', id: 'chosen', alias: 'Some One' })).not.toBe('chosen');
    const message = { rid: 'GENERAL', msg: 'x', alias: 'Some One' };
    await expect(workspace.client('bob').call('POST', 'chat.sendMessage', { message })).rejects.toMatchObject({
      errorType: 'error-not-allowed',
    });
  });

  test('an upload posts its own message, and its bytes can be read back', async () => {
    const id = (await asks('upload', { name: 'notes.txt' })) as string;
    const last = (await workspace.client('bob').history('#general')).at(-1);
    expect(last).toMatchObject({ msg: '', file: { _id: id, name: 'notes.txt' }, u: { username: 'probe.bot' } });
    expect(await asks('readFile', { id })).toBe('hello file');
  });

  test('typing and whispers are broadcast and not stored', async () => {
    const events: WorkspaceEvent[] = [];
    const unsubscribe = workspace.stream.subscribe((event) => events.push(event));
    const before = workspace.store.messages.size;
    await asks('typing');
    await asks('notify', { user: 'bob', text: 'only you' });
    unsubscribe();
    expect(events.filter(({ type }) => type === 'typing')).toMatchObject([
      { user: 'probe.bot', on: true },
      { user: 'probe.bot', on: false },
    ]);
    expect(events.filter(({ type }) => type === 'ephemeral')).toMatchObject([
      { user: 'bob', message: { text: 'only you' } },
    ]);
    expect(workspace.store.messages.size).toBe(before);
  });

  test('history has no system messages, and replies only when asked for', async () => {
    const texts = async (threads: string) =>
      ((await asks('history', { room: roomNamed('ops')._id, threads })) as { text: string }[]).map(({ text }) => text);
    expect(await texts('no')).toEqual(['I am in', 'root']);
    expect(await texts('yes')).toEqual(['I am in', 'root', 'reply', 'deeper']);
  });

  test('modules outside the list cannot be required, globalThis is undefined and the environment is empty', async () => {
    expect(await asks('requires', { name: 'child_process' })).toContain('not allowed');
    expect(await asks('requires', { name: 'fs/promises' })).toContain('not allowed');
    expect(await asks('requires', { name: 'crypto' })).toBe('object');
    expect(await asks('globals')).toEqual({ globalThis: 'undefined', env: sandbox === 'deno' ? 'denied' : 0 });
  });
});
