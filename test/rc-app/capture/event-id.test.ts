import { Event, LIMITS } from '@rocketchat-openclaw/shared';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { captureAuthor } from '../../../rc-app/src/capture/author.ts';
import { heardClick } from '../../../rc-app/src/capture/click.ts';
import { eventIdOf, isWordsOf, messageIdOf } from '../../../rc-app/src/capture/event-id.ts';
import { heardEdit, heardMessage } from '../../../rc-app/src/capture/message-events.ts';
import { heardReaction } from '../../../rc-app/src/capture/reaction.ts';
import { linkTo } from '../../../rc-app/src/commands/file-message.ts';
import { gapsFor } from '../../../rc-app/src/outbox/make-room.ts';
import { aMessage, aUser, BOT, SENT_AT } from '../server-objects.ts';

const JOERG = aUser({ id: 'Jörg Müller', username: 'jörg müller' });
const anId = fc.string({
  unit: fc.constantFrom('a', ':', '%', ' ', 'ü', '3', 'A', '2', '5'),
  minLength: 1,
  maxLength: 6,
});

describe('[F11] events of people with ids of any kind', () => {
  test('fit the contract, with the ids as they are', () => {
    const message = aMessage({ sender: JOERG });
    const editor = { ...message, editor: JOERG, editedAt: new Date(SENT_AT + 1) };
    const events = [
      heardMessage(message).write(BOT, 0),
      heardEdit(editor).write(BOT, 0),
      heardReaction({ message, user: JOERG, reaction: ':schön:', isReacted: true }).write(BOT, 1),
      heardClick({ message, user: JOERG, actionId: 'a', triggerId: 't' } as never, new Uint8Array(1))?.write(BOT, 1),
    ];
    for (const event of events) expect(Event.parse(event)).toMatchObject({ actor: { id: 'Jörg Müller' } });
  });

  test('two accounts that write under other names stay two', () => {
    const ids = ['Jörg Müller', 'Jörg Maier'].map(
      (id) => captureAuthor(aMessage({ sender: aUser({ id }), alias: 'irc-dan' })).id,
    );
    expect(ids).toEqual(['alias:Jörg Müller', 'alias:Jörg Maier']);
  });

  test('no two events have one id', () => {
    fc.assert(
      fc.property(
        fc.array(anId, { minLength: 1, maxLength: 3 }),
        fc.array(anId, { minLength: 1, maxLength: 3 }),
        (a, b) => {
          fc.pre(a.join('\n') !== b.join('\n'));
          expect(eventIdOf('t', ...a)).not.toBe(eventIdOf('t', ...b));
        },
      ),
      { numRuns: 5_000, seed: 11 },
    );
  });

  test('an event is of its own message alone, and ordinary ids stand as they are', () => {
    expect(eventIdOf('message.updated', 'Msg1', 5)).toBe('message.updated:Msg1:5');
    expect(isWordsOf(eventIdOf('message.updated', 'X:1', 5), 'X:1')).toBe(true);
    expect(isWordsOf(eventIdOf('message.sent', 'X:1'), 'X:1')).toBe(true);
    expect(isWordsOf(eventIdOf('message.updated', 'X:1', 5), 'X')).toBe(false);
  });

  test.each(['Msg1', 'X:1', 'a%3Ab', 'a%20b', '100%', 'Jörg Müller', '%25:'])('names its message %j', (id) => {
    expect(messageIdOf(eventIdOf('message.sent', id))).toBe(id);
    expect(messageIdOf(eventIdOf('message.updated', id, 5))).toBe(id);
    expect(messageIdOf(eventIdOf('action.clicked', id, 't'))).toBeUndefined();
  });

  test('a gap has an id of its own, however long that of its first event is', () => {
    const gone = (id: string, roomId: string) =>
      ({ ...heardMessage(aMessage()).write(BOT, 0), id, room: { id: roomId, type: 'channel', name: 'r' } }) as Event;
    const long = (end: string) => `message.sent:${'ü'.repeat(LIMITS.eventIdChars - 14)}${end}`;
    const gaps = gapsFor([gone(long('1'), 'R1'), gone(long('2'), 'R2')], []);
    for (const gap of gaps) expect(Event.safeParse(gap).success).toBe(true);
    expect(new Set(gaps.map(({ id }) => id)).size).toBe(2);
  });

  test('the address of a file has its id escaped', () => {
    const { attachments } = linkTo({ id: 'a b/ü?' } as never, { name: 'x.txt', type: 'text/plain' });
    expect(attachments?.[0]?.title?.link).toBe('/file-upload/a%20b%2F%C3%BC%3F/x.txt');
  });
});
