import { expect, test, vi } from 'vitest';
import { openDeliveries } from '../../../rc-app/src/memory/deliveries.ts';
import { openHeldLines } from '../../../rc-app/src/outbox/held-lines.ts';
import { outboxAccessors } from '../../../rc-app/src/push/outbox-accessors.ts';
import { openHeartbeat } from '../../../rc-app/src/sweep/heartbeat.ts';
import { forgetAllBeats } from '../../../rc-app/src/sweep/heartbeat-rows.ts';
import { openUnderWay } from '../../../rc-app/src/workspace/under-way.ts';
import type { Telling } from '../../../rc-app/src/workspace/workspace.ts';
import { persisting } from '../persisting.ts';

/** A workspace in which one process of the app lives after another, and what a killed one would leave at each moment. */
function aWorkspace() {
  const { persistence, reader, all } = persisting();
  const beats = () => all().filter(({ about }) => about.includes('misc:alive')).length;
  const moments: number[] = [];
  const watched = new Proxy(persistence, {
    get:
      (target, name: keyof typeof persistence) =>
      async (...args: unknown[]) => {
        const done = await (target[name] as (...given: unknown[]) => Promise<unknown>)(...args);
        // Before its first beat the first process writes down that it is the first.
        if (moments.length > 0 || beats() > 0) moments.push(beats());
        return done;
      },
  });
  const outbox = { heldLines: openHeldLines(), begin: () => {} };
  const egress = { refresh: async () => ({ paused: false, scope: 'addressed', rooms: [] }) };
  const memory = { memberships: { refresh: async () => new Set() }, egress };
  const read = { getPersistenceReader: () => reader };
  const deliveries = openDeliveries({ newId: () => 'log', clock: () => 1_000_000_000 });
  const telling = {
    app: { memory, outbox, deliveries, underWay: openUnderWay(async () => undefined) },
    read,
    http: {},
    persistence: watched,
    log: {},
  } as unknown as Telling;
  let lives = 0;
  const due: (() => void)[] = [];
  return {
    moments,
    beats,
    telling,
    /** Each minute a process has something to do. */
    aMinuteLater: () => due.splice(0).forEach((run) => void run()),
    async live() {
      const before = moments.length;
      lives += 1;
      const later = (run: () => void) => void due.push(run);
      const heartbeat = openHeartbeat({ newId: () => `life-${lives}`, clock: () => 1_000_000_000, later });
      heartbeat.start(telling);
      // The first has no predecessor whose beat is removed.
      await vi.waitFor(() => expect(moments.length).toBeGreaterThanOrEqual(before + (lives === 1 ? 2 : 3)));
      return heartbeat;
    },
  };
}

test('from one process to the next there is a beat at every moment, and in the end only that of the last one', async () => {
  const workspace = aWorkspace();
  await workspace.live();
  await workspace.live();
  await workspace.live();
  expect(Math.min(...workspace.moments)).toBe(1);
  expect(workspace.beats()).toBe(1);
});

test('[S20] while the app is disabled its process lives on without a heartbeat, and beats when it is enabled', async () => {
  const workspace = aWorkspace();
  const heartbeat = await workspace.live();
  heartbeat.pause();
  await forgetAllBeats(workspace.telling.persistence);
  const before = workspace.moments.length;
  for (let minute = 0; minute < 3; minute++) workspace.aMinuteLater();
  expect([heartbeat.isPaused(), workspace.beats(), workspace.moments.length - before]).toEqual([true, 0, 0]);
  expect(
    await outboxAccessors({ ...workspace.telling, app: { ...workspace.telling.app, heartbeat } }).open(false),
  ).toBeUndefined();
  await heartbeat.resume(workspace.telling);
  expect([heartbeat.isPaused(), workspace.beats()]).toEqual([false, 1]);
});
