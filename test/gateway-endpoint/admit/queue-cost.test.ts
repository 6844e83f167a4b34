import { DatabaseSync, StatementSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type IngressQueue, openQueue } from '../../../gateway-endpoint/src/admit/queue.ts';
import { URGENCY, type Urgency } from '../../../gateway-endpoint/src/admit/urgency.ts';
import type { Store } from '../../../gateway-endpoint/src/store/store.ts';
import { aStore } from '../services.ts';

/** One pass of OpenClaw's drain over the queue, in rows that it reads and payloads that it parses: no clock is needed. */
let store: Store;
let queue: IngressQueue<{ text: string }>;
let busy: string[];
let urgency: Urgency;

beforeEach(() => {
  store = aStore();
  busy = [];
  urgency = URGENCY.waits;
  let tokens = 0;
  queue = openQueue({
    store,
    channelId: 'rocketchat',
    accountId: 'default',
    queueName: 'q',
    clock: () => 1_000,
    token: () => `token-${tokens++}`,
    urgencyOf: () => urgency,
    busyLanes: () => busy,
    interrupts: ({ payload: { text } }) => text === 'stop',
  });
});

afterEach(() => {
  vi.restoreAllMocks();
});

/**
 * Straight into the file, as a flood would take minutes to come in, each event being written for good.
 *
 * @param lane `%d` in it becomes the number of the event
 */
function fill(count: number, lane: string, what: { urgency?: number; failed?: boolean } = {}): void {
  const failure = what.failed ? [8, 1_000, 'the agent is away'] : [0, null, null];
  store.db
    .prepare(
      `WITH RECURSIVE numbers(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM numbers LIMIT ?)
       INSERT INTO ingress (id, status, lane, payload, received_at, updated_at, urgency, attempts, last_attempt_at, last_error)
       SELECT printf(?, n) || '-' || n, 'pending', printf(?, n), '{"text":"hello"}', 1, 1, ?, ?, ?, ? FROM numbers`,
    )
    .run(count, lane, lane, what.urgency ?? 0, ...failure);
}

interface Cost {
  rows: number;
  parsed: number;
}

/** Counts while something runs. */
async function costOf(work: () => Promise<unknown>): Promise<Cost> {
  const cost = { rows: 0, parsed: 0 };
  const { all, get } = StatementSync.prototype;
  const { parse } = JSON;
  const count = <T>(rows: T, many: number) => {
    cost.rows += many;
    return rows;
  };
  vi.spyOn(StatementSync.prototype, 'all').mockImplementation(function (
    this: StatementSync,
    ...values: Parameters<typeof all>
  ) {
    const rows = all.apply(this, values);
    return count(rows, rows.length);
  });
  vi.spyOn(StatementSync.prototype, 'get').mockImplementation(function (
    this: StatementSync,
    ...values: Parameters<typeof get>
  ) {
    return count(get.apply(this, values), 1);
  });
  vi.spyOn(JSON, 'parse').mockImplementation((text: string) => {
    cost.parsed++;
    return parse(text) as unknown;
  });
  await work();
  vi.restoreAllMocks();
  return cost;
}

/** As `drainOnce` in OpenClaw's ingress-drain does it. */
async function drain(): Promise<string[]> {
  await queue.recoverStaleClaims({ staleMs: 0, shouldRecover: () => false });
  const pending = await queue.listPending({ limit: 'all' });
  const blocked = new Set((await queue.listClaims()).map(({ laneKey }) => laneKey ?? ''));
  const claimed: string[] = [];
  for (const { id } of pending.slice(0, 32)) {
    const claim = await queue.claimNext({ candidateIds: [id], blockedLaneKeys: blocked });
    if (claim) claimed.push(claim.id);
  }
  return claimed;
}

describe.each([10, 100, 1_000, 20_000])('[L4] while %d events wait in one room', (count) => {
  beforeEach(() => fill(count, 'Busy'));

  test('a pass of the drain reads its first, and nothing of the others', async () => {
    expect(await costOf(drain)).toEqual({ rows: 3, parsed: 0 });
  });

  test('a pass that finds the room taken reads nothing of it, although others wait elsewhere', async () => {
    busy = ['Busy'];
    expect(await costOf(drain)).toEqual({ rows: 0, parsed: 0 });
    fill(1, 'Other');
    expect(await costOf(drain)).toEqual({ rows: 3, parsed: 0 });
  });

  test('an event that interrupts the turn is found behind them', async () => {
    busy = ['Busy'];
    urgency = URGENCY.now;
    await queue.enqueue('stop', { text: 'stop' }, { laneKey: 'Busy' });
    const claimed: string[] = [];
    const cost = await costOf(async () => claimed.push(...(await drain())));
    expect(claimed).toEqual(['stop']);
    expect(cost).toEqual({ rows: 4, parsed: 1 });
  });

  test('how much waits is known without counting', async () => {
    const held = { events: 0 };
    expect(await costOf(async () => Object.assign(held, queue.held()))).toEqual({ rows: 1, parsed: 0 });
    expect(held).toEqual({ events: count, bytes: count * '{"text":"hello"}'.length });
  });
});

