import type { ChannelIngressMonitorLifecycle } from 'openclaw/plugin-sdk/channel-outbound';
import { beforeEach, describe, expect, test } from 'vitest';
import { type Admitted, laneOf } from '../../../gateway-endpoint/src/admit/admitted.ts';
import type { Claim } from '../../../gateway-endpoint/src/admit/adoption.ts';
import { joinedIn, wordsIn } from '../../../gateway-endpoint/src/admit/amend.ts';
import { openHandleClaim } from '../../../gateway-endpoint/src/admit/handle-claim.ts';
import { openLanes } from '../../../gateway-endpoint/src/admit/lanes.ts';
import { LATE_AFTER_MS } from '../../../gateway-endpoint/src/admit/late.ts';
import { type IngressQueue, openQueue } from '../../../gateway-endpoint/src/admit/queue.ts';
import type { Stored } from '../../../gateway-endpoint/src/admit/stored.ts';
import { UNDER_HAND } from '../../../gateway-endpoint/src/admit/under-hand.ts';
import { STUCK } from '../../../gateway-endpoint/src/host/error-words.ts';
import type { Store } from '../../../gateway-endpoint/src/store/store.ts';
import { aMessage, anEdit } from '../event.ts';
import { BOT } from '../fake-app.ts';
import { aStore, presentOf } from '../services.ts';

const NOON = Date.UTC(2026, 10, 22, 12);
const item = (id: string, at = NOON): Admitted => ({ event: aMessage({ id, at }), bot: BOT });

let store: Store;
let stored: IngressQueue<Stored>;
let now: number;
let logged: string[];
let told: string[];
let stop: AbortController;
beforeEach(async () => {
  [store, now, logged, told, stop] = [aStore(), NOON, [], [], new AbortController()];
  stored = openQueue<Stored>({
    ...{ channelId: 'c', accountId: 'a', queueName: 'q', store },
    clock: () => now,
    token: () => 'token',
    wordsIn: (payload) => wordsIn(payload.item),
    joinedIn: (payload) => joinedIn(payload.item),
  });
  for (const id of ['M1', 'M2', 'M3']) await storeOne(item(id));
});

async function storeOne(each: Admitted): Promise<void> {
  await stored.enqueue(each.event.id, { version: 1, item: each }, { laneKey: laneOf(each) });
}

const lifecycle = (): ChannelIngressMonitorLifecycle => ({
  abortSignal: stop.signal,
  admission: 'exclusive',
  onAdopted: async () => void told.push('adopted'),
  onDeferred: () => void told.push('deferred'),
  onAdoptionFinalizing: () => undefined,
  onAbandoned: async () => void told.push('abandoned'),
  onCancelled: async () => void told.push('cancelled'),
  onFailed: async (error) => void told.push(String(error)),
});

type Deliver = (claim: Claim, item: Admitted) => unknown;

/** Handles events of one account. */
function opened(deliver: Deliver, more: Partial<Parameters<typeof openHandleClaim>[0]> = {}) {
  const lanes = openLanes(() => undefined);
  const handle = openHandleClaim({
    ...{ stored, lanes, openedAt: NOON, clock: () => now, takeIn: async () => false },
    keyOf: (id) => `${store.path} ${id}`,
    presentNow: presentOf,
    deliver: async (each, claim) => void (await deliver(claim, each)),
    interrupts: ({ event }) => event.id === 'message.sent:stop',
    turnLaneOf: ({ event }) => `Room1:${event.id}`,
    log: { error: (line) => void logged.push(line) },
    ...more,
  });
  return { lanes, handle };
}

/** The claim of the first message, as it is handled. */
async function claimOf(each = item('M1'), row: { receivedAt?: number; lastError?: string } = {}): Promise<Claim> {
  const seen: Claim[] = [];
  await opened((claim) => seen.push(claim)).handle(each, lifecycle(), { receivedAt: NOON, ...row });
  const [claim] = seen;
  if (!claim) throw new Error('it was not handled');
  return claim;
}

describe('the claim of an event says', () => {
  test.each([
    ['an earlier process', -1, true],
    ['this one', 0, false],
  ])('whether it was stored by %s', async (_who, since, expected) => {
    expect((await claimOf(item('M1'), { receivedAt: NOON + since })).isFromBefore).toBe(expected);
  });

  test.each([
    [undefined, false],
    ['no session', false],
    [`stalled (${STUCK}).`, true],
  ])('whether OpenClaw had been stuck with it: %s', async (lastError, expected) => {
    expect((await claimOf(item('M1'), lastError === undefined ? {} : { lastError })).wasStuck).toBe(expected);
  });

  test('whether it must reach the running turn, and whether it is late', async () => {
    const claims = [await claimOf(), await claimOf(item('stop', NOON - LATE_AFTER_MS - 1))];
    expect(claims.map(({ interrupts, isLate }) => [interrupts, isLate])).toEqual([
      [false, false],
      [true, true],
    ]);
  });
});

