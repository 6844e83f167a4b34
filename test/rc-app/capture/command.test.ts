import { SlashCommandContext } from '@rocket.chat/apps-engine/definition/slashcommands/SlashCommandContext.js';
import { Event } from '@rocketchat-openclaw/shared';
import { expect, test } from 'vitest';
import { heardCommand } from '../../../rc-app/src/capture/command.ts';
import { aRoom, aUser, BOT, SENT_AT } from '../server-objects.ts';

const nonce = Uint8Array.from([0, 1, 254, 255]);

const invoked = (words: string[], threadId?: string, triggerId?: string, room = aRoom()) =>
  heardCommand('openclaw', new SlashCommandContext(aUser(), room, words, threadId, triggerId), nonce);

test('a slash command becomes an event of the contract, and nothing but that', () => {
  const heard = invoked(['model', 'gpt-5'], 'T1', 'Tr1');
  expect(Event.parse(heard.write(BOT, SENT_AT))).toEqual({
    type: 'command.invoked',
    id: `command.invoked:${aUser().id}:Tr1`,
    at: SENT_AT,
    room: { id: 'GENERAL', type: 'channel', name: 'general' },
    actor: { id: aUser().id, username: 'bob', name: 'Bob', type: 'user', roles: ['user'] },
    command: 'openclaw',
    text: 'model gpt-5',
    threadId: 'T1',
    triggerId: 'Tr1',
  });
  expect(JSON.stringify(heard.write(BOT, SENT_AT))).not.toMatch(/example\.com|secret/);
});

test('without a trigger chance makes it one of its own; written twice it is the same', () => {
  const heard = invoked(['status']);
  expect(heard.write(BOT, SENT_AT)).toMatchObject({ id: `command.invoked:${aUser().id}:0001feff` });
  expect(heard.write(BOT, SENT_AT + 1)).toMatchObject({ id: heard.id });
});

test.each(['a b', 'ä', 'x'.repeat(500), ''])(
  'an id that is none would spoil a whole delivery, and is left out: %j',
  (id) => {
    const event = Event.parse(invoked(['stop'], id, id).write(BOT, SENT_AT));
    expect(event).not.toHaveProperty('threadId');
    expect(event).not.toHaveProperty('triggerId');
  },
);

test.each([
  [['model', 'my model', 'x'], 'model "my model" x'],
  [['new'], 'new'],
  [['model', 'x'.repeat(30_000)], `model ${'x'.repeat(19_958)}… (cut: 19,964 of 30,006 characters)`],
])('the words are put together again', (words, text) => {
  expect(invoked(words).write(BOT, SENT_AT)).toMatchObject({ text });
});

test('a kind of room that the contract does not know makes no event', () => {
  expect(invoked(['status'], undefined, undefined, aRoom({ type: 'v' })).write(BOT, SENT_AT)).toBeUndefined();
});
