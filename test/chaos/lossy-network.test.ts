import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest';
import { appZip } from '../app/installed-app.ts';
import { BOT, roomsWithBot } from '../flow/connected-workspace.ts';
import { report } from '../promises.ts';
import { seededDice } from '../workspace/store/ids.ts';
import { startWorkspace, type Workspace } from '../workspace/workspace.ts';
import { type LossyNetwork, startLossyNetwork } from './lossy-network.ts';

const ROOMS = 10;
const MESSAGES = 1_000;

let network: LossyNetwork;
let workspace: Workspace;

beforeAll(async () => {
  const { url, accounts } = inject('gateway');
  network = await startLossyNetwork(url, { dropped: 0.2, doubled: 0.1, jitterMs: 500 }, seededDice(7));
  workspace = await startWorkspace({ sandbox: 'deno', port: accounts.sends.port });
  const settings = { gateway_url: network.url, account_id: 'sends', shared_secret: accounts.sends.secret };
  await workspace.installApp(appZip(), { settings });
});
afterAll(async () => {
  await workspace?.stop();
  await network?.stop();
});

/** Numbers of questions in the order in which a room saw their answers. */
function answeredIn(rid: string): number[] {
  const posts = [...workspace.store.messages.values()].filter(
    (each) => each.rid === rid && each.u.username === BOT && !each.t && !each.editedAt,
  );
  return posts.flatMap(({ msg }) => [...msg.matchAll(/question-(\d+)-end/g)].map(([, number]) => Number(number)));
}

test(`of ${MESSAGES} messages over a bad network each is answered once, and every room in its order`, async () => {
  const rooms = await roomsWithBot(workspace, ROOMS);
  const bob = workspace.client('bob');
  const asked = rooms.map((): number[] => []);
  const started = performance.now();
  for (let number = 0; number < MESSAGES; number++) {
    asked[number % ROOMS]?.push(number);
    await bob.say(rooms[number % ROOMS] ?? '', `@${BOT} question-${number}-end`);
  }
  const answers = () => rooms.map(answeredIn);
  await vi.waitFor(() => expect(new Set(answers().flat()).size).toBe(MESSAGES), { timeout: 1_500_000, interval: 250 });

  const all = answers();
  const inOrder = all.filter((numbers, room) => numbers.join() === asked[room]?.join()).length;
  const twice = all.flat().length - MESSAGES;
  const { requests, dropped, doubled } = network.seen;
  const took = `${Math.round((performance.now() - started) / 1_000)} s`;
  const weather = `${requests} requests, ${dropped} dropped, ${doubled} doubled, ${took}`;
  report({ where: 'network', what: 'messages answered once', tried: MESSAGES, held: MESSAGES - twice, note: weather });
  report({ where: 'network', what: 'rooms in their order', tried: ROOMS, held: inOrder });
  expect(twice).toBe(0);
  expect(all).toEqual(asked);
}, 1_600_000);
