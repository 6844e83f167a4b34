import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { deriveKeyRing, eventRoute, openReplayWindow } from '@rocketchat-openclaw/shared';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openOffers } from '../../../gateway-endpoint/src/files/offers.ts';
import { openDoor } from '../../../gateway-endpoint/src/receive/door.ts';
import { openGuard } from '../../../gateway-endpoint/src/receive/guard.ts';
import { nodeListener } from '../../../gateway-endpoint/src/receive/node-listener.ts';
import { otherSpellings } from '../../attack/other-spellings.ts';
import { sendRaw } from '../../attack/sockets.ts';
import { aMessage } from '../event.ts';
import { BOT } from '../fake-app.ts';
import { aSecret, nonces, signEvents } from '../keys.ts';

/** The door behind node's own server, with genuine signatures: what it does with bytes that `fetch` would not send. */
const PATH = '/rocketchat/default';
const nonce = nonces();
const guard = openGuard();
let server: Server;
let door: URL;
let stored: number;

beforeEach(async () => {
  stored = 0;
  const app = openDoor({
    path: PATH,
    route: eventRoute('default'),
    keys: await deriveKeyRing({ current: aSecret() }, 'event', 'default'),
    guard,
    offers: openOffers({ accountId: 'default', clock: () => 0, random: randomBytes }),
    replay: openReplayWindow(),
    inbox: {
      admit: async (items) => {
        stored += items.length;
        return items.map(() => 'accepted' as const);
      },
      holds: () => false,
    },
    clock: () => Date.now(),
    hello: () => {
      throw new Error('nobody greets');
    },
    onHello: () => undefined,
    wantsHello: () => false,
    onRefusal: () => undefined,
  });
  const listener = nodeListener(app, PATH, () => 'somebody');
  server = createServer((req, res) => void listener(req, res)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  door = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}${PATH}/events`);
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

async function statusOf(
  path: string,
  more: (token: string) => readonly string[] = () => [],
): Promise<number | undefined> {
  const payload = JSON.stringify({ v: 1, bot: BOT, events: [aMessage()] });
  const token = await signEvents(payload, { now: Date.now(), nonce: nonce() });
  const body = JSON.stringify({ payload });
  const head = [
    `POST ${path} HTTP/1.1`,
    `host: ${door.host}`,
    'content-type: application/json',
    `authorization: Bearer ${token}`,
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
    ...more(token),
  ];
  const { statuses } = await sendRaw(door, [[...head, '', body].join('\r\n')]);
  return statuses.at(-1);
}

test('[S16] a request that is written as it should be is taken', async () => {
  expect([await statusOf(door.pathname), stored]).toEqual([202, 1]);
});

test.each(otherSpellings(PATH, '/events'))('[S16] %s is not found, however genuine', async (path) => {
  // Of what does not begin with a slash node's own parser says so.
  expect([await statusOf(path), stored]).toEqual([path.startsWith('\\') ? 400 : 404, 0]);
});

describe('[S16] a header that counts, sent twice', () => {
  test.each<[string, number, (token: string) => string[]]>([
    ['a genuine authorization behind a genuine one', 401, (token) => [`authorization: Bearer ${token}`]],
    ['a forged one', 401, () => ['Authorization: Bearer a.b.c']],
    ['an empty one', 401, () => ['AUTHORIZATION:']],
    ['of another scheme', 401, () => ['authorization: Basic YTpi']],
    ['another type', 400, () => ['content-type: text/plain']],
    ['the same type', 400, () => ['content-type: application/json']],
    ['another host', 400, () => ['host: elsewhere.invalid']],
    ['another length', 400, () => ['content-length: 2']],
    ['the same encoding twice', 400, () => ['content-encoding: identity', 'content-encoding: identity']],
  ])('%s: %i', async (_what, status, more) => {
    expect([await statusOf(door.pathname, more), stored]).toEqual([status, 0]);
  });
});
