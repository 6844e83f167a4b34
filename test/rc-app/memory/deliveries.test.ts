import { describe, expect, test } from 'vitest';
import { type Deliveries, MOST_NOTED, openDeliveries } from '../../../rc-app/src/memory/deliveries.ts';
import type { Noted } from '../../../rc-app/src/memory/delivery-rows.ts';
import { persisting } from '../persisting.ts';

const event = (id: string, change: Partial<Noted> = {}): Noted => ({
  way: 'out',
  id,
  at: 1_000,
  kind: 'message.sent',
  outcome: 'accepted',
  ms: 5,
  ...change,
});

/** A store, and the processes of the app that live over it, one after another or beside each other. */
function aStore() {
  const { persistence, reader, all } = persisting();
  const read = { getPersistenceReader: () => reader } as never;
  let now = 1_000_000;
  let processes = 0;
  return {
    read,
    rows: all,
    pass: (ms: number) => {
      now += ms;
    },
    aProcess: () => openDeliveries({ newId: () => `process-${++processes}`, clock: () => now }),
    save: (log: Deliveries, through = persistence) => log.save({ read, persistence: through }),
  };
}

describe('the log of deliveries', () => {
  test('has the newest first, and each event and command once: as it was noted last', async () => {
    const { aProcess, read } = aStore();
    const log = aProcess();
    log.note(event('a', { at: 1, outcome: 'failed' }));
    log.note(event('b', { at: 2 }));
    log.note(event('a', { at: 3 }));
    log.note(event('a', { at: 3, way: 'in', kind: 'post', outcome: 'done' }));
    const latest = await log.latest(read);
    expect(latest.map(({ way, id, outcome }) => `${way} ${id} ${outcome}`)).toEqual([
      'in a done',
      'out a accepted',
      'out b accepted',
    ]);
  });

  test('is bounded, in memory and in the store, however many processes come and go', async () => {
    const store = aStore();
    for (let life = 0; life < 10; life++) {
      const log = store.aProcess();
      for (let n = 0; n < 150; n++) log.note(event(`${life}-${n}`, { at: life * 1_000 + n }));
      await store.save(log);
      store.pass(4 * 60_000);
    }
    expect(store.rows()).toHaveLength(1);
    const kept = store.rows().flatMap(({ data }) => (data as { noted: Noted[] }).noted);
    expect(kept).toHaveLength(MOST_NOTED);
    const latest = await store.aProcess().latest(store.read);
    expect(latest).toHaveLength(MOST_NOTED);
    expect(latest[0]?.id).toBe('9-149');
  });

  test('writes one row where something is new, and nothing otherwise', async () => {
    const store = aStore();
    const log = store.aProcess();
    await store.save(log);
    expect(store.rows()).toHaveLength(0);
    log.note(event('a'));
    await store.save(log);
    const [first] = store.rows();
    await store.save(log);
    expect(store.rows()).toEqual([first]);
    log.note(event('b'));
    await store.save(log);
    expect(store.rows()).toHaveLength(1);
    expect(store.rows()[0]).not.toBe(first);
  });

  test('of a killed process is that of the next one, but for what it had not written down', async () => {
    const store = aStore();
    const killed = store.aProcess();
    killed.note(event('written', { at: 1 }));
    await store.save(killed);
    killed.note(event('unwritten', { at: 2 }));
    const next = store.aProcess();
    next.note(event('own', { at: 3 }));
    expect((await next.latest(store.read)).map(({ id }) => id)).toEqual(['own', 'written']);
  });

  test('of two servers is one log, and neither takes the other one’s away', async () => {
    const store = aStore();
    const [left, right] = [store.aProcess(), store.aProcess()];
    left.note(event('left', { at: 1 }));
    await store.save(left);
    store.pass(10 * 60_000);
    right.note(event('right', { at: 2 }));
    await store.save(right);
    left.note(event('left-again', { at: 3 }));
    await store.save(left);
    for (const log of [left, right, store.aProcess()])
      expect((await log.latest(store.read)).map(({ id }) => id)).toEqual(['left-again', 'right', 'left']);
  });

  test('that could not be written is written the next time', async () => {
    const store = aStore();
    const log = store.aProcess();
    log.note(event('a'));
    const broken = { createWithAssociations: () => Promise.reject(new Error('no database')) } as never;
    await store.save(log, broken);
    expect(store.rows()).toHaveLength(0);
    await store.save(log);
    expect(store.rows()).toHaveLength(1);
  });

  test('does not stay as it was when the clock is set back', async () => {
    const store = aStore();
    const log = store.aProcess();
    const ahead = 365 * 86_400_000;
    store.pass(ahead);
    for (let n = 0; n < MOST_NOTED; n++) log.note(event(`ahead-${n}`, { at: ahead + n }));
    await store.save(log);
    store.pass(-ahead);
    log.note(event('now', { at: 5 }));
    await store.save(log);
    expect((await store.aProcess().latest(store.read)).map(({ id }) => id)).toEqual(['now']);
  });
});
