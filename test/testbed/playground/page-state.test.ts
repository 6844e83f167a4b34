import { describe, expect, test } from 'vitest';
import type { Message, Room, StreamEvent } from '../../../testbed/playground/page/contract.ts';
import {
  callOf,
  change,
  emptyState,
  isBeingWritten,
  isUnread,
  messagesOfRoom,
  messagesOfThread,
  roomTitle,
  type State,
  whispersIn,
} from '../../../testbed/playground/page/state.ts';

const at = (second: number) => new Date(second * 1_000).toISOString();

const message = (_id: string, second: number, more: Partial<Message> = {}): Message => ({
  _id,
  rid: 'GENERAL',
  msg: _id,
  ts: at(second),
  _updatedAt: at(second),
  u: { _id: 'a', username: 'alice' },
  ...more,
});

const room = (_id: string, more: Partial<Room> = {}): Room => ({
  _id,
  t: 'c',
  name: _id.toLowerCase(),
  u: { _id: 'a', username: 'alice' },
  ts: at(0),
  _updatedAt: at(0),
  msgs: 0,
  ...more,
});

const rooms = [room('GENERAL'), room('OPS', { t: 'p' })];
const bobIn = (openRoom: string): State =>
  change(emptyState(10_000), { type: 'signed-in', me: 'bob', rooms, openRoom, now: 10_000 });
const hear = (state: State, ...events: StreamEvent[]): State =>
  events.reduce((before, event) => change(before, { type: 'heard', event, now: 20_000 }), state);
const said = (each: Message): StreamEvent => ({ type: 'message', room: each.rid, message: each });
const unread = (state: State) => state.rooms.filter((each) => isUnread(state, each)).map(({ _id }) => _id);

describe('unread', () => {
  test('is what others say in a room that is not open, until it is opened', () => {
    const heard = hear(bobIn('OPS'), said(message('m1', 15)));
    expect(unread(heard)).toEqual(['GENERAL']);
    expect(unread(change(heard, { type: 'opened-room', room: 'GENERAL', now: 21_000 }))).toEqual([]);
  });

  test('is not what was said before the page was opened, nor what I say', () => {
    const mine = message('m2', 15, { u: { _id: 'b', username: 'bob' } });
    expect(unread(hear(bobIn('OPS'), said(message('m1', 5)), said(mine)))).toEqual([]);
  });

  test('is kept for each person', () => {
    const heard = hear(bobIn('GENERAL'), said(message('m1', 15)));
    const lately = rooms.map((each) => (each._id === 'GENERAL' ? { ...each, lm: at(15) } : each));
    const signIn = (me: string) =>
      change(heard, { type: 'signed-in', me, rooms: lately, openRoom: 'OPS', now: 22_000 });
    expect(unread(signIn('alice'))).toEqual(['GENERAL']);
    expect(unread(signIn('bob'))).toEqual([]);
  });
});

