import type { IRoom } from '@rocket.chat/apps-engine/definition/rooms/IRoom';
import { describe, expect, test } from 'vitest';
import { VERBS } from '../../../rc-app/src/commands/carry-out.ts';
import { aRoom, BOT } from '../server-objects.ts';
import { aRoomWith, refusalIn } from './a-room.ts';

const post = { command: 'post', roomId: 'R', text: 'hi' } as const;
const update = { command: 'update', roomId: 'R', messageId: 'own', text: 'hi' } as const;
const react = { command: 'react', roomId: 'R', messageId: 'theirs', emoji: ':eyes:' } as const;
const notify = { command: 'notify', roomId: 'R', userId: 'Uq8sDf4GhJk2LzXcV', text: 'hi' } as const;

describe('a repeat with the same key', () => {
  test.each([post, update, react, notify, { command: 'delete', roomId: 'R', messageId: 'own' } as const])(
    'of $command has no second effect',
    async (command) => {
      const room = aRoomWith();
      const first = await room.asked({ ...command, key: 'same' });
      const { length } = room.done;
      expect([first.ok, length > 0]).toEqual([true, true]);
      expect(await room.asked({ ...command, key: 'same' })).toEqual(first);
      expect(room.done).toHaveLength(length);
    },
  );

  test('of typing has its effect each time', async () => {
    const room = aRoomWith();
    for (let times = 0; times < 2; times++) await room.asked({ command: 'typing', roomId: 'R', on: true, key: 'same' });
    expect(room.done).toHaveLength(2);
  });

  test('of what was refused may succeed', async () => {
    const before = aRoomWith({ paused: true });
    expect(refusalIn(await before.asked({ ...post, key: 'same' }))).toBe('paused');
    expect(before.rows()).toEqual([]);
  });

  test('is met with a record by everything that is written, and only by that', () => {
    const kept = Object.entries(VERBS).flatMap(([name, { repeat }]) =>
      repeat === 'anew' ? [] : [`${name} ${repeat}`],
    );
    expect(kept.toSorted()).toEqual([
      'delete recorded',
      'notify written-ahead',
      'openView recorded',
      'post written-ahead',
      'react recorded',
      'unreact recorded',
      'update recorded',
      'upload written-ahead',
    ]);
  });
});

describe('the reasons that close a room', () => {
  const closed: [string, Parameters<typeof aRoomWith>[0], string][] = [
    ['a pause', { paused: true }, 'paused'],
    ['the list of the admin', { listed: ['elsewhere'] }, 'room-not-listed'],
    ['that the bot is not in it', { joined: [] }, 'not-a-member'],
    ['livechat', { rooms: [aRoom({ id: 'R', type: 'l' })] }, 'livechat'],
    [
      'a direct room of others',
      { rooms: [aRoom({ id: 'R', type: 'd', userIds: ['a', 'b'] } as Partial<IRoom> & { type: string })] },
      'foreign-direct',
    ],
    ['that there is none', { rooms: [] }, 'room-not-found'],
  ];

  test.each(closed)('%s closes it to everything that is written', async (_what, wanted, why) => {
    const room = aRoomWith(wanted);
    const commands = [
      post,
      update,
      react,
      notify,
      { ...react, command: 'unreact' } as const,
      { command: 'delete', roomId: 'R', messageId: 'own' } as const,
      { command: 'typing', roomId: 'R', on: true } as const,
    ];
    for (const command of commands)
      expect([command.command, refusalIn(await room.asked(command))]).toEqual([command.command, why]);
    expect(room.done).toEqual([]);
  });

  test.each(closed)('%s closes it to everything that is read', async (_what, wanted, why) => {
    const room = aRoomWith(wanted);
    for (const command of ['history', 'members'] as const) {
      expect(refusalIn(await room.asked({ command, roomId: 'R', limit: 5 }))).toBe(why);
    }
    expect(refusalIn(await room.asked({ command: 'reactions', roomId: 'R', messageId: 'own' }))).toBe(why);
  });

  test('a refusal is one line in the log, with its key and its reason', async () => {
    const room = aRoomWith({ paused: true });
    await room.asked({ ...post, key: 'e.x.answer-0.0' });
    const line = /^command e\.x\.answer-0\.0: post was refused: may-not-write: paused: /;
    expect(room.warnings).toEqual([expect.stringMatching(line)]);
    expect(room.debugged).toEqual([]);
  });

  test('a command that is done is a line as well, with its key and without its text; typing is none', async () => {
    const room = aRoomWith();
    await room.asked({ ...post, key: 'e.x.answer-0.0' });
    await room.asked({ command: 'typing', roomId: 'R', on: true });
    expect(room.debugged).toEqual(['command e.x.answer-0.0: post is done']);
  });
});

describe('an error of the server', () => {
  const failing = (state: object) => {
    const server = { ...aRoom({ id: 'R', ...state }), userIds: [BOT.id] } as IRoom;
    return aRoomWith({ rooms: [server], posted: null });
  };

  test('is explained by the state of the room', async () => {
    expect(refusalIn(await failing({ _unmappedProperties_: { archived: true } }).asked(post))).toBe('archived');
    expect(refusalIn(await failing({ _unmappedProperties_: { muted: [BOT.username] } }).asked(post))).toBe('muted');
    expect(refusalIn(await failing({ isReadOnly: true }).asked(post))).toBe('read-only');
  });

  test('that the room does not explain goes on as it is', async () => {
    const answer = await failing({}).asked(post);
    expect(answer).toMatchObject({ ok: false, error: { code: 'refused-by-server', message: /named no id/ } });
  });
});

test.each(['pin', 'unpin', 'pins'] as const)('%s is refused, for no app may do it', async (command) => {
  const room = aRoomWith();
  expect(refusalIn(await room.asked({ command, roomId: 'R', messageId: 'own' }))).toBe('unsupported-command');
});
