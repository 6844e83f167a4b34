import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest';
import { freePort } from '../../testbed/gateway/free-port.ts';
import { startWorkspace, type Workspace } from '../../testbed/workspace/workspace.ts';
import { appZip } from '../app/installed-app.ts';
import { BOT, roomsWithBot } from '../flow/connected-workspace.ts';
import { assertNoPreviewIsLeft, assertQueueIsEmpty } from '../flow/cut-answers.ts';
import { report } from '../promises.ts';
import { type BadNetwork, CALM, startBadNetwork } from './bad-network.ts';

/** A fault that somebody has to repair is not tried again soon; this tries also one that lasts only a moment. */
const WHERE = 'wrong door';
const PATIENCE = { timeout: 150_000, interval: 100 };
const { url, accounts, folder } = inject('gateway');

let workspace: Workspace;
let rooms: string[];
let out: BadNetwork;
let back: BadNetwork;

beforeAll(async () => {
  const { port, secret } = accounts.sends;
  const workspacePort = await freePort();
  out = await startBadNetwork(0, url, CALM, Math.random);
  back = await startBadNetwork(port, `http://127.0.0.1:${workspacePort}`, CALM, Math.random);
  workspace = await startWorkspace({ sandbox: 'deno', port: workspacePort });
  const settings = { gateway_url: out.url, account_id: 'sends', shared_secret: secret };
  await workspace.installApp(appZip(), { settings });
  rooms = await roomsWithBot(workspace, 10);
  // The greeting of the gateway would wake the outbox: let it be over.
  await vi.waitFor(() => expect(back.statuses.get(200)).toBeGreaterThan(0), PATIENCE);
}, 200_000);
afterAll(async () => {
  await workspace?.stop();
  await back?.stop();
  await out?.stop();
});

const ask = (room: string, words: string) => workspace.client('bob').say(room, `@${BOT} ${words}`);

/** How often each of these rooms has read the answer to these words, when nothing is left to be sent. */
async function answersTo(words: string, asked: readonly string[]): Promise<number[]> {
  const isAnswer = (rid: string) => (each: { rid: string; u: { username: string }; msg: string }) =>
    each.rid === rid && each.u.username === BOT && each.msg.endsWith(words);
  const counts = () => asked.map((room) => [...workspace.store.messages.values()].filter(isAnswer(room)).length);
  await vi.waitFor(() => expect(Math.min(...counts())).toBeGreaterThan(0), PATIENCE).catch(() => undefined);
  await vi.waitFor(() => assertQueueIsEmpty(folder), PATIENCE);
  await vi.waitFor(() => assertNoPreviewIsLeft(workspace), PATIENCE);
  return counts();
}

const seconds = (since: number) => `${Math.round((performance.now() - since) / 1_000)} s later`;

describe('a gateway that is not at its address for a moment', () => {
  test.each([401, 404])(
    'answers %i: the outbox asks again by itself, and everything is answered once',
    async (status) => {
      const refused = out.refused();
      out.refuse(status);
      for (const room of rooms) await ask(room, `after ${status} on the way out`);
      await vi.waitFor(() => expect(out.refused()).toBeGreaterThan(refused), PATIENCE);
      out.refuse(undefined);
      const since = performance.now();
      const counts = await answersTo(`after ${status} on the way out`, rooms);
      const once = counts.filter((count) => count === 1).length;
      const what = `answered once after ${status} to deliveries`;
      report({ where: WHERE, what, tried: rooms.length, held: once, note: seconds(since) });
      expect(counts).toEqual(rooms.map(() => 1));
    },
    400_000,
  );
});

describe('a workspace that is not at its address for a moment', () => {
  // 404 is what a server says while it updates the app or has it disabled.
  test.each([401, 404, 429, 500, 502, 503])(
    'answers %i to posts: the answer is posted once',
    async (status) => {
      const refused = back.refused();
      back.refuse(status, (body) => /\\"command\\":\\"post\\"/.test(body));
      const asked = rooms.slice(0, 3);
      for (const room of asked) await ask(room, `after ${status} on the way back`);
      await vi.waitFor(() => expect(back.refused() - refused).toBeGreaterThanOrEqual(asked.length), PATIENCE);
      back.refuse(undefined);
      const since = performance.now();
      const counts = await answersTo(`after ${status} on the way back`, asked);
      const what = `answered once after ${status} to posts`;
      const once = counts.filter((count) => count === 1).length;
      report({ where: WHERE, what, tried: asked.length, held: once, note: seconds(since) });
      expect(counts).toEqual(asked.map(() => 1));
    },
    400_000,
  );
});
