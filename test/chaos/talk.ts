import { expect, inject, vi } from 'vitest';
import { freePort } from '../../testbed/gateway/free-port.ts';
import { seededDice, startWorkspace, type Workspace } from '../../testbed/workspace/workspace.ts';
import { appZip } from '../app/installed-app.ts';
import { storedRecords } from '../app/stored-records.ts';
import { answeredIn } from '../flow/answered-in.ts';
import { BOT, roomsWithBot } from '../flow/connected-workspace.ts';
import { assertNoPreviewIsLeft, assertQueueIsEmpty } from '../flow/cut-answers.ts';
import { type BadNetwork, startBadNetwork, type Weather } from './bad-network.ts';

export const ROOMS = 10;

export interface Talk {
  /** On the way to the gateway, and on the way back to the workspace. */
  readonly out: Weather;
  readonly back: Weather;
  readonly messages: number;
  /** People wait while so many are not answered yet. */
  readonly unanswered: number;
  readonly seed: number;
}

export interface Talked {
  /** Numbers of the questions of each room, as they were asked, and as their answers came to stand. */
  readonly asked: readonly (readonly number[])[];
  readonly answered: readonly (readonly number[])[];
  /** Messages that the app has given up. */
  readonly deadLetters: number;
  readonly out: BadNetwork;
  readonly back: BadNetwork;
}

/** People ask in rooms while the weather is as told on both ways, until all is answered and nothing is left to be sent. */
export async function talk({ out, back, messages, unanswered, seed }: Talk, timeout: number): Promise<Talked> {
  const { url, accounts, folder } = inject('gateway');
  const { port, secret } = accounts.sends;
  const workspacePort = await freePort();
  const there = await startBadNetwork(0, url, out, seededDice(seed));
  const home = await startBadNetwork(port, `http://127.0.0.1:${workspacePort}`, back, seededDice(seed + 1));
  const workspace = await startWorkspace({ sandbox: 'deno', port: workspacePort });
  try {
    const settings = { gateway_url: there.url, account_id: 'sends', shared_secret: secret };
    await workspace.installApp(appZip(), { settings });
    const rooms = await roomsWithBot(workspace, ROOMS);
    const asked = rooms.map((): number[] => []);
    const answered = () => rooms.map((rid) => answeredIn(workspace, rid));
    const count = () => new Set(answered().flat()).size;
    const patience = { timeout, interval: 100 };
    for (let number = 0; number < messages; number++) {
      await vi.waitFor(() => expect(number - count()).toBeLessThan(unanswered), patience);
      asked[number % ROOMS]?.push(number);
      await workspace.client('bob').say(rooms[number % ROOMS] ?? '', `@${BOT} question-${number}-end`);
    }
    await vi.waitFor(() => expect(count()).toBe(messages), patience);
    // An answer that waits there could still be posted a second time.
    await vi.waitFor(() => assertQueueIsEmpty(folder), patience);
    await vi.waitFor(() => assertNoPreviewIsLeft(workspace), patience);
    return { asked, answered: answered(), deadLetters: deadLettersIn(workspace), out: there, back: home };
  } finally {
    await workspace.stop();
    await home.stop();
    await there.stop();
  }
}

function deadLettersIn(workspace: Workspace): number {
  return storedRecords(workspace, 'outbox:dead').length;
}
