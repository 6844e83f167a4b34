import { type Event, type EventOf, LIMITS } from '@rocketchat-openclaw/shared';
import { describe, expect, test } from 'vitest';
import { anEntry } from '../../../rc-app/src/outbox/entry.ts';
import { gapsFor, toMakeRoom } from '../../../rc-app/src/outbox/make-room.ts';
import type { Weight } from '../../../rc-app/src/outbox/row.ts';
import { edited, joined, reacted, said } from './a-process.ts';

const waiting = (event: Event, weight: Weight) =>
  anEntry({ event, weight, heardAt: 0, version: 0 }, { since: 0, bornAt: 0 }, false);

const many = (count: number, weight: Weight, from = 0) =>
  Array.from({ length: count }, (_, n) => waiting(said(`${weight}-${n}`, { at: from + n }), weight));

const idsOf = (entries: ReturnType<typeof toMakeRoom>) => entries.map(({ row }) => row.event.id);

describe('room is made', () => {
  test('for the 5,001st event, and not for the 5,000th', () => {
    const all = many(5_001, 'context');
    expect(toMakeRoom(all.slice(1))).toEqual([]);
    expect(toMakeRoom(all)).toHaveLength(100);
  });

  test('by the oldest first, in whatever order they were heard of', () => {
    const entries = many(5_001, 'context').reverse();
    expect(idsOf(toMakeRoom(entries))).toEqual(Array.from({ length: 100 }, (_, n) => `context-${n}`));
    expect(entries[0]?.row.event.id).toBe('context-5000');
  });

  test('by reactions, however young, before what was said to others', () => {
    const entries = [...many(30, 'context'), ...many(4_951, 'addressed', 100), ...many(20, 'reaction', 9_000)];
    const ids = idsOf(toMakeRoom(entries));
    expect(ids.slice(0, 20)).toEqual(Array.from({ length: 20 }, (_, n) => `reaction-${n}`));
    expect(ids.slice(20)).toEqual(Array.from({ length: 30 }, (_, n) => `context-${n}`));
  });

  test('never by what is on its way to the gateway', () => {
    const [first, ...others] = many(5_001, 'context');
    if (first) first.isUnderWay = true;
    expect(idsOf(toMakeRoom(first ? [first, ...others] : others))[0]).toBe('context-1');
  });
});

describe('a gap tells', () => {
  test('how many went, from the first to the last, in the name of the one who spoke last', () => {
    const [one, two, three] = [said('b', { at: 7 }), said('a', { at: 3 }), said('c', { at: 5 })];
    expect(gapsFor([one, two, three], [])).toEqual([
      {
        type: 'gap',
        id: 'gap:b',
        at: 3,
        room: one.room,
        actor: three.actor,
        what: 'messages',
        count: 3,
        since: 3,
        until: 7,
      },
    ]);
  });

  test('of one room and of one kind: reactions are not counted among messages', () => {
    const gone = [
      said('a', { roomId: 'one' }),
      reacted('a', { roomId: 'one' }),
      edited('a'),
      said('b', { roomId: 'two' }),
    ];
    expect(gapsFor(gone, []).map(({ room, what, count }) => `${room.id} ${what} ${count}`)).toEqual([
      'one messages 1',
      'one reactions 1',
      'GENERAL messages 1',
      'two messages 1',
    ]);
  });

  test('it all, where another one of its room waits: that one grows and keeps its id', () => {
    const [before] = gapsFor([said('a', { at: 5 }), said('b', { at: 6 })], []) as [EventOf<'gap'>];
    const other = { ...before, id: 'other', what: 'reactions' as const };
    expect(gapsFor([said('c', { at: 9 })], [before, other])).toMatchObject([
      { id: 'gap:a', at: 5, count: 3, since: 5, until: 9 },
    ]);
    expect(gapsFor([said('d', { at: 2 })], [before])).toMatchObject([{ at: 2, count: 3, since: 2, until: 6 }]);
  });

  test('how much is missing at least, where the one that grows did not say how much', () => {
    const [before] = gapsFor([said('a')], []) as [EventOf<'gap'>];
    const { count: _, ...uncounted } = before;
    expect(gapsFor([said('b')], [uncounted])).toMatchObject([{ count: 1 }]);
  });

  test('nothing of another gap, and nothing of what belongs to no room', () => {
    const [gap] = gapsFor([joined('a')], []);
    const hello = { type: 'app.hello', id: 'h', at: 0 } as unknown as Event;
    expect(gap).toMatchObject({ what: 'messages', count: 1 });
    expect(gapsFor([hello, ...(gap ? [gap] : [])], [])).toEqual([]);
  });

  test('of a long id without its kind, so that its own id is no longer than an id may be', () => {
    const idOf = (id: string) => gapsFor([said(id)], [])[0]?.id;
    const fits = `message.sent:${'x'.repeat(LIMITS.eventIdChars - 'gap:message.sent:'.length)}`;
    expect(idOf(fits)).toBe(`gap:${fits}`);
    expect(idOf(`${fits}y`)).toBe(`gap:${fits}y`.replace('message.sent:', ''));
  });
});
