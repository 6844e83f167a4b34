import type { EventOf } from '@rocketchat-openclaw/shared';
import { expect, test } from 'vitest';
import { interrupts } from '../../../gateway-endpoint/src/turn/interrupts.ts';
import { aMessage } from '../event.ts';
import { BOT } from '../fake-app.ts';
import { aClick, aControl, cardOf, openClickable, tells } from '../interactions/clickable.ts';
import { aForm } from './a-clicked.ts';

const NOTHING_ASKED = { find: () => undefined, isAsking: () => false };

test.each([
  ['/stop', true],
  ['!stop', true],
  [`@${BOT.username} !STOP`, true],
  [`@${BOT.username} /stop`, true],
  [`@${BOT.username} stop`, true],
  ['/approve 1 allow-once', true],
  ['!approve 1 allow-once', true],
  ['!status', true],
  ['!help', true],
  ['!model gpt', false],
  ['when does the bus stop here?', false],
  ['!stopwatch', false],
  ['/new', false],
])('%s', (text, expected) => {
  expect(interrupts({ event: aMessage({ text }), bot: BOT }, '!', NOTHING_ASKED)).toBe(expected);
});

test.each([
  ['stop', true],
  ['approve 1 deny', true],
  ['status', true],
  ['model gpt', false],
])('/openclaw %s', (text, expected) => {
  const { room, actor, at } = aMessage();
  const event: EventOf<'command.invoked'> = {
    type: 'command.invoked',
    id: 'c1',
    at,
    room,
    actor,
    command: 'openclaw',
    text,
  };
  expect(interrupts({ event, bot: BOT }, '!', NOTHING_ASKED)).toBe(expected);
});

test('a message does where a question is open: it may be the answer', () => {
  const isAsking = (roomId: string, threadId?: string) => roomId === 'Room1' && threadId === undefined;
  const cards = { ...NOTHING_ASKED, isAsking };
  expect(interrupts({ event: aMessage({ text: 'yes' }), bot: BOT }, '!', cards)).toBe(true);
  expect(interrupts({ event: aMessage({ text: 'yes', threadId: 'T1' }), bot: BOT }, '!', cards)).toBe(false);
});

test.each([
  ['the question that the turn waits for', aControl('Yes', { does: 'answer', questionId: 'q1', option: 'Yes' }), true],
  ['something to tell the agent', tells('Yes'), false],
])('a click on %s: %s', (_what, control, expected) => {
  const { interactions, post } = openClickable();
  const [token = ''] = post(cardOf(control));
  expect(interrupts({ event: aClick(token), bot: BOT }, '!', interactions.cards)).toBe(expected);
});

test('a form does, and what nobody writes to the agent does not', () => {
  const { room, actor, at } = aMessage();
  expect(interrupts({ event: aForm('blue'), bot: BOT }, '!', NOTHING_ASKED)).toBe(true);
  const joined = { type: 'room.joined', id: 'j', at, room, actor } as const;
  expect(interrupts({ event: joined, bot: BOT }, '!', NOTHING_ASKED)).toBe(false);
});

test('a click whose meaning is forgotten does, for it is refused at once', () => {
  const { message: _, value: __, ...without } = aClick('');
  expect(interrupts({ event: without, bot: BOT }, '!', NOTHING_ASKED)).toBe(true);
});
