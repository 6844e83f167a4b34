import type { EventOf } from '@rocketchat-openclaw/shared';
import { expect, test } from 'vitest';
import { interrupts } from '../../../gateway-endpoint/src/dispatch/interrupts.ts';
import { aMessage } from '../event.ts';
import { BOT } from '../fake-app.ts';

test.each([
  ['/stop', true],
  ['!stop', true],
  [`@${BOT.username} !STOP`, true],
  [`@${BOT.username} /stop`, true],
  [`@${BOT.username} stop`, true],
  ['/approve 1 allow-once', true],
  ['when does the bus stop here?', false],
  ['!stopwatch', false],
  ['/new', false],
])('%s', (text, expected) => {
  expect(interrupts({ event: aMessage({ text }), bot: BOT }, '!')).toBe(expected);
});

test.each([
  ['stop', true],
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
  expect(interrupts({ event, bot: BOT }, '!')).toBe(expected);
});
