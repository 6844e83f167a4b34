import { Command, Envelope } from '@rocketchat-openclaw/shared';
import { standBetween } from './stand-between.ts';

/** Where the connection is cut: before the workspace hears of the call, before it answers, or in its answer. */
export const CUTS = ['before', 'after', 'within'] as const;
export type Cut = (typeof CUTS)[number];

/** Stands between the gateway and a workspace, and cuts connections on demand. */
export async function startCuttingProxy(
  port: number,
  workspacePort: number,
  cutFor: (command: Command) => Cut | undefined,
): Promise<{ readonly cuts: Record<Cut, number>; stop(): Promise<void> }> {
  const cuts: Record<Cut, number> = { before: 0, after: 0, within: 0 };

  const proxy = await standBetween(port, `http://localhost:${workspacePort}`, async ({ url, body, forward }, res) => {
    const cut = url.endsWith('/commands') ? cutFor(commandIn(body)) : undefined;
    if (cut) cuts[cut]++;
    if (cut === 'before') return res.destroy();
    const { status, headers, answer } = await forward();
    if (cut === 'after') return res.destroy();
    res.writeHead(status, headers);
    if (cut !== 'within') return res.end(answer);
    return res.write(answer.subarray(0, Math.ceil(answer.length / 2)), () => res.destroy());
  });
  return { cuts, stop: proxy.stop };
}

function commandIn(body: Buffer): Command {
  const { payload } = Envelope.parse(JSON.parse(body.toString()));
  return Command.parse(JSON.parse(payload));
}
