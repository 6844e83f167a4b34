import { describe, expect, test } from 'vitest';
import { type ClosedTime, closedTimes, toMerge } from '../../../rc-app/src/memory/closed-times.ts';
import { aRoom } from '../server-objects.ts';

const room = aRoom();
const elsewhere = aRoom({ id: 'ELSEWHERE', slugifiedName: 'elsewhere', displayName: 'elsewhere' });
let ids = 0;
const newId = () => `time-${ids++}`;
const aTime = (change: Partial<ClosedTime> = {}): ClosedTime => ({ id: newId(), by: 'paused', from: 1_000, ...change });

describe('a message was said in a closed time', () => {
  const closed = closedTimes([aTime({ from: 100_000, until: 200_000 })]);
  test.each([
    ['before it', { createdAt: 99_999 }, false],
    ['at its beginning', { createdAt: 100_000 }, true],
    ['in it', { createdAt: 150_000 }, true],
    ['at its end', { createdAt: 200_000 }, false],
    ['before it, and edited in it', { createdAt: 50_000, editedAt: 150_000 }, true],
    ['in it, and edited after it', { createdAt: 150_000, editedAt: 250_000 }, true],
    ['before it, and edited after it', { createdAt: 50_000, editedAt: 250_000 }, false],
    [
      'before it by the clock of its client, in it by that of the server',
      { createdAt: 95_000, updatedAt: 102_000 },
      true,
    ],
    [
      'after it by the clock of its client, in it by that of the server',
      { createdAt: 202_000, updatedAt: 195_000 },
      true,
    ],
    ['long before it, and answered in it', { createdAt: 50_000, updatedAt: 150_000 }, false],
  ])('%s', (_, said, isClosed) => {
    expect(closed.wasSaidWhileClosed(room, said)).toBe(isClosed);
  });

  test('everywhere, in one room, or in every room that is not on the list', () => {
    const at = (time: Partial<ClosedTime>) =>
      [room, elsewhere].map((each) => closedTimes([aTime(time)]).wasClosed(each, 1_500));
    expect(at({})).toEqual([true, true]);
    expect(at({ by: 'switched-off', roomId: room.id })).toEqual([true, false]);
    expect(at({ by: 'room-not-listed', list: ['elsewhere'] })).toEqual([true, false]);
    expect(at({ by: 'room-not-listed', list: ['ELSEWHERE', `#${room.slugifiedName}`] })).toEqual([false, false]);
  });
});

describe('of too many the oldest are taken together, and what was open between them is closed', () => {
  const many = (count: number, change: Partial<ClosedTime> = {}) =>
    Array.from({ length: count }, (_, n) => aTime({ from: n * 100, until: n * 100 + 50, ...change }));
  /** Merges them. */
  const merge = (all: readonly ClosedTime[]) => {
    const merged = toMerge(all, newId);
    const gone = new Set([...merged.values()].flat());
    return [...all.filter((time) => !gone.has(time)), ...merged.keys()];
  };

  test('a few stay as they are, and so do those that last', () => {
    expect(merge(many(20))).toHaveLength(20);
    const lasting = aTime({ from: 1 });
    expect(merge([...many(30), lasting])).toContain(lasting);
  });

  test.each([21, 50, 500])('%s of a kind: all that was closed still is', (count) => {
    const all = many(count);
    const left = merge(all);
    expect(left.length).toBeLessThanOrEqual(11);
    const closed = closedTimes(left);
    for (const { from } of all) expect(closed.wasClosed(room, from + 10)).toBe(true);
    expect(closed.wasClosed(room, count * 100)).toBe(false);
  });

  test('other rooms are not touched, and of lists only what all of them name stays open', () => {
    const left = merge([...many(30, { roomId: 'A' }), ...many(5, { roomId: 'B' })]);
    expect(left.filter(({ roomId }) => roomId === 'B')).toHaveLength(5);
    const lists = many(30).map((time, n) => ({
      ...time,
      by: 'room-not-listed' as const,
      list: [n % 2 ? 'A' : 'B', room.id],
    }));
    const closed = closedTimes(merge(lists));
    expect([room, elsewhere].map((each) => closed.wasClosed(each, 75))).toEqual([false, true]);
    const disjoint = many(30).map((time, n) => ({
      ...time,
      by: 'room-not-listed' as const,
      list: [n % 2 ? 'x' : room.id],
    }));
    expect(closedTimes(merge(disjoint)).wasClosed(room, 75)).toBe(true);
  });
});
