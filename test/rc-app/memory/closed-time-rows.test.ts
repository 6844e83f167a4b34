import { expect, test } from 'vitest';
import { beginClosed, endClosed, mergeClosed, readClosedTimes } from '../../../rc-app/src/memory/closed-time-rows.ts';
import { followSettings } from '../../../rc-app/src/memory/follow-settings.ts';
import type { Memory } from '../../../rc-app/src/memory/memory.ts';
import { persisting } from '../persisting.ts';

const NOW = Date.now();

function aWorkspace(settings = { paused: false, rooms: [] as string[] }) {
  const { persistence, reader, all } = persisting();
  const accessors = { persistence, read: { getPersistenceReader: () => reader } } as unknown as Parameters<
    typeof endClosed
  >[2];
  const memory = { egress: { refresh: async () => settings } } as unknown as Pick<Memory, 'egress'>;
  const times = async () =>
    (await readClosedTimes(accessors.read)).all.map(({ by, from, until, list }) => ({
      by,
      from: from - NOW,
      ...(until !== undefined && { until: until - NOW }),
      ...(list && { list }),
    }));
  return {
    all,
    accessors,
    settings,
    times,
    follow: (since: number, isTold?: boolean) => followSettings({ memory }, accessors, since, isTold),
  };
}

test('closing twice is closing once, and a clock that was set back ends it all the same', async () => {
  const { accessors, times } = aWorkspace();
  await beginClosed({ by: 'switched-off', roomId: 'A', from: NOW }, accessors);
  await beginClosed({ by: 'switched-off', roomId: 'A', from: NOW + 5 }, accessors);
  expect(await times()).toEqual([{ by: 'switched-off', from: 0 }]);
  await endClosed('switched-off', NOW - 1_000, accessors, { roomId: 'A' });
  expect(await times()).toEqual([{ by: 'switched-off', from: 0, until: 0 }]);
});

test('a crash while a closed time is being ended leaves it closed', async () => {
  const { accessors, all } = aWorkspace();
  await beginClosed({ by: 'paused', from: NOW }, accessors);
  const dying = {
    ...accessors,
    persistence: { ...accessors.persistence, removeByAssociation: async () => Promise.reject(new Error('killed')) },
  };
  await expect(endClosed('paused', NOW + 5, dying as typeof accessors)).rejects.toThrow('killed');
  expect(all()).toHaveLength(2);
  expect((await readClosedTimes(accessors.read)).running('paused')).toHaveLength(1);
  await endClosed('paused', NOW + 9, accessors);
  expect((await readClosedTimes(accessors.read)).running('paused')).toEqual([]);
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

test('a closed time that another server has just begun is ended only by a server that heard of the end', async () => {
  const { follow, accessors, times } = aWorkspace();
  await beginClosed({ by: 'paused', from: Date.now() }, accessors);
  await follow(NOW);
  expect(await times()).not.toContainEqual(expect.objectContaining({ until: expect.any(Number) }));
  await follow(NOW, true);
  expect(await times()).toContainEqual(expect.objectContaining({ until: expect.any(Number) }));
});

test('hundreds of closed times become few rows', async () => {
  const { all, accessors } = aWorkspace();
  for (let n = 0; n < 400; n++) {
    await beginClosed({ by: 'switched-off', roomId: 'A', from: n * 10 }, accessors);
    await endClosed('switched-off', n * 10 + 5, accessors, { roomId: 'A' });
    if (n % 50 === 0) await mergeClosed(accessors);
  }
  await mergeClosed(accessors);
  expect(all().length).toBeLessThan(15);
  expect((await readClosedTimes(accessors.read)).all.some(({ from, until = 0 }) => from <= 5 && until >= 3_000)).toBe(
    true,
  );
});
