import { expect, test } from 'vitest';
import {
  openTurnJournal,
  type TurnJournal,
  type TurnRecord,
} from '../../../gateway-endpoint/src/admit/turn-journal.ts';
import type { Store } from '../../../gateway-endpoint/src/store/store.ts';
import { refuseWrites } from '../refuse-writes.ts';
import { aStore } from '../services.ts';

const turn = (eventId: string): TurnRecord => ({
  eventId,
  lane: 'Room1',
  agentId: 'main',
  sessionKey: 'agent:main:room1',
});

function boot(store: Store, processId: string, at = 0): TurnJournal {
  return openTurnJournal({ store, processId, clock: () => at, log: { warn: () => undefined } });
}

test('after a crash the next process gets the turns that had begun and not ended, oldest first and once', () => {
  const store = aStore();
  const crashed = boot(store, 'one', 7);
  for (const id of ['a', 'b', 'c']) crashed.begin(turn(id));
  crashed.markSpoken('b');
  crashed.end('c');

  const next = boot(store, 'two');
  expect(next.takeInterrupted()).toEqual([
    { ...turn('a'), hasSpoken: false, isRestored: false, beganAt: 7 },
    { ...turn('b'), hasSpoken: true, isRestored: false, beganAt: 7 },
  ]);
  expect(next.takeInterrupted()).toEqual([]);

  const last = boot(store, 'three');
  last.end('a');
  expect(last.takeInterrupted().map(({ eventId }) => eventId)).toEqual(['b']);
});

test('a start of the account in the same process finds nothing interrupted', () => {
  const store = aStore();
  const before = boot(store, 'one');
  before.begin(turn('a'));
  const after = boot(store, 'one');
  expect(after.takeInterrupted()).toEqual([]);
});

test('a turn outlives its account, and a disk that takes nothing', () => {
  const store = aStore();
  const journal = boot(store, 'one');
  refuseWrites(store.path, 'begun');
  expect(() => journal.begin(turn('a'))).not.toThrow();
  store.close();
  expect(() => journal.end('a')).not.toThrow();
});
