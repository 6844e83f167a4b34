import { beforeEach, describe, expect, test } from 'vitest';
import type { Admitted } from '../../../gateway-endpoint/src/admit/admitted.ts';
import { joinedIn, wordsIn } from '../../../gateway-endpoint/src/admit/amend.ts';
import { openFailed } from '../../../gateway-endpoint/src/admit/failed.ts';
import { type IngressQueue, openQueue } from '../../../gateway-endpoint/src/admit/queue.ts';
import type { Stored } from '../../../gateway-endpoint/src/admit/stored.ts';
import { openTakeIn } from '../../../gateway-endpoint/src/admit/take-in.ts';
import type { Store } from '../../../gateway-endpoint/src/store/store.ts';
import { aMessage, anEdit } from '../event.ts';
import { BOT } from '../fake-app.ts';
import { aStore } from '../services.ts';

const message = aMessage({ at: 1_000, text: '@openclaw delete server A' });
const edit = anEdit({ at: 1_000, text: '@openclaw delete server B' });

let store: Store;
let queue: IngressQueue<Stored>;
/** In the order in which it happened. */
let happened: string[];
/** Does OpenClaw give the message back? */
let isGivenBack: boolean;

const wordsOf = (id: string) => {
  const event = queue.payloadOf(id)?.item.event;
  return event && 'message' in event && event.message && 'text' in event.message ? event.message.text : undefined;
};
const takeIn = () =>
  openTakeIn({
    queue,
    keyOf: (id) => `account ${id}`,
    underHand: {
      change: (key) => {
        happened.push(`changed ${key}`);
        return isGivenBack;
      },
      forget: () => undefined,
      has: (key) => key === `account ${message.id}`,
      async takeBack(key) {
        happened.push(`asked for ${key}`);
        return isGivenBack ? { release: async () => void happened.push('released') } : undefined;
      },
    },
  });

const open = () =>
  openQueue<Stored>({
    ...{ channelId: 'c', accountId: 'a', queueName: 'q' },
    store,
    clock: () => 2_000,
    token: () => 'token',
    wordsIn: ({ item }) => wordsIn(item),
    joinedIn: ({ item }) => joinedIn(item),
  });

beforeEach(async () => {
  [happened, isGivenBack] = [[], true];
  store = aStore();
  queue = open();
  for (const event of [message, edit]) {
    await queue.enqueue(event.id, { version: 1, item: { event, bot: BOT } }, { laneKey: 'Room1' });
  }
});

describe('a change of a message that OpenClaw has in its memory', () => {
  test('takes the message back, changes it on disk, and lets it wait again', async () => {
    expect(await takeIn().takeBack(edit)).toBe(true);
    expect(happened).toEqual([`asked for account ${message.id}`, `changed account ${message.id}`, 'released']);
    expect(wordsOf(message.id)).toBe('@openclaw delete server B');
  });

  test('need not wait behind others, unless that message is not being handled', async () => {
    const isUrgent = (event: Admitted['event']) => takeIn().isOfOneUnderHand({ event, bot: BOT });
    const other = { ...edit, message: { ...edit.message, id: 'M2' } };
    expect([edit, message, other].map(isUrgent)).toEqual([true, false, false]);
    const [claimed] = await Promise.all([queue.claim(message.id)]);
    expect(isUrgent(edit)).toBe(true);
    await queue.complete(claimed ?? 'none');
    expect(isUrgent(edit)).toBe(false);
  });

  test('lets the message wait again also where the change cannot be stored', async () => {
    const failing = () => {
      throw new Error('disk I/O error');
    };
    const amend = queue.amend;
    queue = { ...queue, amend: failing };
    await expect(takeIn().takeBack(edit)).rejects.toThrow('disk I/O error');
    queue = { ...queue, amend };
    expect(happened).toContain('released');
  });

  test('is an event of its own if OpenClaw has begun the message', async () => {
    isGivenBack = false;
    expect(await takeIn().takeBack(edit)).toBe(false);
    expect(happened).not.toContain('released');
  });

  test('does not count as a change of itself, which would be handled again without an end', async () => {
    const deletion = { ...edit, id: 'message.deleted:M1', type: 'message.deleted' } as const;
    for (const change of [edit, { ...deletion, message: { id: 'M1', authorId: 'Alice1' } }]) {
      await takeIn().takeBack(change);
      expect(happened.filter((each) => each.includes(change.id))).toEqual([]);
    }
    expect(wordsOf(edit.id)).toBe('');
  });
});

describe('a change of a message that has joined another one (`collect`)', () => {
  const second = aMessage({ id: 'M2', at: 1_000, text: '@openclaw and my password is hunter2' });
  beforeEach(async () => {
    await queue.enqueue(second.id, { version: 1, item: { event: second, bot: BOT } }, { laneKey: 'Room1' });
    await queue.claim(message.id);
    queue.join(message.id, [second.id], ({ version, item }, others) => ({
      version,
      item: { ...item, joined: others.map((each) => each.item.event) },
    }));
  });

  test.each<[string, Admitted['event']]>([
    ['deletion', { ...second, id: 'deleted:M2', type: 'message.deleted', message: { id: 'M2', authorId: 'Alice1' } }],
    ['edit', anEdit({ id: 'M2', at: 1_000, text: '@openclaw and no secret' })],
  ])('(%s) reaches it until OpenClaw has begun it', (_what, event) => {
    takeIn().admit([{ event, bot: BOT }]);
    expect(JSON.stringify(queue.payloadOf(message.id))).not.toContain('hunter2');
  });

  // As a restored backup has it: nobody knows whether it was answered since.
  test('reaches it also where an operator has it tried again, after the next start', () => {
    store.db.exec("UPDATE ingress SET status = 'failed' WHERE payload LIKE '%joined%'");
    queue = open();
    takeIn().admit([{ event: anEdit({ id: 'M2', at: 900 }), bot: BOT }]);
    openFailed(store, () => 3_000).retry();
    takeIn().admit([{ event: anEdit({ id: 'M2', at: 1_000, text: '@openclaw and no secret' }), bot: BOT }]);
    expect(JSON.stringify(queue.payloadOf(message.id))).not.toContain('hunter2');
  });
});
