import type { Event } from '@rocketchat-openclaw/shared';
import { expect, test } from 'vitest';
import { anEntry, isSettled, SETTLE_MS, type Surroundings } from '../../../rc-app/src/outbox/entry.ts';
import { said } from './a-process.ts';

const waiting = (event: Event) =>
  anEntry({ event, weight: 'addressed', heardAt: 0, version: 0 }, { since: 0, bornAt: 0 }, false);

test('an event is new: nobody has tried it, written it down or kept it waiting', async () => {
  const entry = waiting(said('m'));
  expect(entry).toMatchObject({ isAttempted: false, isDelayed: false, isUnderWay: false, hasRow: false });
  await expect(entry.stored).resolves.toBeUndefined();
});

test('an event has settled after fifty milliseconds', () => {
  expect([isSettled(49)(waiting(said('m'))), isSettled(50)(waiting(said('m')))]).toEqual([false, true]);
});

test.each<[Surroundings, number]>([
  ['quiet', 0],
  ['heard', 8],
  ['unclear', 50],
])('where it is %s, an event settles after %i milliseconds', (surroundings, ms) => {
  const entry = { ...waiting(said('m')), settlesMs: SETTLE_MS[surroundings] };
  expect([isSettled(ms - 1)(entry), isSettled(ms)(entry)]).toEqual([false, true]);
});
