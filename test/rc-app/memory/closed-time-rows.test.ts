import { expect, test } from 'vitest';
import { beginClosed, endClosed, mergeClosed, readClosedTimes } from '../../../rc-app/src/memory/closed-time-rows.ts';
import { followSettings } from '../../../rc-app/src/memory/follow-settings.ts';
import type { Memory } from '../../../rc-app/src/memory/memory.ts';
import { persisting } from '../persisting.ts';

const NOW = Date.now();

function aWorkspace(settings = { paused: false, rooms: [] as string[] }) {
  const { persistence, reader, all } = persisting();
  const reach = { persistence, read: { getPersistenceReader: () => reader } } as unknown as Parameters<
    typeof endClosed
  >[2];
  const memory = { egress: { refresh: async () => settings } } as unknown as Pick<Memory, 'egress'>;
  const times = async () =>
    (await readClosedTimes(reach.read)).all.map(({ by, from, until, list }) => ({
      by,
      from: from - NOW,
      ...(until !== undefined && { until: until - NOW }),
      ...(list && { list }),
    }));
  return {
    all,
    reach,
    settings,
    times,
    follow: (since: number, isTold?: boolean) => followSettings({ memory }, reach, since, isTold),
  };
}

test('closing twice is closing once, and a clock that was set back ends it all the same', async () => {
  const { reach, times } = aWorkspace();
  await beginClosed({ by: 'switched-off', roomId: 'A', from: NOW }, reach);
  await beginClosed({ by: 'switched-off', roomId: 'A', from: NOW + 5 }, reach);
  expect(await times()).toEqual([{ by: 'switched-off', from: 0 }]);
  await endClosed('switched-off', NOW - 1_000, reach, { roomId: 'A' });
  expect(await times()).toEqual([{ by: 'switched-off', from: 0, until: 0 }]);
});

test('a crash while a closed time is being ended leaves it closed', async () => {
  const { reach, all } = aWorkspace();
  await beginClosed({ by: 'paused', from: NOW }, reach);
  const dying = {
    ...reach,
    persistence: { ...reach.persistence, removeByAssociation: async () => Promise.reject(new Error('killed')) },
  };
  await expect(endClosed('paused', NOW + 5, dying as typeof reach)).rejects.toThrow('killed');
  expect(all()).toHaveLength(2);
  expect((await readClosedTimes(reach.read)).running('paused')).toHaveLength(1);
  await endClosed('paused', NOW + 9, reach);
  expect((await readClosedTimes(reach.read)).running('paused')).toEqual([]);
});

test('the list of rooms: a new one counts before the old one ends', async () => {
  const { follow, settings, times } = aWorkspace({ paused: false, rooms: ['a'] });
  await follow(NOW - 500, true);
  settings.rooms = ['a', 'b'];
  await follow(NOW - 100, true);
  const [first, second] = await times();
  expect(second).toEqual({ by: 'room-not-listed', from: -500, list: ['a'], until: expect.any(Number) });
  expect(first).toEqual({ by: 'room-not-listed', from: -100, list: ['a', 'b'] });
});

test('what another server has just closed is ended only by one that was told of the end', async () => {
  const { follow, reach, times } = aWorkspace();
  await beginClosed({ by: 'paused', from: Date.now() }, reach);
  await follow(NOW);
  expect(await times()).not.toContainEqual(expect.objectContaining({ until: expect.any(Number) }));
  await follow(NOW, true);
  expect(await times()).toContainEqual(expect.objectContaining({ until: expect.any(Number) }));
});

test('hundreds of closed times become few rows', async () => {
  const { all, reach } = aWorkspace();
  for (let n = 0; n < 400; n++) {
    await beginClosed({ by: 'switched-off', roomId: 'A', from: n * 10 }, reach);
    await endClosed('switched-off', n * 10 + 5, reach, { roomId: 'A' });
    if (n % 50 === 0) await mergeClosed(reach);
  }
  await mergeClosed(reach);
  expect(all().length).toBeLessThan(15);
  expect((await readClosedTimes(reach.read)).all.some(({ from, until = 0 }) => from <= 5 && until >= 3_000)).toBe(true);
});
