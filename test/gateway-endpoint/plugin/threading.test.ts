import { describe, expect, test } from 'vitest';
import { threadOfAnswer } from '../../../gateway-endpoint/src/place/thread-of-answer.ts';
import { threading } from '../../../gateway-endpoint/src/plugin/threading.ts';
import { configOf } from '../services.ts';

const THREADED = { replyToMode: 'first', replyToModeByChatType: { direct: 'all' } };

describe('an answer', () => {
  const thread = { id: 'Root1', alsoInRoom: false };
  const inRoom = { messageId: 'M1', thread: undefined, alsoInRoom: true, isFlat: false };
  const inThread = { ...inRoom, messageId: 'M2', thread };
  test.each([
    ['without a tag stands in the room', {}, inRoom, undefined],
    ['of which OpenClaw names the question stands in the room', { replyToId: 'M1' }, inRoom, undefined],
    ['to the current message opens its thread', { replyToId: 'M1', replyToCurrent: true }, inRoom, 'M1'],
    ['to another message opens that one’s thread', { replyToId: 'M0', replyToTag: true }, inRoom, 'M0'],
    ['in a thread stays there', {}, inThread, 'Root1'],
    ['in a thread to the current message stays there', { replyToId: 'M2', replyToCurrent: true }, inThread, 'Root1'],
    ['in a thread to its question stays there', { replyToId: 'M2', replyToTag: true }, inThread, 'Root1'],
    ['in a thread to another message goes there', { replyToId: 'M0', replyToTag: true }, inThread, 'M0'],
    [
      'in a flat conversation opens none',
      { replyToId: 'M1', replyToTag: true },
      { ...inRoom, isFlat: true },
      undefined,
    ],
  ])('%s', (_what, payload, asked, id) => {
    expect(threadOfAnswer(payload, asked)?.id).toBe(id);
  });

  test('in a thread that a tag opens is shown in the room where the account says so', () => {
    expect(threadOfAnswer({ replyToId: 'M1', replyToTag: true }, inRoom)).toEqual({ id: 'M1', alsoInRoom: true });
  });
});

describe('a message that OpenClaw routes by itself', () => {
  const cfg = configOf({});
  const transport = (more: object, section: object = {}) =>
    threading.resolveReplyTransport?.({ cfg: configOf(section), accountId: 'default', ...more });
  const direct = { replyDelivery: { chatType: 'direct', replyToMode: 'off' } } as const;
  test.each([
    ['a follow-up in a room', {}, {}, null],
    ['a follow-up in a thread', { threadId: 'Root1' }, {}, 'Root1'],
    ['a message that OpenClaw names', { replyToId: 'M1' }, {}, null],
    ['one that it names in a thread', { threadId: 'Root1', replyToId: 'M1' }, {}, 'Root1'],
    ['a tag', { replyToId: 'M0', replyToIsExplicit: true }, {}, 'M0'],
    ['a tag in a thread', { threadId: 'Root1', replyToId: 'M0', replyToIsExplicit: true }, {}, 'M0'],
    [
      'the current message of a thread',
      { threadId: 'Root1', replyToId: 'M2', replyToIsExplicit: true, replyToCurrent: true },
      {},
      'Root1',
    ],
    ['the current message of a room', { replyToId: 'M2', replyToIsExplicit: true, replyToCurrent: true }, {}, 'M2'],
    ['a tag in a flat direct conversation', { ...direct, replyToId: 'M0', replyToIsExplicit: true }, {}, null],
    ['a tag in one with threads', { ...direct, replyToId: 'M0', replyToIsExplicit: true }, THREADED, 'M0'],
  ] as const)('%s goes to the thread that it should', (_what, more, section, threadId) => {
    expect(transport(more, section)).toEqual({ replyToId: null, threadId });
  });

  test.each([
    [{}, 'channel', 'off'],
    [{}, 'direct', 'off'],
    [THREADED, 'channel', 'first'],
    [THREADED, 'group', 'first'],
    [THREADED, 'direct', 'all'],
    [{ replyToMode: 'all' }, 'direct', 'off'],
  ])('under %j the mode of a %s is %s', (section, chatType, mode) => {
    const asked = { cfg: configOf(section), accountId: 'default', chatType };
    expect(threading.resolveReplyToMode?.(asked)).toBe(mode);
  });

  describe('with the message tool', () => {
    const context = (more: object, To = 'channel:RoomAb') =>
      threading.buildToolContext?.({
        cfg,
        accountId: 'default',
        context: { To, ChatType: 'channel', CurrentMessageId: 'M2', ...more },
      });
    const auto = (to: string, toolContext: ReturnType<typeof context>, replyToId?: string) =>
      threading.resolveAutoThreadId?.({
        cfg,
        accountId: 'default',
        to,
        ...(toolContext && { toolContext }),
        ...(replyToId && { replyToId }),
      });

    test('from a thread goes to that thread', () => {
      expect(auto('channel:RoomAb', context({ MessageThreadId: 'Root1' }))).toBe('Root1');
      expect(auto('rocketchat:channel:RoomAb', context({ MessageThreadId: 'Root1' }))).toBe('Root1');
      expect(auto('channel:RoomAb', context({ MessageThreadId: 'Root1' }), 'M2')).toBe('Root1');
    });

    test('to another room goes to no thread of this one: ids are case-sensitive', () => {
      expect(auto('channel:roomab', context({ MessageThreadId: 'Root1' }))).toBeUndefined();
      expect(auto('user:Alice1', context({ MessageThreadId: 'Root1' }))).toBeUndefined();
    });

    test('as a reply goes to the thread of what it replies to', () => {
      expect(auto('channel:RoomAb', context({}), 'M0')).toBe('M0');
      expect(auto('channel:RoomAb', context({ MessageThreadId: 'Root1' }), 'M0')).toBe('M0');
      expect(auto('channel:RoomAb', undefined, 'M0')).toBe('M0');
      expect(auto('user:Alice1', context({}, 'user:Alice1'), 'M2')).toBeUndefined();
    });

    test('from a room goes to the room', () => {
      expect(auto('channel:RoomAb', context({}))).toBeUndefined();
    });

    test('from a thread, a message to its room outside it is known to leave it', () => {
      expect(context({ MessageThreadId: 'Root1' })).toMatchObject({ sameChannelThreadRequired: true });
      expect(context({})).not.toHaveProperty('sameChannelThreadRequired');
    });
  });
});
