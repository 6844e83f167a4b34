import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Workspace } from '../../testbed/workspace/workspace.ts';
import { BOT, connectWorkspace, roomsWithBot } from '../flow/connected-workspace.ts';
import { align } from '../flow/events-tables.ts';
import { part } from '../flow/part.ts';
import { comesToStand, watch } from '../flow/watched.ts';

const SECONDS = 60;
const PIECES = 300;
/** The rate is one edit per second; a clock on a busy machine is not that exact. */
const JITTER_MS = 50;
const figures: string[][] = [['rooms', 'seconds', 'posts and edits', 'shortest gap', 'notified of', 'posts left']];

let workspace: Workspace;
let rooms: string[];

beforeAll(async () => {
  workspace = await connectWorkspace('deno', 'streaming');
  rooms = await roomsWithBot(workspace, 4);
});
afterAll(async () => {
  console.log(align(figures));
  await workspace?.stop();
});

const answer = (name: string) =>
  Array.from({ length: PIECES / 5 }, (_, n) => `${name} makes point ${n} in a whole sentence.`).join('\n\n');

test.each([1, 3])(
  'an answer of a minute in %i rooms: at most one edit per second in each, one notification, every letter',
  async (count) => {
    const asked = rooms.splice(0, count).map((roomId, n) => ({ watched: watch(workspace, roomId), roomId, n }));
    const since = Date.now();
    await Promise.all(
      asked.map(async ({ roomId, watched, n }) => {
        const text = answer(`Room ${n}`);
        const words = await part({ text, pieces: PIECES, pauseMs: (SECONDS * 1_000) / PIECES });
        await workspace.client('bob').say(roomId, `@${BOT} ${words}`);
        await comesToStand(watched, [text], 120_000);
        expect(new Set(watched.notifications)).toEqual(new Set([text]));
      }),
    );
    const seconds = (Date.now() - since) / 1_000;
    // The answer itself is a new post, and waits for nothing.
    const edits = asked.map(({ watched }) => watched.writtenAt.slice(0, -1));
    const gap = Math.min(...edits.map((times) => Math.min(...times.slice(1).map((at, i) => at - (times[i] ?? 0)))));
    figures.push([
      String(count),
      seconds.toFixed(0),
      edits.map(({ length }) => length + 1).join(', '),
      `${gap} ms`,
      'the answer',
      String(asked.flatMap(({ watched }) => watched.standing()).length),
    ]);
    expect(gap).toBeGreaterThanOrEqual(1_000 - JITTER_MS);
    for (const times of edits) expect(times.length).toBeGreaterThan(SECONDS / 4);
    for (const { watched } of asked) watched.end();
  },
  240_000,
);
