import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';

export interface Weather {
  /** Of requests: half of them never arrive, of the others nobody hears the answer. */
  readonly dropped: number;
  /** Of requests: they arrive twice. */
  readonly doubled: number;
  /** Each request is late by up to this much. */
  readonly jitterMs: number;
}

export interface LossyNetwork {
  readonly url: string;
  /** What has happened to requests so far. */
  readonly seen: { requests: number; dropped: number; doubled: number };
  stop(): Promise<void>;
}

/**
 * Stands before a server, as a bad network does.
 *
 * @param dice from 0 to 1, below 1
 */
export async function startLossyNetwork(to: string, weather: Weather, dice: () => number): Promise<LossyNetwork> {
  const seen = { requests: 0, dropped: 0, doubled: 0 };

  async function pass(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const body = await buffer(req);
    seen.requests += 1;
    const [late, lot, half] = [dice(), dice(), dice()];
    await sleep(late * weather.jitterMs);
    const isDropped = lot < weather.dropped;
    const isDoubled = !isDropped && lot < weather.dropped + weather.doubled;
    if (isDropped) seen.dropped += 1;
    if (isDropped && half < 0.5) return void res.destroy();
    if (isDoubled) {
      seen.doubled += 1;
      await forward(req, body);
    }
    const { status, headers, answer } = await forward(req, body);
    if (isDropped) return void res.destroy();
    res.writeHead(status, headers).end(answer);
  }

  function forward({ method, url, headers }: IncomingMessage, body: Buffer) {
    return new Promise<{ status: number; headers: IncomingMessage['headers']; answer: Buffer }>((resolve, reject) => {
      const passed = request(new URL(url ?? '/', to), { method, headers, agent: false }, (answered) => {
        buffer(answered).then(
          (answer) => resolve({ status: answered.statusCode ?? 502, headers: answered.headers, answer }),
          reject,
        );
      });
      passed.on('error', reject).end(body);
    });
  }

  const server = createServer((req, res) => {
    pass(req, res).catch(() => res.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`,
    seen,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
