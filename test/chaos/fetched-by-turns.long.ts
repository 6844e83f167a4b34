import { writeSecret } from '@rocketchat-openclaw/shared';
import { expect, test, vi } from 'vitest';
import { startGatewayStandIn } from '../app/gateway-stand-in.ts';
import { commandsOf, startInstalled } from '../app/installed-app.ts';
import { report } from '../promises.ts';

const secret = writeSecret(Uint8Array.from({ length: 32 }, (_, i) => 77 + i * 3));
const MESSAGES = 6;

// A server takes half a minute to see that nobody brings it answers, hence not in `npm run test:all`.
test('two servers behind a balancer that knows no sessions: an answer that reaches the other one still counts', async () => {
  const gateway = await startGatewayStandIn(secret);
  const { workspace: one } = await startInstalled('node', secret, '');
  const two = await one.startBeside();
  const [first, second] = [commandsOf(one, secret), commandsOf(two, secret)];
  let turn = 0;
  const fetching = gateway.fetchFrom({ command: (body) => (turn++ % 2 ? first : second).command(body) });
  try {
    const said: string[] = [];
    for (let n = 0; n < MESSAGES; n++) {
      const { _id } = await (n % 2 ? two : one).client('bob').say('#general', `@openclaw.bot by turns ${n}`);
      said.push(_id);
    }
    const came = () => gateway.accepted().flatMap((event) => (event.type === 'message.sent' ? [event.message.id] : []));
    await vi.waitFor(() => expect(came().sort()).toEqual(said.toSorted()), { timeout: 80_000, interval: 50 });
    report({ where: 'two servers, by turns', what: 'messages fetched once', tried: MESSAGES, held: came().length });
  } finally {
    await fetching.end().catch(() => undefined);
    await two.stop();
    await one.stop();
    await gateway.stop();
  }
}, 120_000);