test('[L4] 20,000 rooms with an event each are begun a hundred at a time', async () => {
  fill(20_000, 'Room%d');
  const pending = await queue.listPending({ limit: 'all' });
  expect(pending.map(({ id }) => id)).toEqual(Array.from({ length: 100 }, (_, n) => `Room${n}-${n}`));
}, 30_000);

test('[L4] rooms that wait for their next attempt hide no other', async () => {
  fill(20_000, 'Room%d', { failed: true });
  fill(1, 'Other');
  expect(await costOf(drain)).toEqual({ rows: 3, parsed: 0 });
}, 30_000);

type Queueing = Parameters<typeof openQueue<{ text: string }>>[0];

/** A queue of its own in the same store. */
const ownQueue = (more: Partial<Queueing> = {}) =>
  openQueue<{ text: string }>({
    store,
    channelId: 'rocketchat',
    accountId: 'default',
    queueName: 'q',
    clock: () => 1_000,
    token: () => 'token',
    ...more,
  });

test('[L4] threads that wait for a question of their room hide no other', async () => {
  const own = ownQueue({ wordsIn: ({ text }) => text, turnLaneOf: ({ text }) => `Room:${text}` });
  for (let n = 0; n < 101; n++) await own.enqueue(`root-${n}`, { text: `root-${n}` }, { laneKey: 'Room' });
  for (let n = 0; n < 101; n++) await own.enqueue(`reply-${n}`, { text: '' }, { laneKey: `Room:root-${n}` });
  await own.enqueue('other', { text: '' }, { laneKey: 'Other' });
  expect((await own.listPending({ limit: 'all' })).map(({ id }) => id)).toEqual(['root-0', 'other']);
});

test('[L4] of 20,000 clicks that wait for a turn a hundred are looked at, and a word to stop it is found', async () => {
  fill(20_000, 'Busy', { urgency: URGENCY.unclear });
  fill(100, 'Busy2', { urgency: URGENCY.answers });
  busy = ['Busy', 'Busy2'];
  urgency = URGENCY.now;
  await queue.enqueue('stop', { text: 'stop' }, { laneKey: 'Busy' });
  const { parsed } = await costOf(drain);
  expect(parsed).toBeLessThanOrEqual(102);
  expect((await queue.listClaims()).map(({ id }) => id)).toEqual(['stop']);
}, 30_000);

test('[L4] no statement of the queue looks through all that waits', async () => {
  const seen = new Set<string>();
  const { prepare } = DatabaseSync.prototype;
  vi.spyOn(DatabaseSync.prototype, 'prepare').mockImplementation(function (this: DatabaseSync, sql: string) {
    seen.add(sql);
    return prepare.call(this, sql);
  });
  const own = ownQueue();
  await own.enqueue('a', { text: 'a' }, { laneKey: 'A' });
  await own.enqueue('a', { text: 'a' }, { laneKey: 'A' });
  const claim = await own.claimNext();
  await own.listClaims();
  await own.recoverStaleClaims({ shouldRecover: () => false });
  if (!claim) throw new Error('nothing was claimed');
  await own.refreshClaim?.(claim);
  await own.release(claim);
  await own.complete('a');
  await own.prune({ completedTtlMs: 1, completedMaxEntries: 1 });
  own.holds('a');
  own.held();
  await own.delete('a');
  vi.restoreAllMocks();

  const { db } = store;
  const scans = [...seen].flatMap((sql) =>
    /^\s*(SELECT|UPDATE|DELETE|INSERT)/.test(sql)
      ? db
          .prepare(`EXPLAIN QUERY PLAN ${sql}`)
          .all()
          .map((row) => String(row['detail']))
          .filter((detail) => /^SCAN (ingress|i|c|r)\b(?! USING (COVERING )?INDEX ingress_claimed)/.test(detail))
          .map((detail) => `${detail}: ${sql}`)
      : [],
  );
  expect(seen.size).toBeGreaterThan(10);
  expect(scans).toEqual([]);
});
