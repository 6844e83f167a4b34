import { expect, test } from 'vitest';
import { type Begun, type BegunTurns, openBegun } from '../../../gateway-endpoint/src/admit/begun.ts';
import type { Store } from '../../../gateway-endpoint/src/store/store.ts';
import { refuseWrites } from '../refuse-writes.ts';
import { aStore } from '../services.ts';

const turn = (eventId: string): Begun => ({
  eventId,
  lane: 'Room1',
  agentId: 'main',
  sessionKey: 'agent:main:room1',
});

function boot(store: Store, processId: string, at = 0): BegunTurns {
  return openBegun({ store, processId, clock: () => at, log: { warn: () => undefined } });
}

test('after a fall the next process learns which turns had begun and not ended, oldest first and once', () => {
  const store = aStore();
  const fallen = boot(store, 'one', 7);
  for (const id of ['a', 'b', 'c']) fallen.begin(turn(id));
  fallen.speaks('b');
  fallen.end('c');

  const next = boot(store, 'two');
  expect(next.interrupted()).toEqual([
    { ...turn('a'), hasSpoken: false, isRestored: false, beganAt: 7 },
    { ...turn('b'), hasSpoken: true, isRestored: false, beganAt: 7 },
  ]);
  expect(next.interrupted()).toEqual([]);

  const last = boot(store, 'three');
  last.end('a');
  expect(last.interrupted().map(({ eventId }) => eventId)).toEqual(['b']);
});

test('a start of the account in the same process finds nothing interrupted', () => {
  const store = aStore();
  const before = boot(store, 'one');
  before.begin(turn('a'));
  const after = boot(store, 'one');
  expect(after.interrupted()).toEqual([]);
});

test('a turn outlives its account, and a disk that takes nothing', () => {
  const store = aStore();
  const begun = boot(store, 'one');
  refuseWrites(store.path, 'begun');
  expect(() => begun.begin(turn('a'))).not.toThrow();
  store.close();
  expect(() => begun.end('a')).not.toThrow();
});
