import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import type { Gateway } from '../../testbed/gateway/gateway.ts';
import type { Model } from '../../testbed/gateway/model.ts';
import type { Received } from '../../testbed/gateway/prompt.ts';
import type { Part, Plays } from './plays.ts';

/** A request to the agent's model, without its body. */
export type Asked = Omit<Received, 'body'>;

export interface Session {
  readonly key: string;
  readonly kind?: string;
}

/** The gateway and its model live in the process that set them up; tests look at them through this. */
export async function openWindow(
  model: Model,
  gateway: Gateway,
  plays: Plays,
): Promise<{ url: string; stop(): Promise<void> }> {
  const takes: Record<string, (body: unknown) => unknown> = {
    '/plays': (part) => plays.learn(part as Part),
    '/cli': (args) => gateway.cli(args as string[]),
  };
  const views: Record<string, () => unknown> = {
    '/received': () => model.requests.map(({ body, ...asked }): Asked => asked),
    '/sessions': async () => {
      const { stdout } = await gateway.cli(['sessions', '--json']);
      return (JSON.parse(stdout) as { sessions: Session[] }).sessions;
    },
  };
  const server = createServer(async (request, response) => {
    try {
      const { method, url = '' } = request;
      const known = method === 'POST' ? takes[url] : views[url];
      const shown = known && (await known(method === 'POST' ? await json(request) : undefined));
      response.writeHead(known ? 200 : 404, { 'content-type': 'application/json' });
      response.end(JSON.stringify(shown ?? null));
    } catch (error) {
      response.end(JSON.stringify({ error: String(error) }));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
