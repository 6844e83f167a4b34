import type { Event } from '@rocketchat-openclaw/shared';
import { expect, test } from 'vitest';
import { anEntry, type Entry, type Surroundings } from '../../../rc-app/src/outbox/entry.ts';
import { place } from '../../../rc-app/src/outbox/place.ts';
import { said } from './a-process.ts';

const waiting = (event: Event, since = 0) =>
  anEntry({ event, weight: 'addressed', heardAt: 0, version: 0 }, { since, bornAt: since }, false);
const waits = (entries: readonly Entry[]) => entries.map(({ settlesMs }) => settlesMs);
const never = () => new Promise<never>(() => {});

async function placed(entries: readonly Entry[], answer: (event: Event) => Promise<Surroundings>): Promise<string[]> {
  const asked: string[] = [];
  const surroundings = (event: Event) => {
    asked.push(event.id);
    return answer(event);
  };
  await place(entries, { surroundings }, { now: 10, passed: never });
  return asked;
}

test('the server is asked once for each room, about its latest event', async () => {
  const entries = [said('a', { at: 1 }), said('o', { at: 3, roomId: 'OTHER' }), said('b', { at: 2 })].map((event) =>
    waiting(event, 5),
  );
  const asked = await placed(entries, async ({ id }) => (id === 'b' ? 'heard' : 'quiet'));
  expect(asked.sort()).toEqual(['b', 'o']);
  expect(waits(entries)).toEqual([8, 0, 8]);
  expect(await placed(entries, async () => 'unclear')).toEqual([]);
  expect(waits(entries)).toEqual([8, 0, 8]);
});

test('nothing is asked for an event that has waited long enough', async () => {
  expect(await placed([waiting(said('a'), -40)], async () => 'quiet')).toEqual([]);
});

test('of many rooms at once only five are asked about; the others wait', async () => {
  const entries = Array.from({ length: 7 }, (_, n) => waiting(said(`${n}`, { roomId: `room-${n}` })));
  expect(await placed(entries, async () => 'quiet')).toHaveLength(5);
  expect(waits(entries)).toEqual([0, 0, 0, 0, 0, 50, 50]);
});

test('a server that does not answer costs no more than the wait itself', async () => {
  const entry = waiting(said('a'));
  const passed: number[] = [];
  await place(
    [entry],
    { surroundings: never },
    {
      now: 10,
      passed: async (ms) => void passed.push(ms),
    },
  );
  expect([passed, waits([entry])]).toEqual([[50], [50]]);
});
