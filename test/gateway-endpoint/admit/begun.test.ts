import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Begun, type BegunTurns, openBegun } from '../../../gateway-endpoint/src/admit/begun.ts';
import { aFolder } from '../desk.ts';
import { refuseWrites } from '../refuse-writes.ts';

const path = () => join(aFolder(), 'begun.sqlite');
const turn = (eventId: string): Begun => ({
  eventId,
  lane: 'Room1',
  agentId: 'main',
  sessionKey: 'agent:main:room1',
});

function boot(file: string, processId: string, at = 0): BegunTurns {
  return openBegun({ path: file, processId, clock: () => at, log: { warn: () => undefined } });
}

test('after a fall the next process learns which turns had begun and not ended, oldest first and once', () => {
  const file = path();
  const fallen = boot(file, 'one', 7);
  for (const id of ['a', 'b', 'c']) fallen.begin(turn(id));
  fallen.speaks('b');
  fallen.end('c');

  const next = boot(file, 'two');
  expect(next.interrupted()).toEqual([
    { ...turn('a'), hasSpoken: false, beganAt: 7 },
    { ...turn('b'), hasSpoken: true, beganAt: 7 },
  ]);
  expect(next.interrupted()).toEqual([]);
  next.close();

  const last = boot(file, 'three');
  last.end('a');
  expect(last.interrupted().map(({ eventId }) => eventId)).toEqual(['b']);
  last.close();
  fallen.close();
});

test('a start of the account in the same process finds nothing interrupted', () => {
  const file = path();
  const before = boot(file, 'one');
  before.begin(turn('a'));
  before.close();
  const after = boot(file, 'one');
  expect(after.interrupted()).toEqual([]);
  after.close();
});

test('a turn outlives its account, and a disk that takes nothing', () => {
  const file = path();
  const begun = boot(file, 'one');
  refuseWrites(file, 'begun');
  expect(() => begun.begin(turn('a'))).not.toThrow();
  begun.close();
  expect(() => begun.end('a')).not.toThrow();
});
