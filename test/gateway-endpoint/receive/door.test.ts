import { randomBytes } from 'node:crypto';
import {
  deriveKeyRing,
  type Event,
  eventRoute,
  type GatewayHello,
  openReplayWindow,
  sign,
  UNAUTHORIZED_BODY,
  WANTS_HELLO_HEADER,
} from '@rocketchat-openclaw/shared';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Admitted } from '../../../gateway-endpoint/src/admit/admitted.ts';
import { openOffers } from '../../../gateway-endpoint/src/files/offers.ts';
import { openDoor } from '../../../gateway-endpoint/src/receive/door.ts';
import { openGuard } from '../../../gateway-endpoint/src/receive/guard.ts';
import { aMessage } from '../event.ts';
import { BOT } from '../fake-app.ts';
import { aSecret, nonces, signEvents } from '../keys.ts';

const NOW = 1_790_000_000_000;
const PATH = '/rocketchat/default/events';
const HELLO: GatewayHello = {
  pluginVersion: '1',
  accountId: 'default',
  activation: { commandPrefixes: [], oncharPrefixes: [], mentionAll: false, answersEveryMessageIn: [] },
  now: NOW,
};
const nonce = nonces();

/** An inbox in memory that can be full. */
function anInbox() {
  const stored = new Map<string, Admitted>();
  const inbox = {
    stored,
    isFull: false,
    holds: (id: string) => stored.has(id),
    async admit(items: readonly Admitted[]) {
      if (inbox.isFull) throw new Error('SQLITE_FULL: secret path');
      return items.map((item) => {
        const outcome = stored.has(item.event.id) ? 'duplicate' : 'accepted';
        stored.set(item.event.id, item);
        return outcome as 'accepted' | 'duplicate';
      });
    },
  };
  return inbox;
}

async function aDoor({ wantsHello = false } = {}) {
  const inbox = anInbox();
  const guard = openGuard();
  const offers = openOffers({ accountId: 'default', clock: () => NOW, random: randomBytes });
  const refusals: string[] = [];
  const app = openDoor({
    path: '/rocketchat/default',
    route: eventRoute('default'),
    keys: await deriveKeyRing({ current: aSecret(1), previous: aSecret(2) }, 'event', 'default'),
    guard,
    offers,
    replay: openReplayWindow(),
    inbox,
    clock: () => NOW,
    wantsHello: () => wantsHello,
    hello: () => HELLO,
    onHello: () => undefined,
    onRefusal: ({ code, detail }) => void refusals.push(`${code}: ${detail}`),
  });
  return {
    inbox,
    offers,
    guard,
    refusals,
    knock: (init: RequestInit, path = PATH) => app.request(path, { method: 'POST', ...init }, { client: '192.0.2.1' }),
  };
}

let door: Awaited<ReturnType<typeof aDoor>>;
beforeEach(async () => {
  door = await aDoor();
});
afterEach(() => door.guard.dispose());

function batch(...events: Event[]): string {
  return JSON.stringify({ v: 1, bot: BOT, events: events.length > 0 ? events : [aMessage({ at: NOW })] });
}

interface Parts {
  payload?: string;
  token?: string | undefined;
  body?: BodyInit;
  contentType?: string;
}

async function delivery({ payload = batch(), token, body, contentType }: Parts = {}): Promise<RequestInit> {
  const signed = token ?? (await signEvents(payload, { now: NOW, nonce: nonce() }));
  return {
    headers: { authorization: `Bearer ${signed}`, 'content-type': contentType ?? 'application/json' },
    body: body ?? JSON.stringify({ payload }),
    ...(body instanceof ReadableStream && { duplex: 'half' }),
  };
}

async function compressed(): Promise<RequestInit> {
  const init = await delivery();
  return { ...init, headers: { ...(init.headers as Record<string, string>), 'content-encoding': 'gzip' } };
}

async function tokenWith(change: {
  at?: number;
  secret?: string;
  accountId?: string;
  path?: string;
  payload?: string;
}) {
  const { at = NOW, secret = aSecret(1), accountId = 'default', payload = batch() } = change;
  const { current } = await deriveKeyRing({ current: secret }, 'event', accountId);
  const route = { ...eventRoute(accountId), ...(change.path && { path: change.path }) };
  return sign(payload, route, current, { now: at, nonce: nonce() });
}

/** A key of the command door under the type of the event door. */
async function reflected(): Promise<string> {
  const { current } = await deriveKeyRing({ current: aSecret(1) }, 'command', 'default');
  return sign(batch(), eventRoute('default'), { ...current, direction: 'event' }, { now: NOW, nonce: nonce() });
}

