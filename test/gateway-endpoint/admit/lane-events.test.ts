import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type IngressQueue, openQueue } from '../../../gateway-endpoint/src/admit/queue.ts';
import type { Store } from '../../../gateway-endpoint/src/store/store.ts';
import { aStore } from '../services.ts';

interface Payload {
  readonly n: number;
  readonly of?: string;
  readonly others?: readonly number[];
}

let store: Store;
let queue: IngressQueue<Payload>;
let now = 1_000;
const together = (payload: Payload, others: readonly Payload[]) => ({ ...payload, others: others.map(({ n }) => n) });

beforeEach(async () => {
  now = 1_000;
  store = aStore();
  queue = openQueue({
    store,
    channelId: 'c',
    accountId: 'a',
    queueName: 'q',
    clock: () => now,
    token: () => 'token',
    wordsIn: ({ of }) => of,
  });
  for (const [n, id] of ['a1', 'a2', 'b1', 'a3'].entries()) {
    await queue.enqueue(id, { n, of: `M${n}` }, { laneKey: `lane-${id[0]}`, receivedAt: 100 * n });
  }
});
afterEach(() => store.close());

const waiting = async () => (await queue.listPending({ limit: 'all' })).map(({ id }) => id);

describe('the events behind one that is being handled', () => {
  test('are those of its lane that wait, in their order, as many as are wanted', async () => {
    await queue.claim('a1');
    expect(queue.behind('a1', 5).map(({ n }) => n)).toEqual([1, 3]);
    expect(queue.behind('a1', 1).map(({ n }) => n)).toEqual([1]);
    expect(queue.behind('a1', -1)).toEqual([]);
    await queue.claim('a2');
    expect(queue.behind('a1', 5).map(({ n }) => n)).toEqual([3]);
    expect(queue.behind('a3', 5)).toEqual([]);
  });

  test('wait again, in their order, when it gives them back', async () => {
    await queue.claim('a1');
    queue.join('a1', ['a2', 'a3'], together);
    const before = queue.payloadOf('a1');
    const [n1, n3] = [
      { n: 1, of: 'M1' },
      { n: 3, of: 'M1' },
    ];
    queue.part('a1', (payload) => {
      expect(payload).toEqual(before);
      return {
        rest: { n: 0, of: 'M1' },
        others: new Map([
          ['a2', n1],
          ['a3', n3],
        ]),
      };
    });
    expect(queue.payloadOf('a1')).toEqual({ n: 0, of: 'M1' });
    expect(queue.behind('a1', 5)).toEqual([n1, n3]);
  });

  test('are done when it has taken them in, also after a crash', async () => {
    await queue.claim('a1');
    expect(queue.join('a1', ['a2', 'a3'], together)).toBe(true);
    expect(queue.payloadOf('a1')).toEqual({ n: 0, of: 'M0', others: [1, 3] });
    expect([await waiting(), queue.holds('a2'), queue.payloadOf('a2')]).toEqual([['b1'], true, undefined]);
    await queue.recoverStaleClaims();
    expect(await waiting()).toEqual(['a1', 'b1']);
    expect(await queue.enqueue('a2', { n: 9 })).toMatchObject({ kind: 'completed', duplicate: true });
  });

  test.each([
    ['is being handled itself', () => queue.claim('a2')],
    ['is done', () => queue.complete('a2')],
  ])('stay as they are where one of them %s', async (_what, change) => {
    await queue.claim('a1');
    await change();
    expect(queue.join('a1', ['a3', 'a2'], together)).toBe(false);
    expect(queue.payloadOf('a1')).toEqual({ n: 0, of: 'M0' });
    expect(queue.payloadOf('a3')).toEqual({ n: 3, of: 'M3' });
  });

  test('came last at this time', () => {
    expect([queue.lastInLaneOf('a1'), queue.lastInLaneOf('b1'), queue.lastInLaneOf('none')]).toEqual([
      300,
      200,
      undefined,
    ]);
  });
});

test('an event is behind one of its lane that waits or is being handled, and not behind one that is done', async () => {
  expect(['a1', 'a2', 'b1', 'a3', 'none'].filter(queue.isBehind)).toEqual(['a2', 'a3']);
  await queue.claim('a1');
  expect(['a1', 'a2', 'b1', 'a3'].filter(queue.isBehind)).toEqual(['a2', 'a3']);
  const [claim] = await queue.listClaims();
  await queue.complete(claim ?? 'none');
  expect(['a2', 'a3'].filter(queue.isBehind)).toEqual(['a3']);
});

test('the events of a message are those that hold its words and are not done', async () => {
  expect(queue.idsOf('M1')).toEqual(['a2']);
  await queue.claim('a2');
  expect(queue.idsOf('M1')).toEqual(['a2']);
  const claim = await queue.listClaims();
  await queue.complete(claim[0] ?? 'none');
  expect(queue.idsOf('M1')).toEqual([]);
});
