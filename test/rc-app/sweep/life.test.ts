import { expect, test, vi } from 'vitest';
import { openNews } from '../../../rc-app/src/outbox/news.ts';
import { wayOf } from '../../../rc-app/src/push/way.ts';
import { forgetAll } from '../../../rc-app/src/sweep/alive.ts';
import { openLife } from '../../../rc-app/src/sweep/life.ts';
import type { Telling } from '../../../rc-app/src/workspace/workspace.ts';
import { persisting } from '../persisting.ts';

/** A workspace in which one process of the app lives after another, and what a killed one would leave at each moment. */
function aWorkspace() {
  const { persistence, reader, all } = persisting();
  const signs = () => all().filter(({ about }) => about.includes('misc:alive')).length;
  const moments: number[] = [];
  const watched = new Proxy(persistence, {
    get:
      (target, name: keyof typeof persistence) =>
      async (...args: unknown[]) => {
        const done = await (target[name] as (...given: unknown[]) => Promise<unknown>)(...args);
        // Before its first sign the first process writes down that it is the first.
        if (moments.length > 0 || signs() > 0) moments.push(signs());
        return done;
      },
  });
  const outbox = { news: openNews(), begin: () => {} };
  const egress = { refresh: async () => ({ paused: false, scope: 'addressed', rooms: [] }) };
  const memory = { memberships: { refresh: async () => new Set() }, egress };
  const read = { getPersistenceReader: () => reader };
  const telling = { app: { memory, outbox }, read, http: {}, persistence: watched, log: {} } as unknown as Telling;
  let lives = 0;
  const due: (() => void)[] = [];
  return {
    moments,
    signs,
    telling,
    /** Each minute a process has something to do. */
    aMinuteLater: () => due.splice(0).forEach((run) => void run()),
    async live() {
      const before = moments.length;
      lives += 1;
      const later = (run: () => void) => void due.push(run);
      const life = openLife({ newId: () => `life-${lives}`, clock: () => 1_000_000_000, later });
      life.begin(telling);
      // The first has no predecessor whose sign goes.
      await vi.waitFor(() => expect(moments.length).toBeGreaterThanOrEqual(before + (lives === 1 ? 2 : 3)));
      return life;
    },
  };
}

test('between two lives there is a sign at every moment, and in the end only that of the last one', async () => {
  const workspace = aWorkspace();
  await workspace.live();
  await workspace.live();
  await workspace.live();
  expect(Math.min(...workspace.moments)).toBe(1);
  expect(workspace.signs()).toBe(1);
});

test('[S20] while the app is disabled its process lives on without a sign, and gives one when it is enabled', async () => {
  const workspace = aWorkspace();
  const life = await workspace.live();
  life.rest();
  await forgetAll(workspace.telling.persistence);
  const before = workspace.moments.length;
  for (let minute = 0; minute < 3; minute++) workspace.aMinuteLater();
  expect([life.isResting(), workspace.signs(), workspace.moments.length - before]).toEqual([true, 0, 0]);
  expect(await wayOf({ ...workspace.telling, app: { ...workspace.telling.app, life } }).open()).toBeUndefined();
  await life.goOn(workspace.telling);
  expect([life.isResting(), workspace.signs()]).toEqual([false, 1]);
});