describe('a delivery that is in order', () => {
  test('is stored with its bot and acknowledged as durable', async () => {
    const response = await door.knock(await delivery());
    expect(response.status).toBe(202);
    expect(await response.json()).toEqual({ results: [{ id: 'message.sent:M1', outcome: 'accepted' }] });
    expect(response.headers.get('x-openclaw-delivery-accepted')).toBe('durable');
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(door.inbox.stored.get('message.sent:M1')?.bot).toEqual(BOT);
  });

  test('may be signed with the previous secret while it is rotated', async () => {
    const response = await door.knock(await delivery({ token: await tokenWith({ secret: aSecret(2) }) }));
    expect(response.status).toBe(202);
  });

  test('says for each event whether it is news', async () => {
    await door.knock(await delivery());
    const events = [aMessage({ id: 'M1', at: NOW }), aMessage({ id: 'M2', at: NOW })];
    const response = await door.knock(await delivery({ payload: batch(...events) }));
    expect(await response.json()).toMatchObject({ results: [{ outcome: 'duplicate' }, { outcome: 'accepted' }] });
  });

  test('with a greeting is answered with ours, and the greeting is not stored', async () => {
    const egress = { paused: false, scope: 'addressed' as const, rooms: [] };
    const hello = { appVersion: '1', bot: BOT, siteUrl: 's', egress, messageMaxChars: 5_000, now: NOW };
    const payload = batch({ id: 'hello:1', type: 'app.hello', at: NOW, hello });
    const response = await door.knock(await delivery({ payload }));
    expect(await response.json()).toEqual({ results: [{ id: 'hello:1', outcome: 'accepted' }], hello: HELLO });
    expect(door.inbox.stored.size).toBe(0);
  });

  test.each([
    [true, WANTS_HELLO_HEADER.value],
    [false, null],
  ])('[S15] is answered with the wish for a greeting as long as there is one: %s', async (wantsHello, value) => {
    const wishing = await aDoor({ wantsHello });
    const response = await wishing.knock(await delivery());
    wishing.guard.dispose();
    expect([response.status, response.headers.get(WANTS_HELLO_HEADER.name)]).toEqual([202, value]);
  });
});

describe('every failed authentication has one face', () => {
  const attempts: [string, () => Promise<RequestInit>][] = [
    ['no token', async () => ({ headers: { 'content-type': 'application/json' }, body: '{}' })],
    ['another scheme', async () => ({ headers: { authorization: 'Basic eDp5' }, body: '{}' })],
    ['no token at all', async () => delivery({ token: 'not-a-token' })],
    ['an altered signature', async () => delivery({ token: `${(await tokenWith({})).slice(0, -2)}AA` })],
    ['a padded segment', async () => delivery({ token: `${await tokenWith({})}=` })],
    ['an endless token', async () => delivery({ token: 'a'.repeat(3_000) })],
    ['another secret', async () => delivery({ token: await tokenWith({ secret: aSecret(9) }) })],
    ['the key of the other direction', async () => delivery({ token: await reflected() })],
    ['another account', async () => delivery({ token: await tokenWith({ accountId: 'work' }) })],
    ['another path', async () => delivery({ token: await tokenWith({ path: '/rocketchat/work/events' }) })],
    ['expired', async () => delivery({ token: await tokenWith({ at: NOW - 120_000 }) })],
    ['from the future', async () => delivery({ token: await tokenWith({ at: NOW + 60_000 }) })],
    [
      'an altered body',
      async () => delivery({ token: await tokenWith({}), payload: batch(aMessage({ id: 'other' })) }),
    ],
  ];

  test.each(attempts)('%s', async (_name, attempt) => {
    const response = await door.knock(await attempt());
    const plain = await (await aDoor()).knock({});
    expect(response.status).toBe(401);
    expect(await response.text()).toBe(UNAUTHORIZED_BODY);
    expect([...response.headers]).toEqual([...plain.headers]);
    expect(door.inbox.stored.size).toBe(0);
    expect(door.refusals).toHaveLength(1);
  });

  test('and what it hears in the log is neither token nor text', async () => {
    const token = await tokenWith({ secret: aSecret(9) });
    await door.knock(await delivery({ token }));
    expect(door.refusals.join()).toMatch(/unknown key id/);
    expect(door.refusals.join()).not.toContain(token.split('.')[2]);
  });
});

