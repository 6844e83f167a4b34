import { beforeEach, describe, expect, test } from 'vitest';
import { openFailed } from '../../../gateway-endpoint/src/admit/failed.ts';
import { isLate } from '../../../gateway-endpoint/src/admit/late.ts';
import { type IngressQueue, openQueue } from '../../../gateway-endpoint/src/admit/queue.ts';
import type { Stored } from '../../../gateway-endpoint/src/admit/stored.ts';
import type { Store } from '../../../gateway-endpoint/src/store/store.ts';
import { aMessage } from '../event.ts';
import { BOT } from '../fake-app.ts';
import { aStore } from '../services.ts';

const NOON = Date.UTC(2026, 10, 22, 12);

let store: Store;
let now: number;
let queue: IngressQueue<Stored>;
beforeEach(() => {
  store = aStore();
  now = NOON;
  queue = openQueue<Stored>({
    ...{ channelId: 'c', accountId: 'a', queueName: 'q', store },
    clock: () => now,
    token: () => 'token',
  });
});

async function givenUp(id: string, why: { reason: string; message?: string }, event: object = aMessage({ id, at: 0 })) {
  await queue.enqueue(id, { version: 1, item: { event, bot: BOT } as Stored['item'] }, { laneKey: 'Room1' });
  await queue.release((await queue.claim(id)) ?? 'none', { lastError: 'no session' });
  await queue.fail((await queue.claim(id)) ?? 'none', why);
}
const failed = () => openFailed(store, () => now);

describe('the events that were given up', () => {
  test('are listed with their rooms and the reason, the latest first', async () => {
    await givenUp('older', { reason: 'own-fault', message: 'x is not a function' });
    now++;
    await givenUp('same moment', { reason: 'stuck' });
    await givenUp('newest', { reason: 'stuck' });
    await queue.enqueue('waits', { version: 1, item: { event: aMessage(), bot: BOT } });
    const { room } = aMessage();
    expect(failed().list()).toEqual([
      { id: 'newest', room, at: NOON + 1, why: 'stuck' },
      { id: 'same moment', room, at: NOON + 1, why: 'stuck' },
      { id: 'older', room, at: NOON, why: 'own-fault: x is not a function' },
    ]);
  });

  test.each<[string, object | undefined]>([
    ['is of no room', { id: 'e1', type: 'app.hello', at: 0, appVersion: '1.0.0' }],
    ['no longer fits this version', { id: 'e1', type: 'sent by a later version' }],
  ])('are listed also where one %s', async (_what, event) => {
    await givenUp('e1', { reason: 'unreadable' }, event);
    expect(failed().list()).toEqual([{ id: 'e1', room: undefined, at: NOON, why: 'unreadable' }]);
  });

  test.each([
    ['is gone', null],
    ['is no JSON', '{"item":'],
  ])('are listed also where the text of one %s, and can be tried again', async (_what, payload) => {
    await givenUp('e1', { reason: 'unreadable' });
    store.db.prepare('UPDATE ingress SET payload = ?, ended_at = NULL').run(payload);
    expect(failed().list()).toEqual([{ id: 'e1', room: undefined, at: 0, why: 'unreadable' }]);
    expect([failed().retry(), failed().list()]).toEqual([1, []]);
  });
});

describe('an operator has them tried again', () => {
  beforeEach(async () => {
    for (const id of ['e1', 'e2']) await givenUp(id, { reason: 'own-fault', message: 'no' });
    now += 3_600_000;
  });

  test('one of them, as if it had just come, and not as one that comes late', async () => {
    expect([failed().retry('e2'), failed().retry('e2'), failed().retry('none')]).toEqual([1, 0, 0]);
    expect(
      failed()
        .list()
        .map(({ id }) => id),
    ).toEqual(['e1']);
    const [waiting] = await queue.listPending();
    expect(waiting).toMatchObject({ id: 'e2', attempts: 0, receivedAt: now, updatedAt: now });
    expect([waiting?.lastError, waiting?.lastAttemptAt]).toEqual([undefined, undefined]);
    const item = waiting?.payload.item;
    expect(item && isLate(item, now + 1)).toBe(false);
  });

  test('or all of them, which does not touch what waits or is done', async () => {
    await queue.enqueue('waits', { version: 1, item: { event: aMessage(), bot: BOT } }, { receivedAt: 7 });
    queue.record('done');
    expect([failed().retry(), failed().list()]).toEqual([2, []]);
    const records = await queue.listPending({ limit: 'all', orderBy: 'id' });
    expect(records.map(({ id, receivedAt }) => [id, receivedAt])).toEqual([
      ['e1', now],
      ['waits', 7],
    ]);
    expect(queue.payloadOf('done')).toBeUndefined();
  });
});
