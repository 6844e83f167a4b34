import { beforeEach, describe, expect, test, vi } from 'vitest';
import { type IngressQueue, openQueue } from '../../../gateway-endpoint/src/admit/queue.ts';
import type { Store } from '../../../gateway-endpoint/src/store/store.ts';
import { aStore } from '../services.ts';

const NAME = { channelId: 'rocketchat', accountId: 'default', queueName: 'q' };

let store: Store;
let now: number;
let queue: IngressQueue<{ text: string }>;
beforeEach(async () => {
  [store, now] = [aStore(), 1_000];
  queue = openQueue({ ...NAME, store, clock: () => now, token: () => 'token' });
  await queue.enqueue('e1', { text: 'hello' }, { laneKey: 'Room1', receivedAt: 900 });
});

const NEW = { ...NAME, id: 'e1', receivedAt: 900, updatedAt: 1_000, attempts: 0, laneKey: 'Room1' };
const PAYLOAD = { text: 'hello' };
/** Also fields that have no value count. */
const fieldsOf = (record: object | null | undefined) => ({ ...record });

describe('OpenClaw reads of an event', () => {
  test('which one it is, when it came, and its text', async () => {
    const [waiting] = await queue.listPending();
    expect(fieldsOf(waiting)).toStrictEqual({ ...NEW, payload: PAYLOAD });
    expect(await queue.enqueue('e2', PAYLOAD, { metadata: { of: 1 } })).toStrictEqual({
      ...{ kind: 'accepted', duplicate: false },
      record: { ...NEW, id: 'e2', receivedAt: 1_000, laneKey: 'e2', payload: PAYLOAD },
    });
    expect(store.db.prepare('SELECT id, metadata FROM ingress ORDER BY id').all()).toMatchObject([
      { id: 'e1', metadata: null },
      { id: 'e2', metadata: '{"of":1}' },
    ]);
  });

  test('how it has failed, and when', async () => {
    await queue.release((await queue.claim('e1')) ?? 'none', { lastError: 'no session' });
    now = 60_000;
    const [waiting] = await queue.listPending();
    const failed = { attempts: 1, lastAttemptAt: 1_000, lastError: 'no session', payload: PAYLOAD };
    expect(fieldsOf(waiting)).toStrictEqual({ ...NEW, ...failed });
  });

  test('nothing of an attempt after a clock was set back; one of this very moment has been made', async () => {
    await queue.release((await queue.claim('e1')) ?? 'none');
    expect((await queue.listPending())[0]?.lastAttemptAt).toBe(1_000);
    now = 999;
    expect(fieldsOf((await queue.listPending())[0])).toStrictEqual({ ...NEW, attempts: 1, payload: PAYLOAD });
  });

  test('who has claimed it', async () => {
    const claim = { token: 'token', ownerId: 'me', claimedAt: 1_000 };
    expect(fieldsOf(await queue.claim('e1', { ownerId: 'me' }))).toStrictEqual({ ...NEW, payload: PAYLOAD, claim });
    expect((await queue.listClaims()).map(fieldsOf)).toStrictEqual([{ ...NEW, payload: PAYLOAD, claim }]);
    store.db.exec('UPDATE ingress SET claim_token = NULL, claim_owner = NULL, claimed_at = NULL');
    expect((await queue.listClaims())[0]?.claim).toEqual({ token: '', ownerId: '', claimedAt: 0 });
  });

  test('its text only if somebody asks for it, and once', async () => {
    const [waiting] = await queue.listPending();
    const parse = vi.spyOn(JSON, 'parse');
    const texts = [waiting?.payload, waiting?.payload];
    expect([texts, parse.mock.calls.length]).toEqual([[PAYLOAD, PAYLOAD], 1]);
    parse.mockRestore();
  });

  test('no text of one that is done meanwhile, or gone', async () => {
    await queue.enqueue('e2', PAYLOAD, { laneKey: 'Room2' });
    const [done, gone] = await queue.listPending();
    await queue.complete('e1');
    await queue.delete('e2');
    expect([done?.payload, gone?.payload]).toEqual([null, null]);
  });
});

describe('OpenClaw reads of a repeated event', () => {
  const again = () => queue.enqueue('e1', { text: 'again' });

  test('that it waits', async () => {
    expect(await again()).toStrictEqual({ kind: 'pending', duplicate: true, record: { ...NEW, payload: PAYLOAD } });
  });

  test('that it is being handled', async () => {
    await queue.claim('e1', { ownerId: 'me' });
    const claim = { token: 'token', ownerId: 'me', claimedAt: 1_000 };
    expect(await again()).toStrictEqual({
      ...{ kind: 'claimed', duplicate: true },
      record: { ...NEW, payload: PAYLOAD, claim },
    });
  });

  test('that it is done, and since when', async () => {
    await queue.complete('e1', { completedAt: 2_000 });
    const record = { ...NAME, id: 'e1', completedAt: 2_000 };
    expect(await again()).toStrictEqual({ kind: 'completed', duplicate: true, record });
    store.db.exec('UPDATE ingress SET ended_at = NULL');
    expect(await again()).toMatchObject({ record: { completedAt: 0 } });
  });

  test.each([
    ['without words', undefined, {}],
    ['with words', 'x is not a function', { message: 'x is not a function' }],
  ])('that it was given up, %s', async (_how, message, words) => {
    await queue.fail('e1', { reason: 'own-fault', ...(message && { message }), failedAt: 2_000 });
    const record = { ...NAME, id: 'e1', failedAt: 2_000, reason: 'own-fault', ...words };
    expect(await again()).toStrictEqual({ kind: 'failed', duplicate: true, record });
    store.db.exec('UPDATE ingress SET ended_at = NULL, failure = NULL');
    expect(await again()).toMatchObject({ record: { failedAt: 0, reason: 'failed' } });
  });
});

test('events that wait are listed up to a hundred, or as many as one wants', async () => {
  for (let n = 0; n < 100; n++) await queue.enqueue(`n${n}`, PAYLOAD, { laneKey: `Room${n + 2}` });
  const lists = [await queue.listPending({ limit: 3 }), await queue.listPending({ limit: 0 })];
  expect(lists.map((each) => each.map(({ id }) => id))).toEqual([['e1', 'n0', 'n1'], []]);
  expect((await queue.listPending()).length).toBe(100);
});