describe('an authenticated delivery is refused', () => {
  const bad: [string, number, string, () => Promise<RequestInit>][] = [
    ['a form', 415, 'unsupported-media-type', () => delivery({ contentType: 'text/plain' })],
    [
      'a text in another encoding',
      415,
      'unsupported-media-type',
      () => delivery({ contentType: 'application/json; charset=utf-16' }),
    ],
    ['a compressed body', 415, 'unsupported-media-type', compressed],
    ['a body over the limit', 413, 'too-large', () => delivery({ body: 'x'.repeat(103_000) })],
    ['a stream over the limit', 413, 'too-large', () => delivery({ body: endless() })],
    ['a sender who hangs up', 400, 'bad-request', () => delivery({ body: cutShort() })],
    ['no envelope', 400, 'bad-request', () => delivery({ body: '{"pay":1}' })],
    ['bytes that are no text', 400, 'bad-request', () => delivery({ body: new Uint8Array([0xff, 0xfe]) })],
    ['no JSON inside', 400, 'bad-request', () => delivery({ payload: 'hello' })],
    ['an event nobody knows', 400, 'bad-request', () => delivery({ payload: batch().replace('message.sent"', 'x"') })],
    [
      'a field too many',
      400,
      'bad-request',
      () => delivery({ payload: batch().replace('"text"', '"mail":"a@b","text"') }),
    ],
  ];

  test.each(bad)('%s: %i', async (_name, status, code, attempt) => {
    const response = await door.knock(await attempt());
    expect(response.status).toBe(status);
    expect(await response.json()).toEqual({ error: code });
    expect(door.inbox.stored.size).toBe(0);
  });

  test.each([
    ['another path', '/rocketchat/default/nothing', 'POST', 404, 'not-found'],
    ['another account', '/rocketchat/work/events', 'POST', 404, 'not-found'],
    ['another method', PATH, 'GET', 405, 'method-not-allowed'],
    ['another method', PATH, 'DELETE', 405, 'method-not-allowed'],
  ])('%s: %s %s', async (_name, path, method, status, code) => {
    const response = await door.knock({ method }, path);
    expect(response.status).toBe(status);
    expect(await response.json()).toEqual({ error: code });
  });

  test('a body that never ends is given up in time', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      const request = await delivery({ body: new ReadableStream({ pull: () => new Promise(() => {}) }) });
      const response = door.knock(request);
      // The signature is checked in real time, before the clock of the body starts.
      while (vi.getTimerCount() === 0) await new Promise(setImmediate);
      vi.advanceTimersByTime(5_000);
      expect((await response).status).toBe(408);
    } finally {
      vi.useRealTimers();
    }
  });

  test('events that cannot be stored are asked for again', async () => {
    door.inbox.isFull = true;
    const response = await door.knock(await delivery());
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe('1');
    expect(await response.text()).toBe('{"error":"not-ready"}');
  });
});

describe('an attempt that was here before', () => {
  test('has no effect', async () => {
    const token = await tokenWith({});
    await door.knock(await delivery({ token }));
    const again = await door.knock(await delivery({ token }));
    expect(again.status).toBe(202);
    expect(await again.json()).toEqual({ results: [{ id: 'message.sent:M1', outcome: 'duplicate' }] });
  });

  test('is not acknowledged when the first one was not stored', async () => {
    const token = await tokenWith({});
    door.inbox.isFull = true;
    await door.knock(await delivery({ token }));
    door.inbox.isFull = false;
    expect((await door.knock(await delivery({ token }))).status).toBe(503);
    expect(door.inbox.stored.size).toBe(0);
  });
});

test('a visitor makes room for the next one, accepted or refused', async () => {
  const leave = vi.fn();
  vi.spyOn(door.guard, 'enter').mockReturnValue(leave);
  expect((await door.knock(await delivery())).status).toBe(202);
  expect((await door.knock({})).status).toBe(401);
  expect(leave).toHaveBeenCalledTimes(2);
});

describe('before a visitor has proved who he is', () => {
  test('his body is not read', async () => {
    let pulled = 0;
    const body = new ReadableStream({ pull: () => void pulled++ }, { highWaterMark: 0 });
    const init = { headers: { 'content-type': 'application/json' }, body, duplex: 'half' as const };
    expect((await door.knock(init)).status).toBe(401);
    expect(pulled).toBe(0);
  });

  test('his failures are counted, and a good signature from the same address still passes', async () => {
    const statuses = new Set<number>();
    for (let i = 0; i < 120; i++) statuses.add((await door.knock({})).status);
    expect([...statuses]).toEqual([401, 429]);
    expect(door.refusals.length).toBeLessThanOrEqual(100);
    expect((await door.knock(await delivery())).status).toBe(202);
  });
});

function endless(): ReadableStream<Uint8Array> {
  return new ReadableStream({ pull: (controller) => controller.enqueue(new Uint8Array(20_000)) });
}

function cutShort(): ReadableStream<Uint8Array> {
  return new ReadableStream({ pull: (controller) => controller.error(new Error('aborted')) });
}
