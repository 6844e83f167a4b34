import type { IRoom } from '@rocket.chat/apps-engine/definition/rooms/IRoom';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { aRoom, aUser, BOT, DIRECT, SENT_AT } from '../server-objects.ts';
import { aRoomWith, OWN, ROOM, refusalIn, THEIRS } from './a-room.ts';

const ALICE = aUser().id;

beforeEach(() => void vi.useFakeTimers({ now: SENT_AT, toFake: ['Date'] }));
afterEach(() => void vi.useRealTimers());

describe('a post', () => {
  const post = { command: 'post', roomId: 'R', text: 'hi' } as const;

  test.each<[string, object, object]>([
    ['a text', {}, {}],
    ['in a thread', { threadId: 'theirs' }, { threadId: 'theirs' }],
    [
      'in a thread, and in the room as well',
      { threadId: 'theirs', alsoInRoom: true },
      { threadId: 'theirs', _unmappedProperties_: { tshow: true } },
    ],
    ['in the room alone, whatever it says of a thread', { alsoInRoom: true }, {}],
    [
      'that nobody is notified of',
      { quiet: true },
      { editor: expect.objectContaining({ id: BOT.id }), editedAt: new Date(SENT_AT - 120_000) },
    ],
    [
      'with blocks',
      { blocks: [{ type: 'divider' }] },
      { blocks: [expect.objectContaining({ type: 'section' }), expect.objectContaining({ type: 'divider' })] },
    ],
  ])('%s', async (_what, more, message) => {
    const room = aRoomWith();
    expect(await room.asked({ ...post, ...more })).toEqual({ ok: true, result: { messageId: 'new' } });
    expect(room.done).toEqual([{ message: { text: 'hi', room: ROOM, ...message } }]);
  });

  test.each<[string, object, string]>([
    ['into a thread of another room', { threadId: 'elsewhere' }, 'thread-not-in-room'],
    ['into a thread that is gone', { threadId: 'gone' }, 'thread-not-in-room'],
    ['that is one character too long', { text: 'x'.repeat(101) }, 'text-too-long'],
  ])('%s is refused, and nothing is posted', async (_what, more, code) => {
    const room = aRoomWith();
    expect([refusalIn(await room.asked({ ...post, ...more })), room.done]).toEqual([code, []]);
  });

  test('may be as long as the workspace takes it', async () => {
    expect(await aRoomWith().asked({ ...post, text: 'x'.repeat(100) })).toMatchObject({ ok: true });
  });

  test.each([null, undefined, '', 'null', 7])(
    'for which the server names no id (%j) counts as refused by it',
    async (posted) => {
      expect(refusalIn(await aRoomWith({ posted: posted ?? null }).asked(post))).toBe('refused-by-server');
    },
  );
});

describe('an edit', () => {
  const update = { command: 'update', roomId: 'R', messageId: 'own', text: 'new' } as const;

  test('changes the text of a message of the bot', async () => {
    const room = aRoomWith();
    expect(await room.asked(update)).toEqual({ ok: true, result: {} });
    expect(room.done).toEqual([{ edited: { text: 'new' } }]);
  });

  test('removes the blocks that it does not name', async () => {
    const room = aRoomWith({ messages: [{ ...OWN, blocks: [{ type: 'divider' }] } as typeof OWN] });
    await room.asked(update);
    expect(room.done).toEqual([{ edited: { text: 'new', blocks: [] } }]);
  });

  test.each([
    ['of somebody’s message', { messageId: 'theirs' }, 'not-own-message'],
    ['of a message in another room', { messageId: 'elsewhere' }, 'message-not-found'],
    ['of a message that is gone', { messageId: 'gone' }, 'message-not-found'],
    ['that is too long', { text: 'x'.repeat(101) }, 'text-too-long'],
  ])('%s is refused', async (_what, more, code) => {
    const room = aRoomWith();
    expect([refusalIn(await room.asked({ ...update, ...more })), room.done]).toEqual([code, []]);
  });
});

describe('a deletion', () => {
  test('is of a message of the bot', async () => {
    const room = aRoomWith();
    await room.asked({ command: 'delete', roomId: 'R', messageId: 'own' });
    expect(room.done).toEqual([{ deleted: 'own', by: BOT.id }]);
  });

  test.each([
    ['theirs', 'not-own-message'],
    ['elsewhere', 'message-not-found'],
  ])('of %s is refused', async (messageId, code) => {
    const room = aRoomWith();
    expect([refusalIn(await room.asked({ command: 'delete', roomId: 'R', messageId })), room.done]).toEqual([code, []]);
  });
});

