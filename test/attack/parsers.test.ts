import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { byLength, someOf } from '../how-long.ts';
import { report } from '../promises.ts';
import { nothingCameOf } from './aftermath.ts';
import { foreignTokens, whyNoCorpora } from './corpora.ts';
import type { Knock } from './forge.ts';
import { type GatewayTarget, gatewayTarget, storedIn } from './gateway-target.ts';
import { mutations } from './mutations.ts';
import { brokenJson, naughtyIds, naughtyTokens } from './parsers.ts';
import { refusedBy } from './refused-by.ts';
import { openSiege, type Siege } from './siege.ts';

/** Inputs that have broken other parsers, at the built plugin in the real gateway. */
const target = gatewayTarget('attacked');
let siege: Siege<GatewayTarget>;
let before: readonly string[];

beforeAll(async () => {
  siege = await openSiege(target);
  before = storedIn('attacked');
});
afterAll(() => nothingCameOf({ siege, before }));

const areRefused = (what: string, knocks: readonly Knock[]) => refusedBy(siege, what, knocks);

test('[L8] a list without requests proves nothing', async () => {
  await expect(areRefused('nothing', [])).rejects.toThrow('no request');
});

test.each([
  'JSON suite as the signed payload',
  'JSON suite as claims',
  'JSON suite as header',
  'JSON suite as the body',
])('%s is refused', (what) => areRefused(what, someOf(brokenJson(siege.forge)[what] ?? [])));

test('naughty strings are no tokens', () =>
  areRefused('naughty strings as tokens', someOf(naughtyTokens(siege.forge))));

test('naughty strings are no ids', () => {
  const fields = [
    ['room', 'id'],
    ['actor', 'id'],
    ['message', 'id'],
    ['message', 'threadId'],
  ] as const;
  const knocks = naughtyIds.flatMap((id) =>
    fields.map(([part, member]) => {
      const batch = JSON.parse(target.payload());
      batch.events[0][part][member] = id;
      const payload = JSON.stringify(batch);
      return siege.forge.bearing(`${part}.${member} ${JSON.stringify(id)}`, siege.forge.token({ payload }), payload);
    }),
  );
  return areRefused('naughty strings as ids', someOf(knocks));
});

test('a genuine request of which one byte is another is refused', () =>
  areRefused('mutations of one byte', mutations(siege.forge, byLength({ long: 10_000, short: 500 }))));

describe('vectors of others', () => {
  const whyNot = whyNoCorpora();
  if (whyNot) report({ where: 'gateway', what: 'external vectors', tried: 0, held: 0, note: `NOT USED: ${whyNot}` });
  test.skipIf(whyNot)(whyNot ? `are not used: ${whyNot}` : 'open nothing', () =>
    areRefused('external vectors', foreignTokens(siege.forge)),
  );
});
