import { expect, test, vi } from 'vitest';
import type { Telling } from '../../../rc-app/src/commands/workspace.ts';
import { openNews } from '../../../rc-app/src/outbox/news.ts';
import { openLife } from '../../../rc-app/src/sweep/life.ts';
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
        moments.push(signs());
        return done;
      },
  });
  const outbox = { news: openNews(), begin: () => {} };
  const memory = { memberships: { refresh: async () => new Set() } };
  const read = { getPersistenceReader: () => reader };
  const telling = { app: { memory, outbox }, read, http: {}, persistence: watched, log: {} } as unknown as Telling;
  let lives = 0;
  return {
    moments,
    signs,
    async live() {
      const before = moments.length;
      lives += 1;
      const life = openLife({ newId: () => `life-${lives}`, clock: () => 1_000_000_000, later: () => {} });
      life.begin(telling);
      // The first has no predecessor whose sign goes.
      await vi.waitFor(() => expect(moments.length).toBeGreaterThanOrEqual(before + (lives === 1 ? 2 : 3)));
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
