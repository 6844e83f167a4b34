import { afterAll, beforeAll, expect, test } from 'vitest';
import { report } from '../promises.ts';
import type { Knock } from './forge.ts';
import { gatewayTarget } from './gateway-target.ts';
import { openSiege, type Siege } from './siege.ts';

/** One account is flooded, another one works. Measured, so it is no part of `npm test`. */
const BAD = 10_000;
const GOOD = 600;
let attacked: Siege;
let other: Siege;

beforeAll(async () => {
  attacked = await openSiege(gatewayTarget('attacked'));
  other = await openSiege(gatewayTarget('sends'));
});

const genuine = (): Knock => {
  const payload = other.target.payload();
  return other.forge.bearing('genuine', other.forge.token({ payload }), payload);
};

/** Deliveries one after the other, each of one event that starts no turn → their times in ms, sorted. */
async function times(count: number): Promise<number[]> {
  const all: number[] = [];
  for (let n = 0; n < count; n++) {
    const started = performance.now();
    expect((await other.knock(genuine())).status).toBe(202);
    all.push(performance.now() - started);
  }
  return all.sort((a, b) => a - b);
}

const p = (share: number, sorted: readonly number[]) => sorted[Math.floor(share * sorted.length)] ?? 0;

test(`while an account gets ${BAD} bad tokens, another one is served as before`, async () => {
  await times(100);
  const rest = await times(GOOD);
  const payload = attacked.target.payload();
  const bad = Array.from({ length: BAD }, (_, n) =>
    attacked.forge.bearing(`bad ${n}`, attacked.forge.token({ payload, key: `guess ${n}` }), payload),
  );
  let isOver = false;
  const flood = attacked.knockAll(bad, 2).finally(() => {
    isOver = true;
  });
  const under: number[] = [];
  while (!isOver) under.push(...(await times(20)));
  expect(await flood).toEqual([]);
  under.sort((a, b) => a - b);
  const figures = [rest, under].map(
    (sorted) => `p50 ${p(0.5, sorted).toFixed(1)}, p99 ${p(0.99, sorted).toFixed(1)} ms`,
  );
  report({
    where: 'gateway',
    what: 'another account while one is flooded',
    tried: under.length,
    held: under.length,
    note: `at rest ${figures[0]}; flooded ${figures[1]} (attacker, victim and gateway on this one machine)`,
  });
});

afterAll(() => expect([...attacked.statuses.keys()].filter((status) => status !== 401 && status !== 429)).toEqual([]));
