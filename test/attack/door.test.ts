import net from 'node:net';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import {
  commandRoute,
  deriveKey,
  type EventBatch,
  eventRoute,
  LIMITS,
  type Route,
  sign,
  writeSecret,
} from '@rocketchat-openclaw/shared';
import { describe, expect, inject, test } from 'vitest';

/** The built plugin in the real gateway, attacked over the network. Its workspace does not exist: an answer would fail. */
const { url, folder, accounts } = inject('gateway');
const ACCOUNT = 'attacked';
const { secret } = accounts[ACCOUNT];
const endpoint = `${url}/rocketchat/${ACCOUNT}/events`;
const other = writeSecret(Uint8Array.from({ length: 32 }, (_, i) => 251 - i * 7));

let serial = 0;
const nonce = () => Uint8Array.from({ length: 16 }, (_, i) => (++serial * 31 + i) % 256);
const eventId = () => `message.sent:attack-${++serial}`;

function aBatch(id = eventId()): string {
  return JSON.stringify({
    v: 1,
    bot: { id: 'BOT', username: 'openclaw.bot' },
    events: [
      {
        type: 'message.sent',
        id,
        at: Date.now(),
        room: { id: 'GENERAL', type: 'channel', name: 'general' },
        actor: { id: 'EVE', username: 'eve', name: 'Eve', type: 'user', roles: ['user'] },
        message: { id, text: 'forged', mentions: [], files: [], createdAt: Date.now() },
      },
    ],
  } satisfies EventBatch);
}

interface Forgery {
  readonly from?: string;
  readonly account?: string;
  readonly route?: Route;
  readonly now?: number;
}

async function tokenFor(
  payload: string,
  { from = secret, account = ACCOUNT, route = eventRoute(ACCOUNT), now = Date.now() }: Forgery = {},
) {
  const key = await deriveKey(from, route.direction, account);
  return sign(payload, route, key, { now, nonce: nonce() });
}

async function post(payload: string, authorization?: string, to = endpoint): Promise<Response> {
  const headers = { 'content-type': 'application/json', ...(authorization && { authorization }) };
  return fetch(to, { method: 'POST', headers, body: JSON.stringify({ payload }) });
}

/** The ids of all events that were stored: what is not there cannot start a turn. */
function stored(): string[] {
  const file = path.join(folder, 'state/plugins/rocketchat', `account-${ACCOUNT}.sqlite`);
  using database = new DatabaseSync(file, { readOnly: true });
  return database
    .prepare('SELECT id FROM ingress ORDER BY seq')
    .all()
    .map((row) => String(row['id']));
}

const minute = 60_000;
const good = aBatch();

describe('every failed authentication has one face', () => {
  const forgeries: [what: string, send: () => Promise<Response>][] = [
    ['no token', async () => post(good)],
    ['an empty one', async () => post(good, 'Bearer ')],
    ['another scheme', async () => post(good, `Basic ${await tokenFor(good)}`)],
    ['rubbish', async () => post(good, 'Bearer a.b.c')],
    ['another secret', async () => post(good, `Bearer ${await tokenFor(good, { from: other })}`)],
    ['the key of another account', async () => post(good, `Bearer ${await tokenFor(good, { account: 'deno' })}`)],
    [
      'another account’s token',
      async () =>
        post(
          good,
          `Bearer ${await tokenFor(good, { account: 'deno', from: accounts.deno.secret, route: eventRoute('deno') })}`,
        ),
    ],
    ['the other direction', async () => post(good, `Bearer ${await tokenFor(good, { route: commandRoute(ACCOUNT) })}`)],
    [
      'another audience',
      async () =>
        post(good, `Bearer ${await tokenFor(good, { route: { ...eventRoute(ACCOUNT), audience: 'openclaw:deno' } })}`),
    ],
    [
      'another issuer',
      async () =>
        post(good, `Bearer ${await tokenFor(good, { route: { ...eventRoute(ACCOUNT), issuer: 'rocketchat:x' } })}`),
    ],
    [
      'another path',
      async () =>
        post(
          good,
          `Bearer ${await tokenFor(good, { route: { ...eventRoute(ACCOUNT), path: '/rocketchat/deno/events' } })}`,
        ),
    ],
    ['expired', async () => post(good, `Bearer ${await tokenFor(good, { now: Date.now() - 2 * minute })}`)],
    ['from the future', async () => post(good, `Bearer ${await tokenFor(good, { now: Date.now() + minute })}`)],
    ['an altered body', async () => post(good.replace('forged', 'forgeD'), `Bearer ${await tokenFor(good)}`)],
    [
      'an altered signature',
      async () => post(good, `Bearer ${(await tokenFor(good)).replace(/.$/, (last) => (last === 'A' ? 'E' : 'A'))}`),
    ],
    [
      'a token for another body of the same length',
      async () => post(good, `Bearer ${await tokenFor(good.replace('forged', 'forget'))}`),
    ],
  ];

  test(`${forgeries.length} of ${forgeries.length} are answered 401, byte for byte the same, and nothing is dispatched`, async () => {
    const faces = new Map<string, string[]>();
    for (const [what, send] of forgeries) {
      const answer = await send();
      const { date, ...headers } = Object.fromEntries(answer.headers);
      expect(date).toBeDefined();
      const face = JSON.stringify([answer.status, headers, await answer.text()]);
      faces.set(face, [...(faces.get(face) ?? []), what]);
    }
    expect([...faces.values()].map((who) => who.length)).toEqual([forgeries.length]);
    expect([...faces.keys()][0]).toContain('[401,');
    expect([...faces.keys()][0]).toContain(JSON.stringify('{"error":"unauthorized"}'));
    expect(stored()).toEqual([]);
  });
});

