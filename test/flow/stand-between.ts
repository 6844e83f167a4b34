import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';

export interface Passed {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly answer: Buffer;
}

export interface Asked {
  readonly url: string;
  readonly body: Buffer;
  /** Hands it on, as often as it is called. */
  readonly forward: () => Promise<Passed>;
  /** Hands half of it on, and resets the connection. */
  readonly tear: () => Promise<void>;
}

/** Decides what becomes of one request. */
export type Pass = (asked: Asked, res: ServerResponse) => Promise<unknown>;

/**
 * Stands before a server and lets a function handle each request.
 *
 * @param port 0 for any free one
 * @param to the server's address, without a path
 */
export async function standBetween(
  port: number,
  to: string,
  pass: Pass,
): Promise<{ url: string; stop(): Promise<void> }> {
  async function take(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const { method, url = '/', headers } = req;
    const body = await buffer(req);
    const forward = () =>
      new Promise<Passed>((resolve, reject) => {
        const passed = request(new URL(url, to), { method, headers, agent: false }, (answered) => {
          buffer(answered).then(
            (answer) => resolve({ status: answered.statusCode ?? 502, headers: answered.headers, answer }),
            reject,
          );
        });
        passed.on('error', reject).end(body);
      });
    const tear = () =>
      new Promise<void>((resolve) => {
        const half = body.subarray(0, Math.ceil(body.length / 2));
        const sent = { ...headers, 'content-length': body.length };
        const torn = request(new URL(url, to), { method, headers: sent, agent: false });
        torn.on('error', () => resolve()).on('close', () => resolve());
        torn.write(half, () => torn.socket?.resetAndDestroy());
      });
    await pass({ url, body, forward, tear }, res);
  }

  const server = createServer((req, res) => {
    take(req, res).catch(() => res.destroy());
  });
  await once(server.listen(port, '127.0.0.1'), 'listening');
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
