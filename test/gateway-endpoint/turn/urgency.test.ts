import type { Event } from '@rocketchat-openclaw/shared';
import { expect, test } from 'vitest';
import { URGENCY } from '../../../gateway-endpoint/src/admit/urgency.ts';
import { urgencyOf } from '../../../gateway-endpoint/src/turn/urgency.ts';
import { aMessage, anEdit } from '../event.ts';
import { BOT } from '../fake-app.ts';
import { aClick } from '../interactions/clickable.ts';
import { aForm } from './a-clicked.ts';

const { room, actor } = aMessage();
const invoked = (text: string): Event => {
  return { type: 'command.invoked', id: 'c', at: 1, room, actor, command: 'openclaw', text };
};

test.each<[string, Event, keyof typeof URGENCY]>([
  ['a stop', aMessage({ text: '!stop' }), 'now'],
  ['a message, which may be an answer', aMessage({ text: 'hello' }), 'answers'],
  ['a command with another prefix', aMessage({ text: '?stop' }), 'answers'],
  ['a click', aClick('token'), 'unclear'],
  ['a form', aForm('blue'), 'now'],
  ['a slash command about the turn', invoked('status'), 'now'],
  ['another slash command', invoked('new'), 'waits'],
  ['an edit', anEdit(), 'unclear'],
  [
    'a deletion',
    { type: 'message.deleted', id: 'd', at: 1, room, actor, message: { id: 'M1', authorId: actor.id } },
    'unclear',
  ],
  ['a joining', { type: 'room.joined', id: 'j', at: 1, room, actor }, 'waits'],
])('how urgent is %s?', (_, event, urgency) => {
  expect(urgencyOf({ event, bot: BOT }, '!')).toBe(URGENCY[urgency]);
});
