import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Command } from '@rocketchat-openclaw/shared';
import { inject, vi } from 'vitest';
import { freePort } from '../../testbed/gateway/free-port.ts';
import { startWorkspace, type Workspace } from '../../testbed/workspace/workspace.ts';
import { appZip } from '../app/installed-app.ts';
import { BOT, roomsWithBot } from './connected-workspace.ts';
import { CUTS, type Cut, startCuttingProxy } from './cutting-proxy.ts';
import { unsent } from './unsent.ts';

const ROOMS = 10;
/** The sixth attempt of a call is its last. */
const MOST_CUTS = 5;
/** More than a call has attempts: OpenClaw's queue has to go on. */
const TOO_MANY_CUTS = 7;
/** So many answers at the end. */
const OUTLASTED = 2;
/** Every fifth answer is long, and becomes several posts. */
const LINES = 24;

/**
 * Asks many questions while connections to the workspace are cut, where and how often a seeded dice says, and waits
 * until all are answered. Every line of a question comes back in its answer.
 *
 * @returns how often each line was posted, and what happened to the connections
 */
export async function cutAnswers(count: number, seed: number, timeout: number) {
  const { url, folder, accounts } = inject('gateway');
  const { port, secret } = accounts.sends;
  const workspacePort = await freePort();
  const log = () => readFileSync(path.join(folder, 'console.log'), 'utf8');
  const logged = log().length;
  const proxy = await startCuttingProxy(port, workspacePort, cutBy(seed, count));
  const workspace = await startWorkspace({ sandbox: 'deno', port: workspacePort });
  try {
    const settings = { gateway_url: url, account_id: 'sends', shared_secret: secret };
    await workspace.installApp(appZip(), { settings });
    const rooms = await roomsWithBot(workspace, ROOMS);
    const lines = Array.from({ length: count }, (_, number) => linesOf(number));
    for (const [number, said] of lines.entries()) {
      await workspace.client('bob').say(rooms[number % ROOMS] ?? '', [`@${BOT}`, ...said].join('\n'));
    }
    await vi.waitFor(
      () => {
        const missing = lines.flat().filter((line) => !posted(workspace).has(line));
        if (missing.length > 0) throw new Error(`not yet posted: ${missing.slice(0, 10).join(', ')}`);
      },
      { timeout, interval: 200 },
    );
    // An answer that waits there could still be posted a second time.
    await vi.waitFor(() => assertQueueIsEmpty(folder), { timeout, interval: 200 });
    // A preview that nobody could tell of, because its own post was cut off, is found and taken away within seconds.
    await vi.waitFor(() => assertNoPreviewIsLeft(workspace), { timeout, interval: 200 });
    const recovered =
      log()
        .slice(logged)
        .match(/drained delivery/g)?.length ?? 0;
    const posts = [...workspace.store.messages.values()].filter(({ u }) => u.username === BOT).length;
    return { asked: lines.flat(), posted: posted(workspace), posts, cuts: proxy.cuts, recovered };
  } finally {
    await workspace.stop();
    await proxy.stop();
  }
}

/** Short answers are one line, and long ones are cut into several posts, each of which begins with another line. */
function linesOf(number: number): string[] {
  const count = number % 5 === 0 ? LINES : 1;
  return Array.from({ length: count }, (_, line) => `answer ${number} line ${line} of ${count}`);
}

const LINE = /answer \d+ line \d+ of \d+/g;

export function assertNoPreviewIsLeft({ store }: Workspace): void {
  const left = [...store.messages.values()].filter(({ u, editedAt }) => u.username === BOT && editedAt);
  if (left.length > 0) throw new Error(`${left.length} previews are left`);
}

/** Every line that the bot has posted, and how often. */
function posted({ store }: Workspace): Map<string, number> {
  const found = new Map<string, number>();
  for (const { u, msg } of store.messages.values()) {
    if (u.username !== BOT) continue;
    for (const [line] of msg.matchAll(LINE)) found.set(line, (found.get(line) ?? 0) + 1);
  }
  return found;
}

/** Half of the posts are cut off, some of them several times: always the same ones for a seed. */
function cutBy(seed: number, count: number): (command: Command) => Cut | undefined {
  const dice = new Map<string, () => number>();
  const left = new Map<string, number>();
  return (command) => {
    if (command.command !== 'post') return undefined;
    const [name = ''] = command.text.match(LINE) ?? [];
    const roll = dice.get(name) ?? diceOf(`${seed} ${name}`);
    dice.set(name, roll);
    const remaining = left.get(name) ?? (isOutlasted(name, count) ? TOO_MANY_CUTS : cutsFor(roll));
    left.set(name, remaining - 1);
    return remaining > 0 ? CUTS[Math.floor(roll() * CUTS.length)] : undefined;
  };
}

/**
 * The last answers: with another question behind it, OpenClaw would drop what waits in its queue.
 *
 * @param name of the first line of a post; only that of a whole answer counts
 */
function isOutlasted(name: string, count: number): boolean {
  const [number = 0, line = 0] = name.match(/\d+/g)?.map(Number) ?? [];
  return number >= count - OUTLASTED && line === 0;
}

/** Half of the posts none, and every eighth as often as a call can bear. */
function cutsFor(roll: () => number): number {
  if (roll() < 0.5) return 0;
  return roll() < 0.25 ? MOST_CUTS : 1 + Math.floor(roll() * 2);
}

/** The same numbers from 0 to 1 for the same name (mulberry32). */
function diceOf(name: string): () => number {
  let state = [...name].reduce((sum, char) => (sum * 31 + char.charCodeAt(0)) | 0, 7);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** OpenClaw's own, of what the account `sends` still has to post. */
export function assertQueueIsEmpty(folder: string): void {
  const rows = unsent(folder, 'sends');
  if (rows.length > 0) throw new Error(`OpenClaw still has to send: ${JSON.stringify(rows)}`);
}