describe('a reaction', () => {
  const react = { roomId: 'R', messageId: 'theirs', emoji: ':eyes:' } as const;
  const reacted = (...usernames: string[]) =>
    ({ ...THEIRS, reactions: { ':eyes:': { usernames } } }) as unknown as typeof THEIRS;

  test('is added in the name of the bot', async () => {
    const room = aRoomWith();
    await room.asked({ ...react, command: 'react' });
    expect(room.done).toEqual([{ added: ['theirs', BOT.id, ':eyes:'] }]);
  });

  test.each([
    ['of the bot is removed', [BOT.username, 'bob'], [{ removed: ['theirs', BOT.id, ':eyes:'] }]],
    ['of others stays', ['bob'], []],
  ])('%s', async (_what, usernames, done) => {
    const room = aRoomWith({ messages: [reacted(...usernames)] });
    expect(await room.asked({ ...react, command: 'unreact' })).toEqual({ ok: true, result: {} });
    expect(room.done).toEqual(done);
  });

  test('with another emoji stays', async () => {
    const room = aRoomWith({ messages: [reacted(BOT.username)] });
    await room.asked({ ...react, command: 'unreact', emoji: ':tada:' });
    expect(room.done).toEqual([]);
  });

  test('to a message of another room is refused', async () => {
    const room = aRoomWith();
    expect(refusalIn(await room.asked({ ...react, command: 'react', messageId: 'elsewhere' }))).toBe(
      'message-not-found',
    );
  });

  test('of a bot that is banned, or no member of a private room, is refused', async () => {
    const banned = aRoomWith();
    await banned.ban('R', BOT.id);
    expect(refusalIn(await banned.asked({ ...react, command: 'react' }))).toBe('not-a-member');
    const priv = { ...ROOM, type: 'p', userIds: [ALICE] } as IRoom;
    const left = aRoomWith({ rooms: [priv], messages: [{ ...THEIRS, room: priv }] });
    expect(refusalIn(await left.asked({ ...react, command: 'react' }))).toBe('not-a-member');
  });

  test('is listed with the people who gave it', async () => {
    const room = aRoomWith({ messages: [reacted('bob', 'carol')] });
    expect(await room.asked({ command: 'reactions', roomId: 'R', messageId: 'theirs' })).toEqual({
      ok: true,
      result: { reactions: [{ emoji: ':eyes:', by: ['bob', 'carol'] }] },
    });
  });

  test('to a message from a closed time is not listed', async () => {
    const room = aRoomWith({ messages: [reacted('bob')], saidClosed: true });
    expect(refusalIn(await room.asked({ command: 'reactions', roomId: 'R', messageId: 'theirs' }))).toBe(
      'message-not-found',
    );
  });
});

describe('a whisper', () => {
  const notify = { command: 'notify', roomId: 'R', userId: ALICE, text: 'hi' } as const;

  test.each([
    [{}, {}],
    [{ threadId: 'theirs' }, { threadId: 'theirs' }],
  ])('goes to one person in the room, with %j', async (more, where) => {
    const room = aRoomWith();
    await room.asked({ ...notify, ...more });
    expect(room.done).toEqual([{ whispered: ALICE, room: 'R', text: 'hi', ...where }]);
  });

  test.each([
    ['a person whom nobody knows', { userId: 'nobody' }, 'user-not-found'],
    ['a thread of another room', { threadId: 'elsewhere' }, 'thread-not-in-room'],
  ])('for %s is refused', async (_what, more, code) => {
    const room = aRoomWith();
    expect([refusalIn(await room.asked({ ...notify, ...more })), room.done]).toEqual([code, []]);
  });

  test('for a person who is banned, or no member, is refused', async () => {
    const banned = aRoomWith();
    await banned.ban('R', ALICE);
    const absent = aRoomWith({ rooms: [{ ...ROOM, userIds: [BOT.id] } as IRoom] });
    for (const room of [banned, absent]) expect(refusalIn(await room.asked(notify))).toBe('not-a-member');
  });
});

describe('typing', () => {
  const where = { id: 'R', username: BOT.username };
  const typing = { command: 'typing', roomId: 'R' } as const;

  test('ends as it began', async () => {
    const room = aRoomWith();
    await room.asked({ ...typing, on: true });
    await room.asked({ ...typing, on: false });
    expect(room.done).toEqual([{ typing: where }, { ended: where }]);
  });

  test('that this process did not begin is begun to be ended', async () => {
    const room = aRoomWith();
    await room.asked({ ...typing, on: false });
    expect(room.done).toEqual([{ typing: where }, { ended: where }]);
  });
});

describe('a direct room', () => {
  const openDirect = { command: 'openDirect', userIds: [ALICE] } as const;
  const nobody = aRoom({ id: 'x' });

  test('that is there is taken', async () => {
    const room = aRoomWith({ rooms: [DIRECT] });
    expect(await room.asked(openDirect)).toMatchObject({
      ok: true,
      result: { room: { id: DIRECT.id, type: 'direct' } },
    });
    expect(room.done).toEqual([]);
  });

  test('that is not there is counted, and made in the name of the bot', async () => {
    const { userIds: _unknown, ...made } = { ...DIRECT, id: 'new' };
    const room = aRoomWith({ rooms: [nobody, made as IRoom] });
    const answer = await room.asked(openDirect);
    expect(answer).toMatchObject({ ok: true, result: { room: { id: 'new', type: 'direct' } } });
    expect(room.done).toMatchObject([
      { counted: 'a new direct room' },
      { room: { type: 'd', creator: { id: BOT.id }, members: ['bob'] } },
    ]);
  });

  test.each<[string, Parameters<typeof aRoomWith>[0], object, string]>([
    [
      'with several people',
      { rooms: [nobody], users: [aUser(), aUser({ ...BOT }), aUser({ id: 'c', username: 'carol' })] },
      { userIds: [ALICE, 'c'] },
      'group-direct',
    ],
    ['in a pause', { rooms: [nobody], paused: true }, {}, 'paused'],
    ['where the list has no direct rooms', { rooms: [nobody], listed: ['general'] }, {}, 'room-not-listed'],
    [
      'with a person who is deactivated',
      { users: [aUser({ isEnabled: false }), aUser({ ...BOT })] },
      {},
      'user-not-found',
    ],
    ['with nobody', {}, { userIds: ['nobody'] }, 'user-not-found'],
    [
      'with a bot',
      { rooms: [nobody], users: [aUser({ type: 'bot' } as never), aUser({ ...BOT })] },
      {},
      'user-not-found',
    ],
    ['that is there, in a pause', { rooms: [DIRECT], paused: true }, {}, 'paused'],
  ])('%s is not opened', async (_what, wanted, more, code) => {
    const room = aRoomWith(wanted);
    expect([refusalIn(await room.asked({ ...openDirect, ...more })), room.done]).toEqual([code, []]);
  });
});
