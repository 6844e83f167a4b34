import { describe, expect, test } from 'vitest';
import { openHeldLines } from '../../../rc-app/src/outbox/held-lines.ts';
import { openQueue } from '../../../rc-app/src/outbox/queue.ts';
import { aStore, edited, reacted, said, settled } from './a-process.ts';

/** A queue without rounds: nothing leaves unless the test takes it out. */
function aQueue({ store = aStore() } = {}) {
  const time = { now: 0 };
  const heldLines = openHeldLines();
  const queue = openQueue({ stopwatch: () => time.now, clock: () => 1_000 + time.now, heldLines });
  const { rows } = store;
  return {
    time,
    queue,
    rows,
    add: (...[event, weight = 'addressed', isOnlyNow = false]: Added) => queue.add(event, { weight, isOnlyNow }, rows),
    ids: () => queue.entries.map(({ row }) => row.event.id),
    waiting: async () => (await rows.waiting()).map(({ event }) => event.id),
    lines: () => heldLines.take().map(({ level, text }) => `${level}: ${text}`),
  };
}

type Adding = Parameters<ReturnType<typeof openQueue>['add']>;
type Added = [event: Adding[0], weight?: Adding[1]['weight'], isOnlyNow?: boolean];

const AWAY = { delivered: false, retry: 'later', why: 'away' } as const;

describe('more than 5,000 events wait', () => {
  /** Rows that cost nothing. */
  const nowhere = { ...aStore().rows, write: async () => {}, forget: async () => {} };

  test('an event that makes room is settled, and a gap takes its place, which grows', async () => {
    const { queue, lines } = aQueue();
    const add = (...[event, weight = 'addressed']: Added) => queue.add(event, { weight }, nowhere);
    const first = add(reacted('m', { at: 1 }), 'reaction');
    for (let n = 0; n < 150; n++) add(reacted(`r${n}`, { at: 2 + n }), 'reaction');
    for (let n = 0; n < 4_849; n++) add(said(`a${n}`, { at: 500 + n }));
    expect(lines()).toEqual([]);
    add(said('one more', { at: 9_000 }));
    expect(await first.handed).toEqual({
      delivered: false,
      retry: 'never',
      why: 'too much waits, and this made room',
    });
    expect(lines()).toEqual(['warn: More waits than the outbox holds: 100 reactions or messages to others went']);
    const gaps = () => queue.entries.map(({ row }) => row).filter(({ event }) => event.type === 'gap');
    expect(gaps()).toMatchObject([{ weight: 'addressed', version: 0, event: { count: 100, since: 1, until: 100 } }]);
    for (let n = 0; n < 100; n++) add(said(`b${n}`, { at: 10_000 + n }));
    expect(gaps()).toMatchObject([{ weight: 'addressed', version: 1, event: { count: 151, since: 1, until: 151 } }]);
  });

  test('a gap that the gateway may know does not grow: there is another one', () => {
    const { queue } = aQueue();
    const add = (...[event, weight = 'addressed']: Added) => queue.add(event, { weight }, nowhere);
    for (let n = 0; n < 200; n++) add(reacted(`r${n}`, { at: n }), 'reaction');
    for (let n = 0; n < 4_801; n++) add(said(`a${n}`, { at: 500 + n }));
    for (const entry of queue.entries) entry.isAttempted = true;
    for (let n = 0; n < 100; n++) add(said(`b${n}`, { at: 9_000 + n }));
    const counts = queue.entries.flatMap(({ row }) => (row.event.type === 'gap' ? [row.event.count] : []));
    expect(counts).toEqual([100, 100]);
  });
});

describe('a message is taken back', () => {
  test('with all that waits of it, and neither what is on its way nor what somebody waits for', async () => {
    const { queue, rows, add, ids, waiting } = aQueue();
    const [message, sending] = [add(said('m')), add(edited('m', { at: 1 }))];
    sending.isUnderWay = true;
    add(reacted('m', { at: 2 }), 'reaction', true);
    add(said('other'));
    queue.retract('m', rows);
    expect(await message.handed).toMatchObject({ delivered: false, isMoot: true });
    await settled();
    expect(ids()).toEqual(['m:1', 'm:+1:2', 'other']);
    expect(await waiting()).toEqual(['m:1', 'other']);
  });
});