describe('a signed request that is not in order', () => {
  const signed = async (payload = aBatch()) => ({ payload, authorization: `Bearer ${await tokenFor(payload)}` });

  test.each(['GET', 'PUT', 'PATCH', 'DELETE'])('%s is refused', async (method) => {
    const answer = await fetch(endpoint, { method });
    expect([answer.status, await answer.text()]).toEqual([405, '{"error":"method-not-allowed"}']);
  });

  test.each([`${url}/rocketchat/${ACCOUNT}/event`, `${endpoint}/more`, `${url}/rocketchat/nobody/events`])(
    '%s is not found',
    async (to) => {
      expect((await fetch(to, { method: 'POST' })).status).toBe(404);
    },
  );

  test.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])(
    '%s is refused',
    async (type) => {
      const { payload, authorization } = await signed();
      const headers = { 'content-type': type, authorization };
      const answer = await fetch(endpoint, { method: 'POST', headers, body: JSON.stringify({ payload }) });
      expect([answer.status, await answer.text()]).toEqual([415, '{"error":"unsupported-media-type"}']);
    },
  );

  test('more than 100 kB is refused', async () => {
    const { payload, authorization } = await signed(JSON.stringify({ text: 'x'.repeat(LIMITS.bodyBytes) }));
    const answer = await post(payload, authorization);
    expect([answer.status, await answer.text()]).toEqual([413, '{"error":"too-large"}']);
  });

  test.each(['', '{', '[]', '{"v":2}', '{"v":1,"bot":{"id":"B","username":"b"},"events":[]}'])(
    'payload %j is a bad request',
    async (payload) => {
      const answer = await post(payload, `Bearer ${await tokenFor(payload)}`);
      expect([answer.status, await answer.text()]).toEqual([400, '{"error":"bad-request"}']);
    },
  );

  test('a body that is never finished is given up', async () => {
    const { authorization } = await signed();
    const answer = await unfinished(authorization);
    expect(answer).toMatch(/^HTTP\/1\.1 408 /);
    expect(answer).toContain('{"error":"timeout"}');
  });

  test('without a token nobody waits for the body', async () => {
    expect(await unfinished('Bearer a.b.c')).toMatch(/^HTTP\/1\.1 401 /);
  });

  test('none of them was stored, while one that is in order still is', async () => {
    expect(stored()).toEqual([]);
    const answer = await post(good, `Bearer ${await tokenFor(good)}`);
    expect([answer.status, answer.headers.get('x-openclaw-delivery-accepted')]).toEqual([202, 'durable']);
    expect(stored()).toEqual([JSON.parse(good).events[0].id]);
  });
});

/** Announces a body, sends a piece of it, and reads what comes back. */
async function unfinished(authorization: string): Promise<string> {
  const { hostname, port, pathname } = new URL(endpoint);
  const socket = net.connect(Number(port), hostname);
  socket.write(
    `POST ${pathname} HTTP/1.1\r\nhost: ${hostname}\r\ncontent-type: application/json\r\ncontent-length: 100\r\nauthorization: ${authorization}\r\n\r\n{"pay`,
  );
  const chunks: Buffer[] = [];
  for await (const chunk of socket) {
    chunks.push(chunk as Buffer);
    if (/\r\n\r\n.*\}/s.test(Buffer.concat(chunks).toString())) break;
  }
  socket.destroy();
  return Buffer.concat(chunks).toString();
}
