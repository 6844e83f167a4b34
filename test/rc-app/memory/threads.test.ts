import { expect, test } from 'vitest';
import { noteThread, readThreads } from '../../../rc-app/src/memory/threads.ts';
import { persisting } from '../persisting.ts';

const DAY = 24 * 60 * 60_000;
/** Far from the days of other tests: the sandbox remembers on which day it has cleared up. */
const TODAY = 50_000 * DAY;

test('a thread is known for a week, and its row goes after that', async () => {
  const { all, persistence, reader } = persisting();
  const read = { getPersistenceReader: () => reader } as never;
  const known = new Set<string>();
  await noteThread('old', known, persistence, TODAY);
  await noteThread('old', known, persistence, TODAY);
  await noteThread('new', known, persistence, TODAY + 3 * DAY);
  expect(all()).toHaveLength(2);
  expect(await readThreads(read, TODAY + 7 * DAY)).toEqual(new Set(['old', 'new']));
  expect(await readThreads(read, TODAY + 8 * DAY)).toEqual(new Set(['new']));
  await noteThread('next', known, persistence, TODAY + 8 * DAY);
  expect(all()).toHaveLength(2);
});

test('old rows are looked for once a day', async () => {
  const { persistence } = persisting();
  let removals = 0;
  const counting = Object.assign(Object.create(persistence), {
    removeByAssociation: async () => {
      removals += 1;
      return [];
    },
  });
  const known = new Set<string>();
  for (const threadId of ['a', 'b', 'c']) await noteThread(threadId, known, counting, TODAY + 20 * DAY);
  await noteThread('d', known, counting, TODAY + 21 * DAY);
  expect(removals).toBe(2);
});
