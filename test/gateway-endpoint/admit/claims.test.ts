import { beforeEach, describe, expect, test } from 'vitest';
import { type IngressQueue, openQueue } from '../../../gateway-endpoint/src/admit/queue.ts';
import type { Store } from '../../../gateway-endpoint/src/store/store.ts';
import { aStore } from '../services.ts';

let store: Store;
let now: number;
let queue: IngressQueue<string>;
beforeEach(async () => {
  [store, now] = [aStore(), 1_000];
  let tokens = 0;
  queue = openQueue({
    ...{ channelId: 'rocketchat', accountId: 'default', queueName: 'q', store },
    clock: () => now,
    token: () => `token-${tokens++}`,
  });
  for (const [id, laneKey] of Object.entries({ a1: 'a', a2: 'a', b1: 'b', c1: 'c' })) {
    await queue.enqueue(id, `text of ${id}`, { laneKey, metadata: { of: id } });
  }
});

async function claimed(id: string) {
  const claim = await queue.claim(id, { ownerId: 'me' });
  if (!claim) throw new Error(`${id} cannot be claimed`);
  return claim;
}
const rowOf = (id: string) => store.db.prepare('SELECT * FROM ingress WHERE id = ?').get(id);
const UNCLAIMED = { claim_token: null, claim_owner: null, claimed_at: null };

describe('the next event that is claimed', () => {
  test('is the first of those that are wanted, and that wait', async () => {
    await claimed('a1');
    expect((await queue.claimNext({ candidateIds: ['none', 'a1', 'c1', 'b1'] }))?.id).toBe('c1');
    expect(await queue.claimNext({ candidateIds: ['a1', 'c1'] })).toBeNull();
  });

  test('is found among the first hundred, or as many as one looks at', async () => {
    const taken = Array.from({ length: 99 }, () => 'none');
    expect(await queue.claimNext({ candidateIds: ['none', 'a1'], scanLimit: 1 })).toBeNull();
    expect((await queue.claimNext({ candidateIds: ['none', 'a1'], scanLimit: 2 }))?.id).toBe('a1');
    expect(await queue.claimNext({ candidateIds: [...taken, 'none', 'b1'] })).toBeNull();
    expect((await queue.claimNext({ candidateIds: [...taken, 'b1'] }))?.id).toBe('b1');
  });

  test('belongs to this process, unless another owner is named', async () => {
    const claims = [await queue.claimNext(), await queue.claimNext({ ownerId: 'other' }), await queue.claim('c1')];
    const owner = String(process.pid);
    expect(claims.map((each) => each?.claim)).toEqual([
      { token: 'token-0', ownerId: owner, claimedAt: 1_000 },
      { token: 'token-1', ownerId: 'other', claimedAt: 1_000 },
      { token: 'token-2', ownerId: owner, claimedAt: 1_000 },
    ]);
    expect(rowOf('a1')).toMatchObject({ status: 'claimed', updated_at: 1_000 });
  });
});

describe('a claim ends', () => {
  test('with the release of the event, at a time that may be named', async () => {
    const claim = await claimed('a1');
    expect(await queue.release(claim, { lastError: 'no session', releasedAt: 1_500 })).toBe(true);
    const failed = { attempts: 1, last_attempt_at: 1_500, last_error: 'no session' };
    expect(rowOf('a1')).toMatchObject({ status: 'pending', updated_at: 1_500, ...failed, ...UNCLAIMED });
    now = 9_000;
    await queue.release(await claimed('a1'), { recordAttempt: false });
    expect(rowOf('a1')).toMatchObject({ status: 'pending', updated_at: 9_000, ...failed });
    await queue.release(await claimed('a1'));
    expect(rowOf('a1')).toMatchObject({ attempts: 2, last_attempt_at: 9_000, last_error: 'no session' });
  });

  test('with the end of the event, of which only a mark stays', async () => {
    const [now1, later] = [await claimed('a1'), await claimed('b1')];
    await queue.complete(now1);
    await queue.complete(later, { completedAt: 5_000 });
    const mark = { status: 'completed', payload: null, metadata: null, last_error: null, ...UNCLAIMED };
    expect(rowOf('a1')).toMatchObject({ ...mark, ended_at: 1_000, updated_at: 1_000 });
    expect(rowOf('b1')).toMatchObject({ ...mark, ended_at: 5_000, updated_at: 5_000 });
  });

  test('with the failure of the event, which keeps its text and the reason', async () => {
    const [silent, later] = [await claimed('a1'), await claimed('b1')];
    await queue.fail(silent, { reason: 'stuck' });
    await queue.fail(later, { reason: 'own-fault', message: 'x', failedAt: 5_000 });
    const kept = { status: 'failed', failure: 'stuck', last_error: null, payload: '"text of a1"', ...UNCLAIMED };
    expect(rowOf('a1')).toMatchObject({ ...kept, ended_at: 1_000, updated_at: 1_000 });
    expect(rowOf('b1')).toMatchObject({ failure: 'own-fault', last_error: 'x', ended_at: 5_000, updated_at: 5_000 });
  });

  test('and is longer if it is refreshed, at a time that may be named', async () => {
    const claim = await claimed('a1');
    now = 2_000;
    expect(await queue.refreshClaim?.(claim)).toBe(true);
    expect(rowOf('a1')).toMatchObject({ claimed_at: 2_000, updated_at: 2_000 });
    await queue.refreshClaim?.(claim, { refreshedAt: 3_000 });
    expect(rowOf('a1')).toMatchObject({ claimed_at: 3_000, updated_at: 3_000 });
  });
});

