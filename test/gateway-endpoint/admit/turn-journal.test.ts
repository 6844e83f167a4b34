import { describe, expect, test } from 'vitest';
import {
  openTurnJournal,
  type TurnJournal,
  type TurnRecord,
} from '../../../gateway-endpoint/src/admit/turn-journal.ts';
import type { Store } from '../../../gateway-endpoint/src/store/store.ts';
import { refuseWrites } from '../refuse-writes.ts';
import { aStore, RUNS } from '../services.ts';

const turn = (eventId: string): TurnRecord => ({
  eventId,
  lane: 'Room1',
  agentId: 'main',
  sessionKey: 'agent:main:room1',
});

function boot(store: Store, processId: string, at = 0): TurnJournal {
  return openTurnJournal({ store, processId, signal: RUNS, clock: () => at, log: { warn: () => undefined } });
}

test('after a crash the next process gets the turns that had begun and not ended, oldest first and once', () => {
  const store = aStore();
  const crashed = boot(store, 'one', 7);
  for (const id of ['a', 'b', 'c']) crashed.begin(turn(id));
  crashed.markSpoken('b');
  crashed.end('c');

  const next = boot(store, 'two');
  expect(next.takeInterrupted()).toEqual([
    { ...turn('a'), hasSpoken: false, isRestored: false, isHeld: false, beganAt: 7 },
    { ...turn('b'), hasSpoken: true, isRestored: false, isHeld: false, beganAt: 7 },
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

test('a turn whose recovery is stopped with its account is taken again by the next start, until it has ended', () => {
  const store = aStore();
  const crashed = boot(store, 'one', 7);
  for (const id of ['a', 'b', 'c', 'd']) crashed.begin(turn(id));
  const first = boot(store, 'two');
  expect(first.takeInterrupted()).toHaveLength(4);
  first.end('a');
  first.begin(turn('d'));
  const second = boot(store, 'two');
  first.end('c');
  const seen = { ...turn('b'), hasSpoken: false, isRestored: false, isHeld: false, beganAt: 7, isSeenTo: true };
  expect(second.takeInterrupted()).toEqual([seen]);
  expect(second.takeInterrupted()).toEqual([]);
  second.end('b');
  expect(boot(store, 'two').takeInterrupted()).toEqual([]);
});

test('a turn outlives its account, and a disk that takes nothing', () => {
  const store = aStore();
  const journal = boot(store, 'one');
  refuseWrites(store.path, 'begun');
  expect(() => journal.begin(turn('a'))).not.toThrow();
  store.close();
  expect(() => journal.end('a')).not.toThrow();
});

describe('a turn that ends after the stop of its account', () => {
  function stopped(store: Store) {
    const stop = new AbortController();
    const journal = openTurnJournal({
      store,
      processId: 'one',
      signal: stop.signal,
      clock: () => 0,
      log: { warn: () => undefined },
    });
    journal.begin(turn('a'));
    stop.abort();
    return journal;
  }
  const begun = ({ db }: Store) => db.prepare('SELECT event_id FROM begun').all();

  test('stays for the next process: the gateway may have ended it', () => {
    const store = aStore();
    stopped(store).end('a');
    expect(boot(store, 'two').takeInterrupted()).toMatchObject([{ eventId: 'a' }]);
  });

  test('has ended where the account starts again in this process, before or after', () => {
    const [before, after] = [aStore(), aStore()];
    stopped(before).end('a');
    boot(before, 'one');
    const journal = stopped(after);
    boot(after, 'one');
    journal.end('a');
    expect([before, after].map(begun)).toEqual([[], []]);
  });

  test('and had not begun after all is forgotten at once', () => {
    const store = aStore();
    stopped(store).forget('a');
    expect(begun(store)).toEqual([]);
  });
});

test('an interrupted turn has the message that it answers, and says whether OpenClaw had adopted that', () => {
  const store = aStore();
  const crashed = boot(store, 'one', 7);
  const add =
    store.db.prepare(`INSERT INTO ingress (id, status, lane, payload, received_at, updated_at, urgency, message_id)
    VALUES (?, ?, 'Room1', '{}', 1, 1, 1, ?)`);
  for (const [id, status] of Object.entries({ a: 'completed', b: 'claimed', c: 'pending', d: 'failed' })) {
    add.run(id, status, `M${id}`);
    crashed.begin(turn(id));
  }
  crashed.begin(turn('pruned'));
  const found = boot(store, 'two').takeInterrupted();
  expect(found.map(({ messageId, isHeld }) => [messageId, isHeld])).toEqual([
    ['Ma', false],
    ['Mb', true],
    ['Mc', true],
    ['Md', false],
    [undefined, false],
  ]);
});
