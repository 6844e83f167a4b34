import { once } from 'node:events';
import { createServer, request as open, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import type { Visitor } from '../../../gateway-endpoint/src/receive/door.ts';
import { nodeListener } from '../../../gateway-endpoint/src/receive/node-listener.ts';

/** The adapter alone, in front of an app that answers as the test says. */
const PATH = '/rocketchat/default';
let server: Server | undefined;

afterEach(async () => {
  server?.closeAllConnections();
  await new Promise((resolve) => (server ? server.close(resolve) : resolve(undefined)));
});

async function serve(answer: (request: Request) => Response | Promise<Response>) {
  const asked: { request: Request; visitor: Visitor }[] = [];
  const handled: Promise<true>[] = [];
  const app = {
    fetch(request: Request, visitor: Visitor) {
      asked.push({ request, visitor });
      return answer(request);
    },
  };
  const listener = nodeListener(app, PATH, (req) => `client ${req.headers['x-client']}`);
  server = createServer((req, res) => void handled.push(listener(req, res))).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { asked, handled, at: `http://127.0.0.1:${(server.address() as AddressInfo).port}${PATH}` };
}

/** With a method that `fetch` does not send. */
async function statusOf(url: string, method: string): Promise<number | undefined> {
  const sending = open(url, { method }).end();
  const [response] = await once(sending, 'response');
  response.resume();
  return response.statusCode;
}

describe('the app gets', () => {
  test('method, path, headers and body as they came, and who sends', async () => {
    let read = '';
    const { asked, handled, at } = await serve(async (request) => {
      read = await request.text();
      return new Response(null, { status: 204 });
    });
    const body = 'x'.repeat(200_000);
    const response = await fetch(`${at}/events`, { method: 'POST', body, headers: { 'x-client': '192.0.2.1' } });
    expect([response.status, read === body]).toEqual([204, true]);
    const [{ request, visitor } = {}] = asked;
    expect([request?.method, request?.url]).toEqual(['POST', `http://gateway.invalid${PATH}/events`]);
    expect(request?.headers.get('content-length')).toBe('200000');
    expect(visitor).toEqual({ client: 'client 192.0.2.1', sentTwice: [] });
    expect(await handled[0]).toBe(true);
  });

  test('a body only when it reads it', async () => {
    const { asked, at } = await serve(() => Response.json({ error: 'unauthorized' }, { status: 401 }));
    await fetch(`${at}/events`, { method: 'POST', body: 'x' });
    expect(asked[0]?.request.bodyUsed).toBe(false);
  });

  test.each(['GET', 'HEAD'])('%s without a body', async (method) => {
    const { asked, at } = await serve(() => new Response(null, { status: 204 }));
    expect((await fetch(`${at}/events`, { method })).status).toBe(204);
    expect([asked[0]?.request.method, asked[0]?.request.body]).toEqual([method, null]);
  });

  test('a method that the fetch API does not know as one that the door does not take', async () => {
    const { asked, at } = await serve(() => new Response(null, { status: 405 }));
    expect(await statusOf(`${at}/events`, 'TRACE')).toBe(405);
    expect(asked[0]?.request.method).toBe('OPTIONS');
  });

  test('another path than its own as the root', async () => {
    const { asked, at } = await serve(() => new Response(null, { status: 404 }));
    await fetch(`${at}/%65vents`);
    expect(asked[0]?.request.url).toBe('http://gateway.invalid/');
  });
});

describe('the peer gets', () => {
  test('a body that comes in pieces, with its headers', async () => {
    const pieces = ['one ', 'two ', 'three'].map((text) => new TextEncoder().encode(text));
    const body = new ReadableStream({
      pull(controller) {
        const next = pieces.shift();
        if (next) controller.enqueue(next);
        else controller.close();
      },
    });
    const { at } = await serve(() => new Response(body, { headers: { 'content-type': 'text/x-test' } }));
    const response = await fetch(`${at}/events`);
    expect([response.headers.get('content-type'), await response.text()]).toEqual(['text/x-test', 'one two three']);
  });

  test('a refusal with its headers and its body', async () => {
    const { at, handled } = await serve(() =>
      Response.json({ error: 'code' }, { status: 400, headers: { 'retry-after': '7' } }),
    );
    const response = await fetch(`${at}/events`, { method: 'POST', body: 'x' });
    expect([response.status, response.headers.get('retry-after')]).toEqual([400, '7']);
    expect(await response.json()).toEqual({ error: 'code' });
    expect(await handled[0]).toBe(true);
  });

  test('an end, where the body breaks off, and that is no error of ours', async () => {
    const body = new ReadableStream({
      start: (controller) => controller.enqueue(new Uint8Array(10)),
      pull: (controller) => controller.error(new Error('the file is gone')),
    });
    const { at, handled } = await serve(() => new Response(body));
    const reading = fetch(`${at}/events`).then((response) => response.text());
    await expect(reading).rejects.toThrow();
    expect(await handled[0]).toBe(true);
  });
});
