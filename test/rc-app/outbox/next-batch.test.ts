import { type Event, LIMITS } from '@rocketchat-openclaw/shared';
import { describe, expect, test } from 'vitest';
import { anEntry } from '../../../rc-app/src/outbox/entry.ts';
import { firstSettlesAt, nextBatch } from '../../../rc-app/src/outbox/next-batch.ts';
import { joined, said } from './a-process.ts';

const waiting = (event: Event) =>
  anEntry({ event, weight: 'addressed', heardAt: 0, version: 0 }, { since: 0, bornAt: 0 }, false);

const batchOf = (events: Event[], most = Number.POSITIVE_INFINITY) =>
  nextBatch(events.map(waiting), () => true, most).map(({ row }) => row.event.id);

test('all that happened before an event that has settled leaves with it, in its order', () => {
  const entries = [said('c', { at: 3 }), said('a', { at: 1 }), said('b', { at: 2 })].map(waiting);
  const batch = nextBatch(entries, ({ row }) => row.event.id === 'b', 10);
  expect(batch.map(({ row }) => row.event.id)).toEqual(['a', 'b']);
});

describe('the joining of a room comes before', () => {
  test.each([
    [8_000, ['j', 'm']],
    [7_999, ['m', 'j']],
  ])('messages of two seconds ago there, and not older ones: at %i', (at, order) => {
    expect(batchOf([said('m', { at }), joined('j', { at: 10_000 })])).toEqual(order);
  });

  test('messages there, and not before those of other rooms', () => {
    const elsewhere = said('elsewhere', { at: 9_000, roomId: 'OTHER' });
    const events = [elsewhere, said('m', { at: 9_500 }), joined('j', { at: 10_000 })];
    expect(batchOf(events)).toEqual(['elsewhere', 'j', 'm']);
  });

  test.each(['room.left', 'room.joined'] as const)('messages since the last %s, and not before older ones', (type) => {
    const before = { ...joined('before', { at: 9_000 }), type } as Event;
    const events = [said('a', { at: 8_500 }), before, said('b', { at: 9_500 }), joined('j', { at: 10_000 })];
    expect(batchOf(events)).toEqual(type === 'room.left' ? ['a', 'before', 'j', 'b'] : ['before', 'j', 'a', 'b']);
  });
});

test('a delivery is as large as it may be, and no larger', () => {
  const bytesOf = (event: Event) => new TextEncoder().encode(JSON.stringify(event)).length;
  const first = said('a', { at: 1, text: 'ä' });
  const rest = LIMITS.payloadBytes - bytesOf(first) - bytesOf(said('b', { at: 2, text: '' }));
  expect(batchOf([first, said('b', { at: 2, text: 'x'.repeat(rest) })])).toEqual(['a', 'b']);
  expect(batchOf([first, said('b', { at: 2, text: 'x'.repeat(rest + 1) })])).toEqual(['a']);
});

describe('rooms', () => {
  test('take turns where more waits than one delivery holds, and each keeps its order', () => {
    const busy = Array.from({ length: 9 }, (_, n) => said(`busy-${n}`, { at: n }));
    const other = [said('o1', { at: 20, roomId: 'OTHER' }), said('o2', { at: 21, roomId: 'OTHER' })];
    expect(batchOf([...busy, ...other], 5)).toEqual(['busy-0', 'busy-1', 'busy-2', 'o1', 'o2']);
    expect(batchOf([...busy, said('fresh', { at: 99, roomId: 'OTHER' })], 3)).toEqual(['busy-0', 'busy-1', 'fresh']);
  });

  test('wait for what happened before in another room, and take with them nothing that has not settled', () => {
    const events = [said('a', { at: 1 }), said('young', { at: 2, roomId: 'OTHER' }), said('b', { at: 3 })];
    const batch = (settled: string[]) =>
      nextBatch(events.map(waiting), ({ row }) => settled.includes(row.event.id), 10).map(({ row }) => row.event.id);
    expect(batch(['b'])).toEqual(['a']);
    expect(batch(['young'])).toEqual([]);
    expect(batch(['young', 'b'])).toEqual(['a', 'young', 'b']);
  });

  test('the first event may leave when one of its room has settled', () => {
    const events = [said('late', { at: 9 }), said('head', { at: 1 }), said('other', { at: 2, roomId: 'OTHER' })];
    const entries = events.map((event, n) => Object.assign(waiting(event), { settlesMs: [8, 50, 0][n] }));
    expect(firstSettlesAt(entries)).toBe(8);
    expect(firstSettlesAt([])).toBe(Number.POSITIVE_INFINITY);
  });
});