describe('messages', () => {
  test('stand in the order of time, and replies in their thread', () => {
    const state = hear(
      bobIn('GENERAL'),
      said(message('second', 12)),
      said(message('first', 11, { tcount: 1 })),
      said(message('reply', 13, { tmid: 'first' })),
      said(message('shown', 14, { tmid: 'first', tshow: true })),
    );
    expect(messagesOfRoom(state, 'GENERAL').map(({ _id }) => _id)).toEqual(['first', 'second', 'shown']);
    expect(messagesOfThread(state, 'first').map(({ _id }) => _id)).toEqual(['first', 'reply', 'shown']);
  });

  test('a slow answer does not undo an edit', () => {
    const edited = hear(bobIn('GENERAL'), said(message('m1', 11, { msg: 'new', _updatedAt: at(13) })));
    const late = change(edited, { type: 'messages', messages: [message('m1', 11, { msg: 'old' })] });
    expect(messagesOfRoom(late, 'GENERAL')[0]?.msg).toBe('new');
  });

  test('a deleted reply is no longer counted, and a deleted thread is closed', () => {
    const thread = hear(
      change(bobIn('GENERAL'), { type: 'opened-thread', thread: 'root' }),
      said(message('root', 11, { tcount: 2 })),
      said(message('reply', 12, { tmid: 'root' })),
      { type: 'message-deleted', room: 'GENERAL', messageId: 'reply' },
    );
    expect(messagesOfRoom(thread, 'GENERAL')[0]?.tcount).toBe(1);
    expect(hear(thread, { type: 'message-deleted', room: 'GENERAL', messageId: 'root' }).openThread).toBeUndefined();
  });

  test('reactions come and go', () => {
    const react = (user: string, on: boolean): StreamEvent => ({
      type: 'reaction',
      room: 'GENERAL',
      messageId: 'm1',
      user,
      reaction: ':+1:',
      on,
    });
    const both = hear(bobIn('GENERAL'), said(message('m1', 11)), react('bob', true), react('alice', true));
    expect(messagesOfRoom(both, 'GENERAL')[0]?.reactions).toEqual({ ':+1:': { usernames: ['bob', 'alice'] } });
    const none = hear(both, react('bob', false), react('alice', false));
    expect(messagesOfRoom(none, 'GENERAL')[0]?.reactions).toEqual({});
  });
});

test('typing begins once however often the stream says so, and ends', () => {
  const typing = (on: boolean): StreamEvent => ({ type: 'typing', room: 'GENERAL', user: 'openclaw.bot', on });
  const begun = hear(bobIn('OPS'), typing(true), typing(true));
  expect(begun.typing['GENERAL']).toEqual(['openclaw.bot']);
  expect(hear(begun, typing(false)).typing['GENERAL']).toEqual([]);
});

test('a message is being written while its author types on, and not once they have said something else', () => {
  const typing = (on: boolean): StreamEvent => ({ type: 'typing', room: 'GENERAL', user: 'alice', on });
  const is = (state: State, id: string) => {
    const found = messagesOfRoom(state, 'GENERAL').find(({ _id }) => _id === id);
    return found && isBeingWritten(state, found);
  };
  const posted = hear(bobIn('GENERAL'), typing(true), said(message('m1', 11)));
  expect(is(posted, 'm1')).toBe(false);
  const edited = hear(posted, said(message('m1', 11, { editedAt: at(12), _updatedAt: at(12) })));
  expect(is(edited, 'm1')).toBe(true);
  expect(is(hear(edited, typing(false)), 'm1')).toBe(false);
  expect(is(hear(edited, said(message('m2', 13))), 'm1')).toBe(false);
});

test('a message that only one person sees stands in its room or in its thread', () => {
  const whisper = (text: string, more: object = {}): StreamEvent => ({
    type: 'ephemeral',
    room: 'GENERAL',
    user: 'bob',
    message: { rid: 'GENERAL', uid: 'b', text, sender: { _id: 'x', username: 'openclaw.bot' }, at: at(11), ...more },
  });
  const state = hear(bobIn('GENERAL'), whisper('in the room'), whisper('in a thread', { tmid: 'root' }));
  const texts = (thread: string | undefined) => whispersIn(state, 'GENERAL', thread).map(({ text }) => text);
  expect([texts(undefined), texts('root')]).toEqual([['in the room'], ['in a thread']]);
});

test('the bot is called where it would not hear otherwise, and not where it never hears', () => {
  const direct = (...usernames: string[]) => room('x', { t: 'd', usernames });
  const call = (each: Room) => callOf(each, 'openclaw.bot');
  expect(call(room('GENERAL'))).toBe('@openclaw.bot ');
  expect(call(direct('bob', 'openclaw.bot'))).toBe('');
  expect(call(direct('bob', 'carol', 'openclaw.bot'))).toBe('@openclaw.bot ');
  expect(call(direct('bob', 'carol'))).toBeUndefined();
});

test('a direct room is called by the other one', () => {
  expect(roomTitle(room('x', { t: 'd', usernames: ['bob', 'openclaw.bot'] }), 'bob')).toBe('openclaw.bot');
});
