// Long: a gateway of its own, and what was refused under a wrong clock is sent again only after a while.
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { isLong } from '../how-long.ts';
import { report } from '../promises.ts';
import { type OwnGateway, startOwnGateway } from './own-gateway.ts';
import { openSetClock, type SetClock } from './set-clock.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const JUMPS: readonly (readonly [name: string, ms: number, said: RegExp])[] = [
  ['7 minutes ahead', 7 * MINUTE, /this server's clock is 7 minutes behind the gateway's/],
  ['an hour behind', -HOUR, /this server's clock is 60 minutes ahead of the gateway's/],
  ['7 minutes behind', -7 * MINUTE, /this server's clock is 7 minutes ahead of the gateway's/],
  ['a day ahead', DAY, /this server's clock is 24 hours behind the gateway's/],
];

let folder: string;
let own: OwnGateway;
let clock: SetClock;
let workspaceShift = 0;

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'clock-jumps-'));
  clock = openSetClock(folder);
  own = await startOwnGateway({ folder, env: clock.env, clock: () => Date.now() + workspaceShift });
  for (const room of [0, 1]) await own.ask(room);
  await allAnswered();
}, 300_000);

afterAll(async () => {
  await own?.stop();
  await rm(folder, { recursive: true, force: true });
});

const allAnswered = (timeout = 100_000) =>
  vi.waitFor(
    () => {
      for (const room of [0, 1]) expect(own.answered(room), own.otherwise(room).join('; ')).toEqual(own.asked(room));
    },
    { timeout, interval: 100 },
  );

describe('while the gateway has another time', () => {
  test.each(isLong() ? JUMPS : JUMPS.slice(0, 2))(
    '%s, it takes nothing, and all is answered once when it is set right',
    async (name, ms, said) => {
      clock.set(ms);
      // The next look of the process at its clock is after this.
      await vi.waitFor(async () => expect((await own.push(`early-${ms}`)).status).toBe(401), { timeout: 5_000 });
      const statuses: number[] = [];
      for (let n = 0; n < 10; n++) statuses.push((await own.push(`wrong-${ms}-${n}`)).status);
      for (let n = 0; n < 3; n++) for (const room of [0, 1]) await own.ask(room);
      // The attempt is in the log before what follows from it.
      const isPause = (line: string) => /The outbox is paused, and nothing is lost/.test(line) && said.test(line);
      await vi.waitFor(() => expect(own.workspace.logs.filter(isPause)).not.toEqual([]), { timeout: 20_000 });
      const early = [0, 1].filter((room) => own.answered(room).length === own.asked(room).length);
      clock.set(0);
      const set = performance.now();
      await allAnswered();
      const took = Math.round(performance.now() - set);
      const refused = statuses.filter((status) => status === 401).length;
      const note = `all answered ${took} ms after it was set right`;
      report({
        where: 'clock',
        what: `${name}: refused, and nothing lost`,
        tried: statuses.length,
        held: refused,
        note,
      });
      expect(refused).toBe(statuses.length);
      expect(early).toEqual([]);
      expect((await own.push(`after-${ms}`)).status).toBe(202);
    },
    200_000,
  );

  test('an answer that was being written when the clock was set wrong is posted once when it is set right', async () => {
    const begun = Promise.withResolvers<void>();
    const goOn = Promise.withResolvers<void>();
    own.model.script(async ({ text }) => {
      begun.resolve();
      await goOn.promise;
      return `answer to ${/question-\d+-end/.exec(text)?.[0]}`;
    });
    await own.ask(0);
    await begun.promise;
    clock.set(7 * MINUTE);
    goOn.resolve();
    await vi.waitFor(() => expect(own.gateway().logs()).toMatch(/our clock is 7 minutes ahead of the workspace's/), {
      timeout: 30_000,
    });
    clock.set(0);
    const set = performance.now();
    await allAnswered();
    const took = Math.round(performance.now() - set);
    report({
      where: 'clock',
      what: 'set wrong within an answer: posted once',
      tried: 1,
      held: 1,
      note: `${took} ms after it was set right`,
    });
  }, 200_000);
});

test('fresh mail that a wrong clock of the server makes old mail is not passed over in silence', async () => {
  workspaceShift = -HOUR;
  const before = own.otherwise(1).length;
  await own.workspace.client('bob').say(own.rooms[1] ?? '', '@openclaw.bot said by a clock that is behind');
  const told = await vi.waitFor(
    () => {
      const found = own.otherwise(1).slice(before);
      expect(found).toHaveLength(1);
      return found;
    },
    { timeout: 60_000, interval: 100 },
  );
  workspaceShift = 0;
  expect(told[0]).toMatch(/^I was away and did not answer a message at .*Ask again if you still need an answer\.$/);
  await own.ask(1);
  await allAnswered();
  report({ where: 'clock', what: 'fresh mail with an old date: its room is told', tried: 1, held: 1 });
}, 120_000);
