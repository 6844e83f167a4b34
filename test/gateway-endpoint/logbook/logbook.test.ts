import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openQueue } from '../../../gateway-endpoint/src/admit/queue.ts';
import { openLogbook } from '../../../gateway-endpoint/src/logbook/logbook.ts';
import { logbookOnOccasion } from '../../../gateway-endpoint/src/logbook/on-occasion.ts';
import { readKept } from '../../../gateway-endpoint/src/logbook/read-counts.ts';
import { type Entry, MOST_KEPT } from '../../../gateway-endpoint/src/logbook/write.ts';
import { onOccasion } from '../../../gateway-endpoint/src/store/on-occasion.ts';
import { readStore } from '../../../gateway-endpoint/src/store/read-store.ts';
import { openStore } from '../../../gateway-endpoint/src/store/store.ts';
import { refuseWrites } from '../refuse-writes.ts';
import { aFolder, aStore } from '../services.ts';

const entry = (id: string, more: Partial<Entry> = {}): Entry => ({
  ...{ way: 'in', id, kind: 'message.sent', roomId: 'Room1', outcome: 'turn' },
  ...more,
});

function aLogbookIn(store = aStore()) {
  const ticks: (() => void)[] = [];
  const warned: string[] = [];
  let now = 1_000;
  const logbook = openLogbook({
    store,
    clock: () => now,
    every(_ms, run) {
      ticks.push(run);
      return () => void ticks.splice(0);
    },
    log: { warn: (line) => void warned.push(line) },
  });
  return {
    ...{ store, logbook, warned },
    tick() {
      for (const run of ticks) run();
    },
    pass(ms: number) {
      now += ms;
    },
    rows: () => store.db.prepare('SELECT * FROM logbook ORDER BY seq').all(),
    kept: () => readKept(store.db),
    writes: () => Number(store.db.prepare('SELECT total_changes() AS count').get()?.['count']),
  };
}

function aQueueIn(store = aStore()) {
  let tokens = 0;
  const name = { channelId: 'rocketchat', accountId: 'default', queueName: 'q' };
  return openQueue<string>({ store, ...name, clock: () => 400, token: () => `t${tokens++}` });
}

describe('the logbook of an account', () => {
  test('an event costs no write of its own: all of a second are written at once', () => {
    const { logbook, tick, rows, writes } = aLogbookIn();
    const before = writes();
    for (let n = 0; n < 50; n++) logbook.note(entry(`e${n}`));
    logbook.answered();
    logbook.sent(true);
    expect(writes()).toBe(before);
    tick();
    expect(rows()).toHaveLength(50);
    const after = writes();
    tick();
    expect(writes()).toBe(after);
  });

  test('an event has its time from the queue, a command its own', async () => {
    const { logbook, store, tick, rows } = aLogbookIn();
    await aQueueIn(store).enqueue('e', 'words', { receivedAt: 400 });
    logbook.note(entry('e', { outcome: 'no turn', reason: 'not-mentioned' }));
    logbook.note(entry('k', { way: 'out', kind: 'post', outcome: 'done', ms: 12.6 }));
    tick();
    const of = { at: 1_000, room_id: 'Room1', event_id: null };
    expect(rows()).toEqual([
      { seq: 1, way: 'in', ...of, id: 'e', kind: 'message.sent', outcome: 'no turn', reason: 'not-mentioned', ms: 600 },
      { seq: 2, way: 'out', ...of, id: 'k', kind: 'post', outcome: 'done', reason: null, ms: 13 },
    ]);
  });

  test('it keeps the latest of each way, so that many commands push out no event', () => {
    const { logbook, tick, rows } = aLogbookIn();
    logbook.note(entry('the only event'));
    for (let n = 0; n < MOST_KEPT + 30; n++) logbook.note(entry(`k${n}`, { way: 'out' }));
    tick();
    const ids = rows().map((row) => row['id']);
    expect(ids).toHaveLength(MOST_KEPT + 1);
    expect([ids[0], ids[1], ids.at(-1)]).toEqual(['the only event', 'k30', `k${MOST_KEPT + 29}`]);
  });

  test('a stop writes what is left, and what comes after it is written at once', () => {
    const { logbook, rows } = aLogbookIn();
    logbook.note(entry('before'));
    logbook.stop();
    expect(rows()).toHaveLength(1);
    logbook.note(entry('of a turn that goes on'));
    expect(rows()).toHaveLength(2);
  });

  test('a disk that takes nothing is named once, stops nothing, and the notes are written later', () => {
    const { logbook, store, tick, rows, warned, kept } = aLogbookIn();
    const heal = refuseWrites(store.path, 'logbook');
    logbook.note(entry('e'));
    logbook.answered();
    tick();
    tick();
    expect(warned).toEqual([expect.stringMatching(/^the logbook is not written: .*no room/)]);
    expect(kept().counts.answered).toBe(0);
    heal();
    tick();
    expect(rows()).toHaveLength(1);
    expect(kept().counts.answered).toBe(1);
  });

  test('after the store is closed nothing fails', () => {
    const { logbook, store, tick, warned } = aLogbookIn();
    store.close();
    logbook.note(entry('e'));
    tick();
    logbook.stop();
    expect(warned).toEqual([]);
  });
});

