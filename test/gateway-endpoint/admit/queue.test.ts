import { CHANNEL_INGRESS_RETENTION_DEFAULTS } from 'openclaw/plugin-sdk/channel-outbound';
import { beforeEach, describe, expect, test } from 'vitest';
import { type IngressQueue, openQueue } from '../../../gateway-endpoint/src/admit/queue.ts';
import { URGENCY, type Urgency } from '../../../gateway-endpoint/src/admit/urgency.ts';
import type { Store } from '../../../gateway-endpoint/src/store/store.ts';
import { aStore } from '../services.ts';

interface Payload {
  readonly n: number;
  readonly urgency?: Urgency;
  readonly interrupts?: boolean;
}

let store: Store;
let now: number;
let queue: IngressQueue<Payload>;
let busy: string[];

function open(): IngressQueue<Payload> {
  let tokens = 0;
  return openQueue({
    store,
    channelId: 'rocketchat',
    accountId: 'default',
    queueName: 'q',
    clock: () => now,
    token: () => `token-${now}-${tokens++}`,
    urgencyOf: ({ urgency = URGENCY.waits }) => urgency,
    busyLanes: () => busy,
    interrupts: ({ payload }) => payload.interrupts ?? false,
  });
}

beforeEach(() => {
  store = aStore();
  now = 1_000;
  busy = [];
  queue = open();
});

async function fill(...ids: string[]): Promise<void> {
  for (const [n, id] of ids.entries()) await queue.enqueue(id, { n }, { laneKey: `lane-${id[0]}` });
}

async function pendingIds(): Promise<string[]> {
  return (await queue.listPending({ limit: 'all' })).map(({ id }) => id);
}

describe('while a turn is under way in a lane', () => {
  test('the drain does not see what waits there, until the turn ends', async () => {
    await fill('a', 'b');
    busy = ['lane-a'];
    expect(await pendingIds()).toEqual(['b']);
    busy = [];
    expect(await pendingIds()).toEqual(['a', 'b']);
  });

  test('a busy lane shows the first event that interrupts', async () => {
    const waits = { n: 0, urgency: URGENCY.answers };
    const stops = { n: 0, urgency: URGENCY.now, interrupts: true };
    const events = { a1: waits, a2: { ...stops, urgency: URGENCY.unclear, interrupts: false }, a3: stops, a4: stops };
    for (const [id, payload] of Object.entries(events)) await queue.enqueue(id, payload, { laneKey: 'lane-a' });
    busy = ['lane-a'];
    expect(await pendingIds()).toEqual(['a3']);
    await queue.claimNext({ candidateIds: ['a3'] });
    expect(await pendingIds()).toEqual(['a4']);
    busy = [];
    expect(await pendingIds()).toEqual(['a1']);
  });
});

describe('an event', () => {
  test('is stored once and recognised in every state', async () => {
    expect(await queue.enqueue('e', { n: 1 })).toMatchObject({ kind: 'accepted', duplicate: false });
    expect(await queue.enqueue('e', { n: 2 })).toMatchObject({ kind: 'pending', record: { payload: { n: 1 } } });
    const claim = await queue.claimNext();
    expect(await queue.enqueue('e', { n: 3 })).toMatchObject({ kind: 'claimed', duplicate: true });
    await queue.complete(claim ?? 'none');
    expect(await queue.enqueue('e', { n: 4 })).toMatchObject({ kind: 'completed', duplicate: true });
    expect(queue.holds('e')).toBe(true);
    expect(queue.holds('f')).toBe(false);
  });

  test('that failed keeps its reason and is never taken again', async () => {
    await fill('e');
    const claim = await queue.claimNext();
    await queue.fail(claim ?? 'none', { reason: 'unreadable', message: 'why' });
    const again = await queue.enqueue('e', { n: 1 });
    expect(again).toMatchObject({ kind: 'failed', record: { reason: 'unreadable', message: 'why' } });
    expect(await queue.claimNext()).toBeNull();
  });

  test('survives the end of the process, claimed or not', async () => {
    await fill('a1', 'b1');
    await queue.claimNext();
    store.close();
    store = aStore(store.path);
    queue = open();
    expect(await pendingIds()).toEqual(['b1']);
    expect(await queue.recoverStaleClaims()).toBe(1);
    expect(await pendingIds()).toEqual(['a1', 'b1']);
  });
});

describe('order', () => {
  test('is that of arrival, even within one millisecond', async () => {
    await fill('z', 'a', 'm');
    expect(await pendingIds()).toEqual(['z', 'a', 'm']);
    expect((await queue.listPending({ orderBy: 'id' })).map(({ id }) => id)).toEqual(['a', 'm', 'z']);
  });

  test('skips lanes that are taken, and only those', async () => {
    await fill('a1', 'a2', 'b1');
    expect((await queue.claimNext({ blockedLaneKeys: ['lane-a'] }))?.id).toBe('b1');
    expect(await queue.claimNext({ blockedLaneKeys: ['lane-a'] })).toBeNull();
    expect((await queue.claimNext({ candidateIds: ['a2'] }))?.id).toBe('a2');
    expect(await pendingIds()).toEqual(['a1']);
  });
});

