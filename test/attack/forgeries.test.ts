import { UNAUTHORIZED_BODY } from '@rocketchat-openclaw/shared';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { memoryOf } from '../../testbed/gateway/heap.ts';
import { isLong } from '../how-long.ts';
import { report } from '../promises.ts';
import { nothingCameOf } from './aftermath.ts';
import type { Knock } from './forge.ts';
import { forgedRequests } from './forged-requests.ts';
import { unproved } from './forgeries.ts';
import { type GatewayTarget, gatewayTarget, storedIn } from './gateway-target.ts';
import { refusedBy } from './refused-by.ts';
import { openSiege, type Siege } from './siege.ts';

/** Forged requests at the built plugin in the real gateway. */
const target = gatewayTarget('attacked');
let siege: Siege<GatewayTarget>;
let before: readonly string[];

beforeAll(async () => {
  siege = await openSiege(target);
  before = storedIn('attacked');
});

const areRefused = (what: string, knocks: readonly Knock[]) => refusedBy(siege, what, knocks);

test('a request without proof gets a 401, byte for byte the same', async () => {
  const knocks = await unproved(siege.forge);
  await areRefused('requests that prove nothing', knocks);
  // A token in a query is at another path: there is no door, whatever the token proves.
  const elsewhere = knocks.filter(({ path }) => path?.includes('?')).length;
  expect(elsewhere).toBeGreaterThan(0);
  expect(Object.fromEntries(siege.statuses)).toEqual({ 401: knocks.length - elsewhere, 404: elsewhere });
  expect([...siege.unauthorized].map((face) => JSON.parse(face).at(-1))).toEqual([UNAUTHORIZED_BODY]);
  expect(knocks.length).toBeGreaterThanOrEqual(200);
});

test('a request that is signed and not in order gets a 4xx', () =>
  areRefused('signed, and not in order', forgedRequests(siege.forge)));

// Memory of the process says little: V8 keeps what it had, and collects when it sees fit. Only memory in use counts.
if (isLong())
  test('however often they come, the gateway needs no more memory', async () => {
    const { folder, pid } = inject('gateway');
    const rounds = async (count: number) => {
      for (let round = 0; round < count; round++) {
        // Made anew each time: what comes from the future today is in order tomorrow.
        await areRefused('the same again and again', [
          ...(await unproved(siege.forge)),
          ...forgedRequests(siege.forge),
        ]);
      }
      return memoryOf({ folder, pid });
    };
    // The first ones fill bounded memory: compiled code, the replay window, failures by visitor.
    const seen = [await rounds(10)];
    while (seen.length < 8) seen.push(await rounds(3));
    const inUse = seen.map((each) => each.inUse);
    // The gateway has work of its own now and then, for which it takes some; what is leaked stays, and is in all of them.
    const growth = Math.min(...inUse.slice(-3)) - (inUse[0] ?? 0);
    const inMb = (values: number[]) => values.map((each) => each.toFixed(0)).join(' ');
    report({
      where: 'gateway',
      what: 'memory grows by less than 20 MB',
      tried: 1,
      held: growth < 20 ? 1 : 0,
      note: `${growth.toFixed(1)} MB; in use after ten rounds and then after every three: ${inMb(inUse)} MB (RSS ${inMb(seen.map(({ rss }) => rss))})`,
    });
    expect(growth).toBeLessThan(20);
  });

afterAll(() => nothingCameOf({ siege, before }));
