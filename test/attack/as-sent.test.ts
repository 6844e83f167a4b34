import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { report } from '../promises.ts';
import { nothingCameOf } from './aftermath.ts';
import { envelope } from './forge.ts';
import { type GatewayTarget, gatewayTarget, storedIn } from './gateway-target.ts';
import { otherSpellings } from './other-spellings.ts';
import { openSiege, type Siege } from './siege.ts';
import { sendRaw } from './sockets.ts';

/** Genuine signatures, at a path or with headers that somebody between may read in another way than the gateway. */
const { url } = inject('gateway');
const target = gatewayTarget('attacked');
const door = new URL(target.url);
const parent = door.pathname.replace(/\/events$/, '');
let siege: Siege<GatewayTarget>;
let before: readonly string[];
let held = 0;
let notFound = 0;

beforeAll(async () => {
  siege = await openSiege(target);
  before = storedIn('attacked');
});

interface Sent {
  readonly path?: string;
  readonly headers?: (token: string) => readonly string[];
}

const ONE_OF_EACH = (token: string) => [
  `host: ${door.host}`,
  'content-type: application/json',
  `authorization: Bearer ${token}`,
];

async function statusOf({ path = door.pathname, headers = ONE_OF_EACH }: Sent): Promise<number> {
  const payload = target.payload();
  const body = envelope(payload);
  const lines = headers(siege.forge.token({ payload }));
  const own = [`content-length: ${Buffer.byteLength(body)}`, 'connection: close'];
  const { statuses } = await sendRaw(door, [[`POST ${path} HTTP/1.1`, ...lines, ...own, '', body].join('\r\n')]);
  return statuses.at(-1) ?? 0;
}

describe('[S16] a path that is written in another way', () => {
  // Node and OpenClaw refuse some of them themselves, before anything is ours to decide: OpenClaw with 401 where it cannot
  // decode a path.
  test.each(otherSpellings(parent, '/events'))('%s is not found', async (path) => {
    const status = await statusOf({ path });
    expect([400, 401, 404]).toContain(status);
    if (status === 404) notFound++;
    held++;
  });

  test('most of them come as far as our door, and are not found there', () => {
    expect(notFound).toBeGreaterThan(otherSpellings(parent, '/events').length * 0.8);
  });
});

describe('[S16] a header that is sent twice', () => {
  const more =
    (...lines: string[]) =>
    (token: string) => [...ONE_OF_EACH(token), ...lines];
  const twice: [what: string, status: number, headers: (token: string) => readonly string[]][] = [
    ['authorization, the second forged', 401, more('authorization: Bearer a.b.c')],
    ['authorization, the first forged', 401, (token) => ['authorization: Bearer a.b.c', ...ONE_OF_EACH(token)]],
    ['authorization, both genuine', 401, (token) => [...ONE_OF_EACH(token), `authorization: Bearer ${token}`]],
    ['authorization, the second empty', 401, more('authorization:')],
    ['authorization, in capitals', 401, (token) => [...ONE_OF_EACH(token), `AUTHORIZATION: Bearer ${token}`]],
    ['authorization, by another scheme', 401, more('Authorization: Basic YTpi')],
    ['two tokens in one authorization', 401, (token) => [...ONE_OF_EACH(`${token}, Bearer ${token}`)]],
    ['content-type, the second another', 400, more('content-type: text/plain')],
    ['content-type, both the same', 400, more('content-type: application/json')],
    ['content-encoding', 400, more('content-encoding: identity', 'content-encoding: identity')],
    ['host, the second another', 400, more('host: elsewhere.invalid')],
    ['host, both the same', 400, more(`host: ${door.host}`)],
    ['content-length', 400, more('content-length: 2')],
    ['expect', 400, more('expect: 100-continue', 'expect: 100-continue')],
  ];
  test.each(twice)('%s: %i', async (_what, status, headers) => {
    expect(await statusOf({ headers })).toBe(status);
    held++;
  });
});

test('[S16] a request that is sent as it should be is taken', async () => {
  const payload = target.payload();
  const knock = siege.forge.bearing('genuine but for its body', siege.forge.token({ payload }), payload);
  expect((await fetch(`${url}${parent}/events`, { method: 'POST', headers: knock.headers, body: '' })).status).toBe(
    400,
  );
});

afterAll(async () => {
  const tried = otherSpellings(parent, '/events').length + 14;
  report({ where: 'gateway', what: '[S16] other spellings, and headers sent twice', tried, held });
  await nothingCameOf({ siege, before, besides: held });
});
