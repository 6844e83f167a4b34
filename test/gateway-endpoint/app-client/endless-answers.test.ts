import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { COMMAND_TYPES, type Command, LIMITS } from '@rocketchat-openclaw/shared';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { httpAppClient } from '../../../gateway-endpoint/src/app-client/http-client.ts';
import { mostBytesOf } from '../../../gateway-endpoint/src/app-client/read-bounded.ts';
import { aSecret, nonces } from '../keys.ts';
import { aPath } from './a-path.ts';

/** A workspace that answers what it likes, and as long as it likes. */
let server: Server;
let answer: (response: ServerResponse) => void;
let sent: number;
let closed: Promise<unknown>;

beforeEach(async () => {
  sent = 0;
  server = createServer((_request, response) => {
    closed = once(response, 'close');
    answer(response);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

function call(command: Command = POST, timeoutMs = 20_000): Promise<unknown> {
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = httpAppClient({ accountId: 'default' }, { baseUrl, secrets: { current: aSecret() } }, aPath(), {
    clock: () => Date.now(),
    nonce: nonces(),
    dice: () => 1,
    pause: async () => undefined,
    fetch: (input, init) => fetch(input, init),
  });
  return client.call(command, { attempts: 1, timeoutMs });
}

const POST = { v: 1, command: 'post', key: 'k1', roomId: 'Room1', text: 'hi' } as const;
const FETCH = { v: 1, command: 'fetch', key: 'k2', waitMs: 20_000 } as const;
const READ = { v: 1, command: 'readFile', key: 'k3', roomId: 'Room1', fileId: 'F', offset: 0, length: 4 } as const;
const HISTORY = { v: 1, command: 'history', key: 'k4', roomId: 'Room1', limit: 200 } as const;

/** Goes on until it is hung up on. */
function endless(response: ServerResponse, piece: Uint8Array | string): void {
  const write = () => {
    if (response.destroyed) return;
    sent += piece.length;
    response.write(piece, () => setImmediate(write));
  };
  write();
}

describe('[S9] an answer that never ends is hung up on', () => {
  test.each<[string, Command]>([
    ['a post', POST],
    ['a fetch', FETCH],
    ['the part of a file', READ],
    ['the history of a room', HISTORY],
  ])('to %s', async (_name, command) => {
    answer = (response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      endless(response, ' '.repeat(64 * 1024));
    };
    await expect(call(command)).rejects.toMatchObject({
      code: 'unreadable',
      happened: 'unknown',
      message: expect.stringMatching(/the answer is longer than \d+ bytes/),
    });
    await closed;
    expect(sent).toBeLessThan(mostBytesOf(command) + 8 * 1024 * 1024);
  });

  test.each([200, 404, 503])('also with status %i, and where it drips', async (status) => {
    answer = (response) => {
      response.writeHead(status);
      const drip = setInterval(() => response.write(' '), 5);
      response.on('close', () => clearInterval(drip));
    };
    await expect(call(POST, 300)).rejects.toMatchObject({
      code: expect.stringMatching(/unreachable|not-found|not-ready/),
    });
    await closed;
  });

  test.each<[string, (bytes: Buffer) => Uint8Array]>([
    ['gzip', gzipSync],
    ['br', (bytes) => brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } })],
  ])('also where it is packed with %s, whatever was asked for', async (encoding, pack) => {
    const bomb = pack(Buffer.alloc(20 * 1024 * 1024, ' '));
    answer = (response) => {
      response.writeHead(200, { 'content-encoding': encoding, 'content-length': bomb.length });
      response.end(bomb);
    };
    const before = process.memoryUsage().arrayBuffers;
    await expect(call()).rejects.toMatchObject({ code: 'unreadable' });
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(10 * 1024 * 1024);
  });

  test('also where its headers never end', async () => {
    answer = (response) => {
      const { socket } = response;
      socket?.write('HTTP/1.1 200 OK\r\n');
      const more = setInterval(() => socket?.write(`x-more: ${'x'.repeat(8_000)}\r\n`), 1);
      socket?.on('close', () => clearInterval(more));
    };
    await expect(call()).rejects.toMatchObject({ code: 'unreachable' });
  });
});

test('[S9] an answer as long as the contract lets it be is read', async () => {
  const bytes = Buffer.alloc(LIMITS.filePartBytes, 7).toString('base64');
  answer = (response) => response.end(JSON.stringify({ ok: true, result: { bytes, size: 1e9, type: 'x' } }));
  expect(await call({ ...READ, length: LIMITS.filePartBytes })).toMatchObject({ bytes });
  const text = '€'.repeat(LIMITS.textChars);
  const actor = { id: 'A', username: 'a', name: 'A', type: 'user', roles: [] };
  const message = { id: 'M', text, mentions: [], files: [], createdAt: 1 };
  answer = (response) =>
    response.end(JSON.stringify({ ok: true, result: { messages: Array(50).fill({ message, actor }) } }));
  expect(await call({ ...HISTORY, limit: 50 })).toMatchObject({ messages: { length: 50 } });
});

test('[S9] an hour that the workspace wants us to wait is a minute', async () => {
  for (const wanted of ['3600', '1e300', '99999999999999']) {
    answer = (response) => response.writeHead(429, { 'retry-after': wanted }).end();
    await expect(call()).rejects.toMatchObject({ retryAfterMs: 60_000 });
  }
});

test('[S9] every command has a bound', () => {
  for (const command of COMMAND_TYPES) {
    const most = mostBytesOf({ command, limit: 200, length: LIMITS.filePartBytes } as unknown as Command);
    expect(most).toBeGreaterThan(0);
    expect(most).toBeLessThanOrEqual(16 * 1024 * 1024);
  }
});
