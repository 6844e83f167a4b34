import { beforeEach, describe, expect, test } from 'vitest';
import { openPrune } from '../../../gateway-endpoint/src/admit/prune.ts';
import type { Store } from '../../../gateway-endpoint/src/store/store.ts';
import { aStore } from '../services.ts';

const STATES = ['pending', 'completed', 'failed'] as const;

let store: Store;
let prune: ReturnType<typeof openPrune>;
beforeEach(() => {
  store = aStore();
  prune = openPrune(store.db, () => 1_000);
  const add = store.db.prepare(
    'INSERT INTO ingress (id, lane, status, received_at, updated_at) VALUES (?, ?, ?, 1, ?)',
  );
  // Three of each, which have changed in this order; the last two in the same millisecond.
  for (const status of STATES)
    for (const [n, at] of [100, 200, 200].entries()) add.run(`${status}-${n}`, 'Room1', status, at);
});
const left = () =>
  store.db
    .prepare('SELECT id FROM ingress ORDER BY seq')
    .all()
    .map(({ id }) => String(id));
const without = (...gone: string[]) =>
  STATES.flatMap((status) => [0, 1, 2].map((n) => `${status}-${n}`)).filter((id) => !gone.includes(id));

test('without a limit nothing is removed', () => {
  expect([prune(), prune({}), left()]).toEqual([0, 0, without()]);
});

describe.each(STATES)('events that are %s', (status) => {
  test('are removed if they have not changed for long, and not in the last moment of that time', () => {
    expect([prune({ [`${status}TtlMs`]: 800 }), left()]).toEqual([1, without(`${status}-0`)]);
    expect([prune({ [`${status}TtlMs`]: 799 }), left()]).toEqual([
      2,
      without(`${status}-0`, `${status}-1`, `${status}-2`),
    ]);
  });

  test('are removed by a clock that is named', () => {
    expect([prune({ [`${status}TtlMs`]: 100, now: 201 }), left()]).toEqual([1, without(`${status}-0`)]);
  });

  test('are removed if there are too many, the oldest first', () => {
    expect([prune({ [`${status}MaxEntries`]: 3 }), prune({ [`${status}MaxEntries`]: 1 })]).toEqual([0, 2]);
    expect(left()).toEqual(without(`${status}-0`, `${status}-1`));
  });

  test('stay if they are protected', () => {
    const protectIds = new Set([`${status}-0`, `${status}-2`]);
    expect([prune({ [`${status}TtlMs`]: 0, protectIds }), left()]).toEqual([1, without(`${status}-1`)]);
  });
});

test('all that is removed is counted together', () => {
  const limits = { pendingTtlMs: 850, pendingMaxEntries: 1, completedMaxEntries: 0, failedTtlMs: 850 };
  expect([prune(limits), left()]).toEqual([
    6,
    without('pending-0', 'pending-1', 'completed-0', 'completed-1', 'completed-2', 'failed-0'),
  ]);
});
