import { type Event, writeSecret } from '@rocketchat-openclaw/shared';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Sandbox, Workspace } from '../../testbed/workspace/workspace.ts';
import { report } from '../promises.ts';
import { type Fetching, type GatewayStandIn, startGatewayStandIn } from './gateway-stand-in.ts';
import { commandsOf, startInstalled } from './installed-app.ts';
import { waitingEvents } from './stored-records.ts';

const secret = writeSecret(Uint8Array.from({ length: 32 }, (_, i) => 77 + i * 3));
const BOT = 'openclaw.bot';
const PATIENCE = { timeout: 40_000, interval: 50 };

// `fetched.test.ts` tries both sandboxes; this is between servers, and takes its time.
describe.each(['node'] satisfies Sandbox[])('two servers, of which one is fetched from (%s sandbox)', (sandbox) => {
  let one: Workspace;
  let two: Workspace;
  let gateway: GatewayStandIn;
  let fetching: Fetching | undefined;

  beforeAll(async () => {
    gateway = await startGatewayStandIn(secret);
    ({ workspace: one } = await startInstalled(sandbox, secret, ''));
    two = await one.startBeside();
  });

  afterAll(async () => {
    await fetching?.end().catch(() => undefined);
    await two?.stop();
    await one?.stop();
    await gateway?.stop();
  });

  const fetchFrom = async (server: Workspace) => {
    await fetching?.end();
    fetching = gateway.fetchFrom(commandsOf(server, secret));
  };
  const idOf = (event: Event) => (event.type === 'message.sent' ? event.message.id : '');
  const among = (events: readonly Event[], of: readonly string[]) => events.map(idOf).filter((id) => of.includes(id));
  const say = async (on: Workspace, words: string) => (await on.client('bob').say('#general', `@${BOT} ${words}`))._id;
  const waiting = () => waitingEvents(one);
  /** On both, by turns: what the first has heard, and the second. */
  const sayOnBoth = async (words: string, many: number) => {
    const said: [string[], string[]] = [[], []];
    for (let n = 0; n < many; n++) said[n % 2 ? 1 : 0].push(await say(n % 2 ? two : one, `${words} ${n}`));
    return said;
  };
  const arrive = async (said: readonly string[][]) => {
    const all = said.flat().sort();
    await vi.waitFor(() => expect(among(gateway.accepted(), all).sort()).toEqual(all), PATIENCE);
    await vi.waitFor(() => expect(waiting()).toEqual([]), PATIENCE);
    for (const own of said) expect(among(gateway.accepted(), own)).toEqual(own);
  };

  test('messages on either server come, each once and in the order of its server', async () => {
    await fetchFrom(one);
    const said = await sayOnBoth('either', 40);
    await arrive(said);
    const came = among(gateway.accepted(), said.flat()).length;
    report({ where: `two servers, ${sandbox}`, what: 'messages fetched from one', tried: 40, held: came });
  });

  test('when the other is fetched from, the delivered events that it still holds have no effect', async () => {
    const said = await sayOnBoth('before', 6);
    await arrive(said);
    await fetchFrom(two);
    const more = await sayOnBoth('after', 6);
    await arrive(more);
    await arrive(said);
  });
});
