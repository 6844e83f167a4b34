import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream as NodeReadableStream } from 'node:stream/web';
import { sendHttpRequestRejection } from 'openclaw/plugin-sdk/webhook-request-guards';
import { isAsSent, sentTwice } from './as-sent.ts';
import type { Visitor } from './door.ts';

/** Anything that answers a fetch `Request`, such as a Hono app. */
interface FetchHandler {
  fetch(request: Request, visitor: Visitor): Response | Promise<Response>;
}

/**
 * Node's request and response ↔ the fetch API, for a route of the gateway. @hono/node-server is not used because it may
 * start reading the body before we are asked to.
 *
 * @param path at which the account is served; any other spelling of a path is answered 404
 * @param clientOf the visitor's address, as far as it is known behind a proxy
 * @returns the handler, which always resolves to true: the request was handled
 */
export function nodeListener(app: FetchHandler, path: string, clientOf: (req: IncomingMessage) => string) {
  return async function receive(req: IncomingMessage, res: ServerResponse): Promise<true> {
    const response = await app.fetch(toRequest(req, path), { client: clientOf(req), sentTwice: sentTwice(req) });
    if (response.status >= 400) {
      for (const [name, value] of response.headers) res.setHeader(name, value);
      // Refuses and closes without resetting the connection, although the body may still be on its way: after a reset
      // the sender would see ECONNRESET instead of 413.
      await sendHttpRequestRejection(req, res, response.status, await response.text(), 'application/json');
      return true;
    }
    res.writeHead(response.status, Object.fromEntries(response.headers));
    await send(response, res);
    return true;
  };
}

/** Sends only as fast as the peer reads: a file is never in memory as a whole. A peer that hangs up is no error. */
async function send({ body }: Response, res: ServerResponse): Promise<void> {
  if (!body) return void res.end();
  await pipeline(Readable.fromWeb(body as NodeReadableStream<Uint8Array>), res).catch(() => undefined);
}

/** The body is a stream that takes nothing from the socket until somebody reads it. */
function toRequest(req: IncomingMessage, path: string): Request {
  // Only the path counts: proxies change host and scheme.
  const url = new URL(isAsSent(req.url, path) ? (req.url ?? '') : '/', 'http://gateway.invalid');
  const method = methodOf(req);
  const headers = new Headers();
  for (const [name, value] of Object.entries(req.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  if (method === 'GET' || method === 'HEAD') return new Request(url, { method, headers });
  // Node needs `duplex`, which a browser's type of the same thing does not know.
  const streamed = { method, headers, body: lazily(req), duplex: 'half' } as const;
  return new Request(url, streamed);
}

/** The fetch standard knows no request with these methods; for the door they are as wrong as any other. */
function methodOf({ method = 'GET' }: IncomingMessage): string {
  return ['CONNECT', 'TRACE', 'TRACK'].includes(method) ? 'OPTIONS' : method;
}

function lazily(req: IncomingMessage): ReadableStream<Uint8Array> {
  let source: ReadableStreamDefaultReader<Uint8Array> | undefined;
  const open = () => (Readable.toWeb(req) as ReadableStream<Uint8Array>).getReader();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        source ??= open();
        const { done, value } = await source.read();
        if (done) controller.close();
        else controller.enqueue(value);
      },
    },
    { highWaterMark: 0 },
  );
}
