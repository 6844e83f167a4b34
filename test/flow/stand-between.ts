import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';

export interface Passed {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly answer: Buffer;
}

/** Decides what becomes of one request; `forward` hands it on, as often as it is called. */
export type Pass = (
  asked: { readonly url: string; readonly body: Buffer; readonly forward: () => Promise<Passed> },
  res: ServerResponse,
) => Promise<unknown>;

/**
 * Stands before a server and does with each request what it is told.
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
    await pass({ url, body, forward }, res);
  }

  const server = createServer((req, res) => {
    take(req, res).catch(() => res.destroy());
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
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