describe('the lanes of an event, its own and the one in which it is answered,', () => {
  const LANES = ['Room1', 'Room1:message.sent:M1'];

  test.each<[string, (claim: Claim) => unknown, string[]]>([
    ['OpenClaw has adopted it', (claim) => claim.onAdopted(), ['adopted']],
    ['OpenClaw has it in its memory', (claim) => claim.onDeferred(), ['deferred', 'adopted']],
    ['its handling has ended', () => undefined, []],
  ])('are busy until %s', async (_what, ends, expected) => {
    const [begun, goOn] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const { lanes, handle } = opened(async (claim) => {
      begun.resolve();
      await goOn.promise;
      await ends(claim);
    });
    const handled = handle(item('M1'), lifecycle(), { receivedAt: NOON });
    await begun.promise;
    expect(lanes.busy()).toEqual(LANES);
    goOn.resolve();
    await handled;
    await expect.poll(lanes.busy).toEqual([]);
    expect(told).toEqual(expected);
  });

  test('stay busy while it steps aside', async () => {
    const goOn = Promise.withResolvers<void>();
    const { lanes, handle } = opened(async (claim) => {
      claim.stepAside();
      await goOn.promise;
    });
    expect(await handle(item('M1'), lifecycle(), { receivedAt: NOON })).toEqual({ kind: 'deferred' });
    expect(lanes.busy()).toEqual(LANES);
    goOn.resolve();
    await expect.poll(lanes.busy).toEqual([]);
  });

  test('are freed with a line in the log, if that fails', async () => {
    const lanes = { busy: () => [], during: () => Promise.reject(new Error('no drain')) };
    await opened(() => undefined, { lanes }).handle(item('M1'), lifecycle(), { receivedAt: NOON });
    expect(logged).toEqual([
      expect.stringContaining('message.sent:M1: its lane was freed with an error: Error: no drain'),
    ]);
  });
});

describe('a message behind one that the agent has worked on for long', () => {
  const behind = item('behind', NOON + 1);
  /** Is the message behind it late, and was the first one late itself? */
  async function afterFirst(first: Admitted, work: (claim: Claim) => unknown): Promise<boolean | undefined> {
    const late: (boolean | undefined)[] = [];
    const { handle } = opened(async (claim, each) => {
      if (each.event.id === behind.event.id) return late.push(claim.isLate);
      now += LATE_AFTER_MS + 2;
      return work(claim);
    });
    await handle(first, lifecycle(), { receivedAt: NOON }).catch(() => undefined);
    await handle(behind, lifecycle(), { receivedAt: NOON + 1 });
    return late[0];
  }

  test.each<[string, Admitted, (claim: Claim) => unknown, boolean]>([
    ['is in time where that ended well', item('first'), () => undefined, false],
    ['is in time where OpenClaw has that one', item('first'), (claim) => claim.onDeferred(), false],
    ['is in time where that one says that it waited', item('first'), (claim) => claim.keptWaiting?.(), false],
    ['is late where that one came too late itself', item('first', NOON - LATE_AFTER_MS - 1), () => undefined, true],
    ['is late where that one failed', item('first'), () => Promise.reject(new Error('no session')), true],
  ])('%s', async (_what, first, work, isLate) => expect(await afterFirst(first, work)).toBe(isLate));
});

