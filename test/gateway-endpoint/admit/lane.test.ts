import type { Event } from '@rocketchat-openclaw/shared';
import { describe, expect, test } from 'vitest';
import { laneIn, laneOf, readLane } from '../../../gateway-endpoint/src/admit/admitted.ts';
import { aMessage, anEdit } from '../event.ts';
import { BOT } from '../fake-app.ts';

test.each([
  ['Room1', undefined],
  ['Room1', 'Root1'],
  ['Room:1', 'Root:1'],
  ['100%25', 'a%3Ab'],
  ['', 'Root1'],
])('the lane of room %j and thread %j tells both', (roomId, threadId) => {
  expect(readLane(laneIn(roomId, threadId))).toEqual({ roomId, ...(threadId && { threadId }) });
});

describe('an event waits in the lane', () => {
  const inThread = aMessage({ threadId: 'Root1' });
  const { room, actor, message } = inThread;
  const about = { room, actor, at: 0, id: 'e1' };
  const of = (event: object) => laneOf({ event: event as Event, bot: BOT });

  test.each<[string, string, object]>([
    ['of its thread', 'Room1:Root1', inThread],
    ['of its thread, as a correction', 'Room1:Root1', anEdit({ threadId: 'Root1' })],
    ['of its thread, as a deletion', 'Room1:Root1', { ...about, type: 'message.deleted', message }],
    ['of the thread where somebody reacts', 'Room1:Root1', { ...about, type: 'reaction.added', message }],
    ['of the thread where somebody reacts no longer', 'Room1:Root1', { ...about, type: 'reaction.removed', message }],
    ['of the thread where somebody clicks', 'Room1:Root1', { ...about, type: 'action.clicked', message }],
    ['of the room, where a click is on no message', 'Room1', { ...about, type: 'action.clicked' }],
    ['of the thread in which a command was written', 'Room1:T1', { ...about, type: 'command.invoked', threadId: 'T1' }],
    ['of the room in which a command was written', 'Room1', { ...about, type: 'command.invoked' }],
    ['of the room, as a form', 'Room1', { ...about, type: 'view.submitted', threadId: 'T1' }],
    ['of the room, where the bot has joined it', 'Room1', { ...about, type: 'room.joined' }],
    ['of the room, where the bot has left it', 'Room1', { ...about, type: 'room.left' }],
    ['of the room, as a gap', 'Room1', { ...about, type: 'gap' }],
    ['of the app', 'app', { id: 'e1', at: 0, type: 'app.hello' }],
  ])('%s: %s', (_what, lane, event) => expect(of(event)).toBe(lane));
});
