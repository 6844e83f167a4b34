// Long: each request over the bad network may be lost, and is made again only after a while.
import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest';
import { freePort } from '../../testbed/gateway/free-port.ts';
import { seededDice, type Workspace } from '../../testbed/workspace/workspace.ts';
import { answeredIn } from '../flow/answered-in.ts';
import { BOT, connectWorkspace, roomsWithBot } from '../flow/connected-workspace.ts';
import { byLength } from '../how-long.ts';
import { report } from '../promises.ts';
import { type BadNetwork, CALM, describeSeen, startBadNetwork } from './bad-network.ts';

const [ROOMS, MESSAGES] = byLength({ long: [20, 300], short: [10, 20] });
const LOSSY = { ...CALM, odds: { dropped: 0.1, unheard: 0.1, doubled: 0.1 }, jitterMs: 20 };

let network: BadNetwork;
let workspace: Workspace;

// It stands before the workspace: the gateway comes for all of it.
beforeAll(async () => {
  const port = await freePort();
  const { accounts } = inject('gateway');
  network = await startBadNetwork(accounts.unsteady.port, `http://127.0.0.1:${port}`, LOSSY, seededDice(7));
  workspace = await connectWorkspace('deno', 'unsteady', port);
});
afterAll(async () => {
  await workspace?.stop();
  await network?.stop();
});

test(`of ${MESSAGES} messages that are fetched over a bad network each is answered once, and every room in its order`, async () => {
  const rooms = await roomsWithBot(workspace, ROOMS);
  const bob = workspace.client('bob');
  const asked = rooms.map((): number[] => []);
  const started = performance.now();
  for (let number = 0; number < MESSAGES; number++) {
    asked[number % ROOMS]?.push(number);
    await bob.say(rooms[number % ROOMS] ?? '', `@${BOT} question-${number}-end`);
  }
  const answers = () => rooms.map((rid) => answeredIn(workspace, rid));
  await vi.waitFor(() => expect(new Set(answers().flat()).size).toBe(MESSAGES), { timeout: 500_000, interval: 250 });
  const all = answers();
  const twice = all.flat().length - MESSAGES;
  const inOrder = all.filter((numbers, room) => numbers.join() === asked[room]?.join()).length;
  const note = `${describeSeen(network)}; ${Math.round((performance.now() - started) / 1_000)} s`;
  const where = 'network, fetched';
  report({ where, what: 'messages answered once', tried: MESSAGES, held: MESSAGES - twice, note });
  report({ where, what: 'rooms in their order', tried: ROOMS, held: inOrder });
  expect(twice).toBe(0);
  expect(all).toEqual(asked);
}, 600_000);