describe('an event without a claim', () => {
  test('is brought to an end only while it waits', async () => {
    await claimed('a1');
    expect([await queue.complete('a1'), await queue.fail('a1', { reason: 'x' }), await queue.release('a1')]).toEqual(
      Array(3).fill(false),
    );
    expect([await queue.complete('a2'), await queue.complete('a2'), await queue.complete('none')]).toEqual([
      true,
      false,
      false,
    ]);
  });

  test('is deleted in whatever state, and one with a claim only by that', async () => {
    const claim = await claimed('a1');
    expect(await queue.delete({ ...claim, claim: { ...claim.claim, token: 'lost' } })).toBe(false);
    expect([await queue.delete(claim), queue.holds('a1'), await queue.delete(claim)]).toEqual([true, false, false]);
    await claimed('b1');
    expect([await queue.delete('b1'), queue.holds('b1'), await queue.delete('b1')]).toEqual([true, false, false]);
  });
});

describe('claims of those that are gone', () => {
  beforeEach(async () => {
    await claimed('a1');
    now = 4_000;
    await claimed('b1');
    now = 5_000;
  });
  const held = async () => (await queue.listClaims()).map(({ id }) => id);

  test.each<[string, Parameters<typeof queue.recoverStaleClaims>[0], string[]]>([
    ['all of them', {}, ['a1', 'b1']],
    ['those that are old enough', { staleMs: 1_001 }, ['a1']],
    ['those that are just old enough', { staleMs: 1_000 }, ['a1', 'b1']],
    ['those that were old at a time, or come after it', { now: 3_000, staleMs: 2_000 }, ['a1', 'b1']],
    ['those of a time, but none of that very time', { now: 4_000, staleMs: 1_000 }, ['a1']],
  ])('are taken from them: %s', async (_which, options, expected) => {
    const before = await held();
    expect(await queue.recoverStaleClaims(options)).toBe(expected.length);
    const after = await held();
    expect(before.filter((id) => !after.includes(id))).toEqual(expected);
    expect(expected.map((id) => rowOf(id)?.['status'])).toEqual(expected.map(() => 'pending'));
  });

  test('count as an attempt at the time of the recovery', async () => {
    await queue.recoverStaleClaims({ now: 4_500, staleMs: 500 });
    expect(rowOf('a1')).toMatchObject({ attempts: 1, last_attempt_at: 4_500, ...UNCLAIMED });
  });

  test('are listed in the order of their events, and those that others own are left to them', async () => {
    expect((await queue.listClaims()).map(({ id, claim }) => [id, claim.claimedAt])).toEqual([
      ['a1', 1_000],
      ['b1', 4_000],
    ]);
    expect(await queue.recoverStaleClaims({ shouldRecover: async ({ id }) => id === 'b1' })).toBe(1);
    expect(await held()).toEqual(['a1']);
  });

  test('are not counted where another one has recovered them meanwhile', async () => {
    const recovered = await queue.recoverStaleClaims({ shouldRecover: ({ id }) => queue.delete(id) });
    expect(recovered).toBe(0);
  });
});