describe('counts', () => {
  test('go on after a restart, and so does the time since which they are counted', async () => {
    const path = join(aFolder(), 'account.sqlite');
    const first = aLogbookIn(openStore(path));
    const queue = aQueueIn(first.store);
    await queue.enqueue('a', 'words');
    first.logbook.answered();
    first.logbook.sent(true);
    first.logbook.sent(false);
    first.logbook.stop();
    first.store.close();

    const second = aLogbookIn(openStore(path));
    second.logbook.answered();
    second.logbook.stop();
    const { counts, startedAt } = second.kept();
    expect(startedAt).toBe(1_000);
    expect(counts).toEqual({
      since: 1_000,
      received: 1,
      answered: 2,
      failed: 0,
      givenUp: 0,
      commands: 2,
      commandsFailed: 1,
    });
    second.store.close();
  });

  test('are exact for what the queue sees: an event once, each failed attempt, and what was given up', async () => {
    const { store, kept } = aLogbookIn();
    const queue = aQueueIn(store);
    await queue.enqueue('a', 'words');
    await queue.enqueue('a', 'words');
    await queue.enqueue('b', 'words');
    queue.record('taken in');
    for (const why of ['the agent is away', 'still away']) {
      const claim = await queue.claim('a');
      if (claim) await queue.release(claim, { lastError: why });
    }
    // Released before it was tried.
    const untried = await queue.claim('b');
    if (untried) await queue.release(untried, { recordAttempt: false });
    const last = await queue.claim('a');
    if (last) await queue.fail(last, { reason: 'retry-limit-exceeded' });
    const { counts, waiting, givenUp } = kept();
    expect(counts).toMatchObject({ received: 3, failed: 2, givenUp: 1 });
    expect([waiting.events, waiting.oldestAt, givenUp]).toEqual([1, 400, 1]);
  });
});

describe('the two ways', () => {
  test('keep when they last worked and why they last failed', () => {
    const { logbook, tick, pass, kept } = aLogbookIn();
    logbook.came('out');
    pass(1_000);
    logbook.failed('out', 'nothing listens');
    pass(1_000);
    logbook.failed('out', 'the name is not known');
    pass(1_000);
    logbook.came('out');
    tick();
    expect(kept().ways).toEqual({
      in: { lastAt: undefined, failed: undefined },
      out: { lastAt: 4_000, failed: { at: 2_000, why: 'the name is not known' } },
    });
  });

  test('cost no write while nothing changes', () => {
    const { logbook, tick, pass, writes } = aLogbookIn();
    logbook.failed('in', 'refused', 500);
    logbook.came('in');
    tick();
    const before = writes();
    pass(20_000);
    logbook.came('in');
    tick();
    expect(writes()).toBe(before);
    logbook.stop();
    expect(writes()).toBeGreaterThan(before);
  });
});

describe('a process beside the gateway', () => {
  test('has its commands in the same logbook, and does without it where there is none', () => {
    const { logbook, store, tick, rows, kept } = aLogbookIn();
    const beside = logbookOnOccasion(onOccasion(store.path, { mayMake: false }), () => 2_000);
    beside.sent(true);
    beside.note(entry('k', { way: 'out', kind: 'post', outcome: 'done', ms: 5 }));
    logbook.sent(false);
    tick();
    expect(rows()).toMatchObject([{ way: 'out', id: 'k', at: 2_000 }]);
    expect(kept().counts).toMatchObject({ commands: 2, commandsFailed: 1 });
    const nowhere = join(aFolder(), 'account.sqlite');
    logbookOnOccasion(onOccasion(nowhere, { mayMake: false }), () => 2_000).sent(true);
    expect(existsSync(nowhere)).toBe(false);
  });

  test('reads the store while it is written, and changes nothing', () => {
    const { logbook, store, tick } = aLogbookIn();
    logbook.note(entry('e'));
    tick();
    expect(readStore(store.path, (db) => db.prepare('SELECT id FROM logbook').all())).toEqual([{ id: 'e' }]);
    expect(() => readStore(store.path, (db) => db.exec('DELETE FROM logbook'))).toThrow(/readonly/);
  });
});
