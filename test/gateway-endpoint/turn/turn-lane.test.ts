import { describe, expect, test } from 'vitest';
import { laneIn } from '../../../gateway-endpoint/src/admit/admitted.ts';
import { turnLaneOf } from '../../../gateway-endpoint/src/turn/turn-lane.ts';
import { aMessage, anEdit } from '../event.ts';
import { BOT } from '../fake-app.ts';
import { presentOf } from '../services.ts';

const lane = (event: Parameters<typeof turnLaneOf>[0]['event'], section: object = {}) =>
  turnLaneOf({ event, bot: BOT }, presentOf(section).account, (name) => (name === '#general' ? 'Room1' : undefined));

const THREADS = { replyToMode: 'all' };
const { room, actor, at } = aMessage();

describe('while a message is handled, those wait that are answered in the same place:', () => {
  test.each([
    ['the room', aMessage(), {}, undefined],
    ['the thread in which it was written', aMessage({ threadId: 'Root1' }), {}, 'Root1'],
    ['the thread that its answer opens', aMessage(), THREADS, 'M1'],
    ['the same thread for an edit that asks', anEdit(), THREADS, 'M1'],
    ['the thread that the rule of its room opens', aMessage(), { rooms: { '#general': THREADS } }, 'M1'],
    ['the room, where another room has such a rule', aMessage(), { rooms: { '#other': THREADS } }, undefined],
  ])('%s', (_where, event, section, threadId) => {
    expect(lane(event, section)).toBe(laneIn('Room1', threadId));
  });

  test('and an event that is no message is in the lane of its room or thread', () => {
    const where = { id: 'e1', at, room, actor };
    expect(lane({ ...where, type: 'room.joined' }, THREADS)).toBe(laneIn('Room1', undefined));
    const deleted = { ...where, type: 'message.deleted', message: { id: 'M1', authorId: actor.id } } as const;
    expect(lane(deleted, THREADS)).toBe(laneIn('Room1', undefined));
    const clicked = {
      ...where,
      type: 'action.clicked',
      actionId: 'a',
      message: { id: 'Post1', authorId: BOT.id, threadId: 'Root1' },
    } as const;
    expect(lane(clicked, THREADS)).toBe(laneIn('Room1', 'Root1'));
  });
});
