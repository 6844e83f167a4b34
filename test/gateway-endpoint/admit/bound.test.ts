import { beforeEach, describe, expect, test } from 'vitest';
import type { Admitted } from '../../../gateway-endpoint/src/admit/admitted.ts';
import { MOST_HELD, openBound } from '../../../gateway-endpoint/src/admit/bound.ts';
import { openInbox } from '../../../gateway-endpoint/src/admit/inbox.ts';
import { URGENCY } from '../../../gateway-endpoint/src/admit/urgency.ts';
import { aMessage } from '../event.ts';
import { BOT } from '../fake-app.ts';
import { aStore, presentOf } from '../services.ts';

const item = (id: string, text = 'hello'): Admitted => ({ event: aMessage({ id, at: 0, text }), bot: BOT });
const items = (first: number, count: number) => Array.from({ length: count }, (_, n) => item(`e${first + n}`));
const REFUSED = expect.objectContaining({ code: 'queue-full', status: 503, retry: 'later' });

describe('[S13b] the queue of an account', () => {
  const held = { events: 0, bytes: 0 };
  const stored = new Set<string>();
  let enter: ReturnType<typeof openBound>;
  beforeEach(() => {
    enter = openBound({ held: () => held, holds: (id) => stored.has(id) });
    Object.assign(held, { events: 0, bytes: 0 });
    stored.clear();
  });

  test('is bounded in events, and a delivery comes in whole or not at all', () => {
    held.events = MOST_HELD.events - 2;
    enter(items(0, 2))();
    expect(() => enter(items(0, 3))).toThrow(REFUSED);
  });

  test('is bounded in bytes', () => {
    held.bytes = MOST_HELD.bytes - 2_000;
    enter([item('small')])();
    expect(() => enter([item('large', 'x'.repeat(3_000))])).toThrow(REFUSED);
  });

  test('counts events on their way in, until they are stored', () => {
    held.events = MOST_HELD.events - 3;
    const leave = enter(items(0, 2));
    expect(() => enter(items(2, 2))).toThrow(REFUSED);
    leave();
    enter(items(2, 2))();
  });

  test('refuses no repeat of a stored event', () => {
    held.events = MOST_HELD.events;
    for (const { event } of items(0, 50)) stored.add(event.id);
    enter(items(0, 50))();
    expect(() => enter(items(0, 51))).toThrow(REFUSED);
  });
});

describe('[S13b] an inbox that is full', () => {
  test('stores nothing of a delivery, keeps what it has, and goes on by itself when there is room', async () => {
    const handled: string[] = [];
    const abort = new AbortController();
    const inbox = openInbox({
      accountId: 'default',
      store: aStore(),
      deliver: async ({ event }) => void handled.push(event.id),
      urgencyOf: () => URGENCY.waits,
      interrupts: () => false,
      presentNow: presentOf,
      turnLaneOf: () => 'Room1',
      onDead: () => undefined,
      clock: () => Date.now(),
      token: () => crypto.randomUUID(),
      pause: async () => undefined,
      log: { info: () => undefined, error: () => undefined },
      abortSignal: abort.signal,
      most: { events: 5, bytes: MOST_HELD.bytes },
    });
    await inbox.admit(items(0, 4));
    await expect(inbox.admit(items(4, 2))).rejects.toEqual(REFUSED);
    expect([inbox.held().events, inbox.holds('message.sent:e4')]).toEqual([4, false]);
    expect(await inbox.admit([item('e0'), item('e4')])).toEqual(['duplicate', 'accepted']);
    await expect(inbox.admit(items(5, 1))).rejects.toEqual(REFUSED);

    inbox.start();
    await expect.poll(() => handled.length).toBe(5);
    await expect.poll(() => inbox.held()).toEqual({ events: 0, bytes: 0 });
    expect(await inbox.admit(items(5, 3))).toEqual(['accepted', 'accepted', 'accepted']);
    await expect.poll(() => handled).toEqual(items(0, 8).map(({ event }) => event.id));
    await inbox.stop();
  });
});