describe('a claim', () => {
  test('has one owner', async () => {
    await fill('e');
    const first = await queue.claim('e', { ownerId: 'me' });
    expect(first).toMatchObject({ claim: { ownerId: 'me', claimedAt: 1_000 } });
    expect(await queue.claim('e')).toBeNull();
    expect(await queue.claimNext()).toBeNull();
  });

  test('that was lost settles nothing', async () => {
    await fill('e');
    const lost = await queue.claimNext();
    now = 2_000;
    await queue.recoverStaleClaims();
    const held = await queue.claimNext();
    if (!lost || !held) throw new Error('nothing was claimed');
    expect(await queue.complete(lost)).toBe(false);
    expect(await queue.release(lost)).toBe(false);
    expect(await queue.fail(lost, { reason: 'x' })).toBe(false);
    expect(await queue.refreshClaim?.(lost)).toBe(false);
    expect(await queue.complete(held)).toBe(true);
  });

  test('released counts the attempt, unless it was none', async () => {
    await fill('e');
    await queue.release((await queue.claimNext()) ?? 'none', { lastError: 'boom' });
    now = 2_000;
    await queue.release((await queue.claimNext()) ?? 'none', { recordAttempt: false });
    expect(await queue.listPending()).toMatchObject([{ attempts: 1, lastError: 'boom', lastAttemptAt: 1_000 }]);
  });

  test('is recovered when it is old enough and its owner agrees', async () => {
    await fill('a1', 'b1');
    await queue.claimNext();
    now = 5_000;
    await queue.claimNext();
    expect(await queue.recoverStaleClaims({ staleMs: 3_000 })).toBe(1);
    expect(await queue.recoverStaleClaims({ shouldRecover: () => false })).toBe(0);
    expect(await queue.listClaims()).toMatchObject([{ id: 'b1' }]);
  });

  test('stays young while it is refreshed', async () => {
    await fill('e');
    const claim = await queue.claimNext();
    now = 9_000;
    if (claim) await queue.refreshClaim?.(claim);
    expect(await queue.recoverStaleClaims({ staleMs: 5_000 })).toBe(0);
  });
});

describe('pruning', () => {
  test('removes tombstones that are too old or too many, and nothing that waits', async () => {
    await fill('a', 'b', 'c', 'waiting');
    for (const id of ['a', 'b', 'c']) {
      now += 1_000;
      await queue.complete((await queue.claim(id)) ?? 'none');
    }
    expect(await queue.prune({ now: 4_500, completedTtlMs: 2_000 })).toBe(1);
    expect(await queue.prune({ completedMaxEntries: 1 })).toBe(1);
    expect(['a', 'b', 'c', 'waiting'].filter((id) => queue.holds(id))).toEqual(['c', 'waiting']);
  });

  test('spares protected events', async () => {
    await fill('a');
    await queue.complete((await queue.claimNext()) ?? 'none');
    expect(await queue.prune({ completedMaxEntries: 0, protectIds: ['a'] })).toBe(0);
    expect(await queue.delete('a')).toBe(true);
  });
});

test('tombstones live 30 days, and there are 20,000 of them at most', async () => {
  const day = 24 * 3_600_000;
  const { completedTtlMs, completedMaxEntries, failedTtlMs, failedMaxEntries } = CHANNEL_INGRESS_RETENTION_DEFAULTS;
  expect([completedTtlMs, completedMaxEntries, failedTtlMs, failedMaxEntries]).toEqual([
    30 * day,
    20_000,
    30 * day,
    20_000,
  ]);
  store.db.exec(`WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20005)
    INSERT INTO ingress (id, status, received_at, updated_at) SELECT 'e' || i, 'completed', i, i FROM n`);
  expect(await queue.prune({ now: 30 * day, ...CHANNEL_INGRESS_RETENTION_DEFAULTS })).toBe(5);
  expect(['e5', 'e6', 'e20005'].map((id) => queue.holds(id))).toEqual([false, true, true]);
  expect(await queue.enqueue('e6', { n: 0 })).toMatchObject({ kind: 'completed', duplicate: true });
  expect(await queue.prune({ now: 30 * day + 20_006, ...CHANNEL_INGRESS_RETENTION_DEFAULTS })).toBe(20_000);
});

describe('a clock that was set back', () => {
  test('an event that failed at a time that is now in the future is tried again at once', async () => {
    await fill('a1');
    now = 3_600_000;
    const claimed = await queue.claimNext();
    if (!claimed) throw new Error('nothing was claimed');
    await queue.release(claimed, { lastError: 'the agent is away' });
    expect(await queue.listPending()).toEqual([]);
    now = 3_601_000;
    expect((await queue.listPending())[0]?.lastAttemptAt).toBe(3_600_000);
    now = 5_000;
    const [waiting] = await queue.listPending();
    expect(waiting).toMatchObject({ id: 'a1', attempts: 1, lastError: 'the agent is away' });
    expect(waiting?.lastAttemptAt).toBeUndefined();
  });

  test('a claim that a dead process made in the future is taken from it all the same', async () => {
    await fill('a1');
    now = 86_400_000;
    await queue.claimNext();
    now = 5_000;
    expect(await queue.recoverStaleClaims({ shouldRecover: async () => true })).toBe(1);
    expect(await queue.listPending()).toMatchObject([{ id: 'a1' }]);
  });
});