describe('an event', () => {
  test('is handled as it stands on disk, and not as it was claimed', async () => {
    const seen: Admitted['event'][] = [];
    const { handle } = opened((_claim, { event }) => seen.push(event));
    stored.amend('M1', ({ version }) => ({ version, item: { event: anEdit({ id: 'M1', text: 'second' }), bot: BOT } }));
    await handle(item('M1'), lifecycle(), { receivedAt: NOON });
    expect(seen).toMatchObject([{ type: 'message.updated', message: { text: 'second' } }]);
  });

  test('is not begun where the account stops, and waits for the next start', async () => {
    const seen: Claim[] = [];
    const { handle } = opened((claim) => seen.push(claim));
    stop.abort(new Error('the account is stopped'));
    await expect(handle(item('M1'), lifecycle(), { receivedAt: NOON })).rejects.toThrow('the account is stopped');
    expect(seen).toEqual([]);
  });

  test('is begun only when another attempt at it has ended, and other rooms go on meanwhile', async () => {
    const [first, seen] = [Promise.withResolvers<void>(), [] as string[]];
    const { handle } = opened(() => {
      seen.push('begun');
      return seen.length === 1 ? first.promise : undefined;
    });
    const one = handle(item('M1'), lifecycle(), { receivedAt: NOON });
    await expect.poll(() => seen).toEqual(['begun']);
    expect(await handle(item('M1'), lifecycle(), { receivedAt: NOON })).toEqual({ kind: 'deferred' });
    expect(seen).toEqual(['begun']);
    first.resolve();
    await one;
    await expect.poll(() => seen).toEqual(['begun', 'begun']);
    await expect.poll(() => told).toEqual(['adopted']);
  });

  test('that fails after OpenClaw has it only says so in the log', async () => {
    const { handle } = opened(async (claim) => {
      await claim.onAdopted();
      throw new Error('the model is away');
    });
    await handle(item('M1'), lifecycle(), { receivedAt: NOON });
    await expect.poll(() => logged).toEqual(['event message.sent:M1: its turn failed: Error: the model is away']);
  });

  test('that OpenClaw has refused can be changed again, and is not taken back from it', async () => {
    const inTime: unknown[] = [];
    const { handle } = opened((claim) => {
      claim.onDeferred();
      claim.handOver?.();
      inTime.push(UNDER_HAND.change(`${store.path} message.sent:M1`));
      claim.comesBack?.();
      claim.comesAgain();
      inTime.push(UNDER_HAND.change(`${store.path} message.sent:M1`), claim.takenBack.aborted);
      UNDER_HAND.forget(`${store.path} message.sent:M1`);
      stop.abort();
      throw new Error('ends');
    });
    await handle(item('M1'), lifecycle(), { receivedAt: NOON }).catch(() => undefined);
    expect(inTime).toEqual([false, true, false]);
  });
});

describe('an event takes in those behind it', () => {
  const idsBehind = (claim: Claim, most = 5) => claim.behind?.(most).map(({ event }) => event.id);
  /** The first message is claimed: it no longer waits. */
  const claimed = async () => {
    await stored.claim('message.sent:M1');
    return claimOf();
  };

  test('as many as are wanted, oldest first, and none behind one that cannot be read', async () => {
    const claim = await claimed();
    expect([idsBehind(claim), idsBehind(claim, 1)]).toEqual([
      ['message.sent:M2', 'message.sent:M3'],
      ['message.sent:M2'],
    ]);
    await storeOne(item('M4'));
    store.db.exec(`UPDATE ingress SET payload = json_set(payload, '$.item', json('{}')) WHERE id = 'message.sent:M3'`);
    expect(idsBehind(claim)).toEqual(['message.sent:M2']);
    store.db.exec(`UPDATE ingress SET payload = json_set(payload, '$.item', json('{}')) WHERE id = 'message.sent:M2'`);
    expect(idsBehind(claim)).toEqual([]);
  });

  test('one after the other, and gives all of them back', async () => {
    const claim = await claimed();
    expect(claim.joined).toEqual([]);
    const [second, third] = claim.behind?.(2) ?? [];
    if (!second || !third) throw new Error('nothing waits');
    expect([claim.join?.([second]), claim.join?.([third])]).toEqual([true, true]);
    const joined = [second.event, third.event];
    expect(stored.payloadOf('message.sent:M1')?.item).toEqual({ ...item('M1'), joined });
    expect([(await claimOf({ ...item('M1'), joined })).joined, idsBehind(claim)]).toEqual([joined, []]);
    claim.part?.();
    expect(stored.payloadOf('message.sent:M1')?.item).toEqual(item('M1'));
    expect(idsBehind(claim)).toEqual(['message.sent:M2', 'message.sent:M3']);
  });

  test('but none that is no longer what it was', async () => {
    const claim = await claimed();
    const others = claim.behind?.(2) ?? [];
    stored.amend('M3', (payload) => ({ ...payload, item: { ...payload.item, takenBack: true } }));
    expect([claim.join?.(others), stored.payloadOf('message.sent:M1')?.item]).toEqual([false, item('M1')]);
    expect(idsBehind(claim)).toEqual(['message.sent:M2', 'message.sent:M3']);
  });

  test('once nothing has come in its lane for a while', async () => {
    const claim = await claimed();
    now += 2_000;
    expect(claim.quietMs?.()).toBe(2_000);
    await storeOne(item('M4'));
    now += 500;
    expect(claim.quietMs?.()).toBe(500);
  });
});