describe('a message had to wait', () => {
  test('if an attempt has failed since, until it is on its way', () => {
    const { queue, add } = aQueue();
    const entry = add(said('m'));
    expect(queue.isDelayed('m')).toBe(false);
    queue.letWait([entry], AWAY);
    expect([queue.isDelayed('m'), queue.isDelayed('other')]).toEqual([true, false]);
    entry.isUnderWay = true;
    expect(queue.isDelayed('m')).toBe(false);
  });

  test('and says so when it is written down, not before', async () => {
    const store = aStore();
    const disk = Promise.withResolvers<void>();
    const queue = aQueue({ store: { ...store, rows: { ...store.rows, write: () => disk.promise } } });
    const entry = queue.add(said('m'));
    let told: unknown;
    void entry.handed.then((handed) => {
      told = handed;
    });
    queue.queue.letWait([entry], AWAY);
    await settled();
    expect(told).toBeUndefined();
    disk.resolve();
    await settled();
    expect(told).toEqual({ ...AWAY, waits: true });
    expect(queue.ids()).toEqual(['m']);
  });

  test('that somebody waits for: it does not wait, and was never written down', async () => {
    const { queue, add, ids, waiting } = aQueue();
    const entry = add(said('command'), 'addressed', true);
    queue.letWait([entry], AWAY);
    expect(await entry.handed).toEqual(AWAY);
    expect([ids(), await waiting()]).toEqual([[], []]);
  });
});

describe('a dead letter', () => {
  test('is listed with its reason and the time, no longer waits, and the admin reads of it', async () => {
    const { time, queue, rows, add, ids, waiting, lines } = aQueue();
    const entry = add(said('m'));
    time.now = 7;
    queue.bury(entry, 'answered 400', rows);
    await settled();
    expect(await rows.dead()).toMatchObject([
      { event: { id: 'm' }, heardAt: 1_000, diedAt: 1_007, why: 'answered 400' },
    ]);
    expect([ids(), await waiting()]).toEqual([[], []]);
    expect(lines()).toEqual(['warn: OpenClaw will not get message.sent m, see /openclaw failed: answered 400']);
  });

  test('that cannot be written down is said to be lost', async () => {
    const { queue, rows, add, lines } = aQueue();
    const entry = add(said('m'));
    queue.bury(entry, 'old', { ...rows, bury: async () => Promise.reject(new Error('no disk')) });
    await settled();
    expect(lines().at(-1)).toBe('error: message.sent m is lost: Error: no disk');
  });
});

describe('from the store', () => {
  test('comes what is old enough by either clock, and may have been tried', async () => {
    const store = aStore();
    for (const [id, heardAt] of [
      ['old', 100],
      ['young', 600],
      ['future', 1_501],
    ] as const) {
      await store.rows.write({ event: said(id), weight: 'context', heardAt, version: 0 });
    }
    const { queue, rows } = aQueue({ store });
    await queue.takeInOlder(500, rows);
    expect(
      queue.entries.map(({ row, bornAt, isAttempted, isDelayed }) => [row.event.id, bornAt, isAttempted, isDelayed]),
    ).toEqual([
      ['old', -900, true, true],
      ['future', 0, true, true],
    ]);
  });

  test('comes nothing twice, and nothing that the gateway has got', async () => {
    const { queue, rows, add, ids } = aQueue();
    queue.take(add(said('gone')), rows);
    add(said('here'));
    const row = (id: string) => ({ event: said(id), weight: 'addressed', heardAt: 0, version: 0 }) as const;
    queue.takeIn([row('gone'), row('here'), row('new')]);
    expect(ids()).toEqual(['here', 'new']);
  });

  test('nothing is let go while its row is there, is on its way, or was never written', async () => {
    const { queue, rows, add, ids, lines } = aQueue();
    const [there, gone, sending] = [add(said('there')), add(said('gone')), add(said('sending'))];
    add(said('only now'), 'addressed', true);
    await Promise.all([there.stored, gone.stored, sending.stored]);
    sending.isUnderWay = true;
    await rows.forget('gone');
    await rows.forget('sending');
    await queue.letGo(rows);
    expect(ids()).toEqual(['there', 'sending', 'only now']);
    expect(await gone.handed).toEqual({
      delivered: false,
      retry: 'never',
      why: 'another server of the cluster has delivered it, or given it up',
      isMoot: true,
    });
    expect(lines()).toEqual(['info: 1 events that waited here were delivered, or given up, by another server']);
    queue.takeIn([{ event: said('gone'), weight: 'addressed', heardAt: 0, version: 0 }]);
    expect(ids()).not.toContain('gone');
  });

  test('a row that cannot be read is not one that is gone', async () => {
    const { queue, rows, add, ids, lines } = aQueue();
    await add(said('m')).stored;
    await queue.letGo({ ...rows, waiting: async () => [] });
    expect([ids(), lines()]).toEqual([['m'], []]);
  });
});

test('of the words that the gateway has got, those of the last 1,000 events are remembered', async () => {
  const { queue, rows, add } = aQueue();
  for (let n = 0; n < 1_001; n++) {
    queue.take(add({ ...said(`m${n}`), id: `message.sent:m${n}` }, 'addressed', true), rows);
  }
  expect([queue.wasTold('m0'), queue.wasTold('m1'), queue.wasTold('m1000'), queue.wasTold('other')]).toEqual([
    false,
    true,
    true,
    false,
  ]);
});
