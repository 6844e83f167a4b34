import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { Command, Envelope } from '@rocketchat-openclaw/shared';

/** Where the connection is cut: before the workspace hears of the call, before it answers, or in its answer. */
export const CUTS = ['before', 'after', 'within'] as const;
export type Cut = (typeof CUTS)[number];

/** Stands between the gateway and a workspace, and cuts connections as it is told. */
export async function startCuttingProxy(
  port: number,
  workspacePort: number,
  cutFor: (command: Command) => Cut | undefined,
): Promise<{ readonly cuts: Record<Cut, number>; stop(): Promise<void> }> {
  const cuts: Record<Cut, number> = { before: 0, after: 0, within: 0 };

  async function pass(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const body = await buffer(req);
    const cut = req.url?.endsWith('/commands') ? cutFor(commandIn(body)) : undefined;
    if (cut) cuts[cut]++;
    if (cut === 'before') return void res.destroy();
    const { status, headers, answer } = await ask(req, body);
    if (cut === 'after') return void res.destroy();
    res.writeHead(status, headers);
    if (cut !== 'within') return void res.end(answer);
    res.write(answer.subarray(0, Math.ceil(answer.length / 2)), () => res.destroy());
  }

  function ask({ method, url, headers }: IncomingMessage, body: Buffer) {
    return new Promise<{ status: number; headers: IncomingMessage['headers']; answer: Buffer }>((resolve, reject) => {
      const passed = request({ port: workspacePort, method, path: url, headers, agent: false }, (answered) => {
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
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    cuts,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function commandIn(body: Buffer): Command {
  const { payload } = Envelope.parse(JSON.parse(body.toString()));
  return Command.parse(JSON.parse(payload));
}
