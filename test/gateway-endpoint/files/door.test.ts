import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, get, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { deriveKeyRing, eventRoute, openReplayWindow } from '@rocketchat-openclaw/shared';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Offer, type Offers, openOffers } from '../../../gateway-endpoint/src/files/offers.ts';
import { openDoor } from '../../../gateway-endpoint/src/receive/door.ts';
import { nodeListener } from '../../../gateway-endpoint/src/receive/node-listener.ts';
import { aSecret } from '../keys.ts';

/** More than the buffers of a connection hold, so that who reads nothing holds up the rest. */
const BYTES = randomBytes(8 * 1024 * 1024);
/** Not the default: the path in the command is the contract's, and a proxy in between maps one to the other. */
const SERVED_AT = '/hooks/chat';

let folder: string;
let server: Server;
let offers: Offers;
let inside = 0;
let base = '';

beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'files-'));
  offers = openOffers({ accountId: 'default', clock: () => 0, random: randomBytes });
  inside = 0;
  const enter = () => {
    inside += 1;
    return () => {
      inside -= 1;
    };
  };
  const door = openDoor({
    path: SERVED_AT,
    route: eventRoute('default'),
    keys: await deriveKeyRing({ current: aSecret(1) }, 'event', 'default'),
    guard: { enter, mayFail: () => true, dispose: () => undefined },
    offers,
    replay: openReplayWindow(),
    inbox: { admit: async () => [], holds: () => false },
    clock: () => 0,
    wantsHello: () => false,
    hello: () => {
      throw new Error('nobody greets');
    },
    onHello: () => undefined,
    onRefusal: () => undefined,
  });
  const listener = nodeListener(door, SERVED_AT, () => 'somebody');
  server = createServer((req, res) => void listener(req, res)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}${SERVED_AT}`;
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await rm(folder, { recursive: true });
});

async function offered(bytes: Uint8Array = BYTES): Promise<{ offer: Offer; url: string }> {
  const file = path.join(folder, 'held');
  await writeFile(file, bytes);
  const offer = offers.offer({
    path: file,
    name: 'a secret name.pdf',
    type: 'application/pdf',
    size: bytes.length,
    sha256: '',
  });
  return { offer, url: base + offer.path.replace('/rocketchat/default', '') };
}

/** Asks, and reads nothing of the answer. */
async function begin(url: string): Promise<IncomingMessage> {
  const [response] = (await once(get(url), 'response')) as [IncomingMessage];
  return response;
}

const nothingThere = async () => {
  const response = await fetch(`${base}/files/${'x'.repeat(32)}`);
  return [response.status, await response.text()];
};

test.each([0, 1, BYTES.length])('%d bytes are handed over as they are, once', async (size) => {
  const { url } = await offered(BYTES.subarray(0, size));
  const response = await fetch(url);
  expect(response.status).toBe(200);
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'content-type': 'application/pdf',
    'content-length': String(size),
    'content-disposition': 'attachment',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  });
  expect(Buffer.compare(Buffer.from(await response.arrayBuffer()), BYTES.subarray(0, size))).toBe(0);
  await vi.waitFor(() => expect(inside).toBe(0));
  const again = await fetch(url);
  expect([again.status, await again.text()]).toEqual(await nothingThere());
});

test('who hangs up may come again', async () => {
  const { url } = await offered();
  const response = await begin(url);
  response.destroy();
  await vi.waitFor(() => expect(inside).toBe(0));
  expect(Buffer.compare(await buffer(await begin(url)), BYTES)).toBe(0);
});

test('who comes again cuts off the one before, even if that one only waits', async () => {
  const { url } = await offered();
  const first = await begin(url);
  const second = await begin(url);
  await expect(buffer(first)).rejects.toThrow();
  expect(Buffer.compare(await buffer(second), BYTES)).toBe(0);
});

test('an offer that ends cuts off who reads nothing', async () => {
  const { url, offer } = await offered();
  const response = await begin(url);
  offer.close();
  await expect(buffer(response)).rejects.toThrow();
  await vi.waitFor(() => expect(inside).toBe(0));
});

test.each(['HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS'])('%s gets nothing and uses nothing up', async (method) => {
  const { url } = await offered();
  const response = await fetch(url, { method });
  expect([response.status, response.headers.get('content-length') === String(BYTES.length)]).toEqual([404, false]);
  expect((await fetch(url)).status).toBe(200);
});

test.each(['', '/', '/x', '/..%2fevents', `/${'x'.repeat(32)}/y`])(
  'files%s is as unknown as any path',
  async (rest) => {
    await offered();
    const response = await fetch(`${base}/files${rest}`);
    const other = await fetch(`${base}/whatever`);
    expect([response.status, await response.text()]).toEqual([other.status, await other.text()]);
    expect(inside).toBe(0);
  },
);
