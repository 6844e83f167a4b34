import { Event, LIMITS } from '@rocketchat-openclaw/shared';
import { describe, expect, test } from 'vitest';
import { captureMessageSent } from '../../../rc-app/src/capture/message-sent.ts';
import { aMessage, aRoom, aUser, BOT, MENTION, SENT_AT } from '../server-objects.ts';

const capture = (message = aMessage()) => captureMessageSent(message, BOT, SENT_AT + 1);

test('a message becomes an event of the contract, and nothing but that', () => {
  const event = capture(aMessage({ threadId: 'T1', mentions: [MENTION] }));
  expect(Event.parse(event)).toEqual({
    type: 'message.sent',
    id: 'message.sent:Wm3kLq9ZtYb5Rc7Np',
    at: SENT_AT,
    room: { id: 'GENERAL', type: 'channel', name: 'general' },
    actor: { id: 'Uq8sDf4GhJk2LzXcV', username: 'bob', name: 'Bob', type: 'user', roles: ['user'] },
    message: {
      id: 'Wm3kLq9ZtYb5Rc7Np',
      text: 'hello',
      threadId: 'T1',
      mentions: [{ id: BOT.id, username: BOT.username }],
      files: [],
      createdAt: SENT_AT,
    },
  });
  expect(JSON.stringify(event)).not.toMatch(/example\.com|secret|salary|budget|lunch/);
});

test.each([
  ['c', {}, 'channel'],
  ['p', {}, 'private'],
  ['d', { userIds: ['a', 'b'] }, 'direct'],
  ['d', { userIds: ['a', 'b', 'c'] }, 'group'],
  ['l', {}, 'livechat'],
])('room type %s %j is %s', (type, change, expected) => {
  expect(capture(aMessage({ room: aRoom({ type, ...change }) }))?.room.type).toBe(expected);
});

test('a room type that the contract does not know makes no event', () => {
  expect(capture(aMessage({ room: aRoom({ type: 'v' }) }))).toBeUndefined();
});

test('a discussion names its parent', () => {
  expect(capture(aMessage({ room: aRoom({ parentRoom: aRoom({ id: 'PARENT' }) }) }))?.room.parentId).toBe('PARENT');
});

test('a user of an unheard-of type is unknown, and one without roles has none', () => {
  const sender = aUser({ type: 'alien' as never, roles: undefined as never });
  expect(capture(aMessage({ sender }))?.actor).toMatchObject({ type: 'unknown', roles: [] });
});

test('files are named without their thumbnails; a single file counts on servers without a list', () => {
  const picture = { _id: 'F1', name: 'a.png', type: 'image/png' };
  const thumb = { _id: 'F2', name: 'thumb-a.png', type: 'image/png', typeGroup: 'thumb' };
  const expected = [{ id: 'F1', name: 'a.png', type: 'image/png' }];
  expect(capture(aMessage({ files: [picture, thumb] }))?.message.files).toEqual(expected);
  expect(capture(aMessage({ file: picture }))?.message.files).toEqual(expected);
});

describe('what is too long for the contract is cut, so that the message still arrives', () => {
  test('text', () => {
    const event = capture(aMessage({ text: 'x'.repeat(LIMITS.textChars + 1) }));
    expect(event?.message.text).toHaveLength(LIMITS.textChars);
    expect(Event.safeParse(event).success).toBe(true);
  });

  test('names, mentions and roles', () => {
    const many = Array.from({ length: 300 }, (_, i) => ({ _id: `U${i}`, username: 'n'.repeat(300) }));
    const sender = aUser({ name: 'n'.repeat(300), roles: many.map((each) => each.username) });
    expect(Event.safeParse(capture(aMessage({ sender, mentions: many }))).success).toBe(true);
  });
});

test('a message without text, as a file has it, has an empty one', () => {
  expect(capture(aMessage({ text: undefined as never }))?.message.text).toBe('');
});
