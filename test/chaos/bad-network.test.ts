// Long: each request over the bad network may be lost, and is made again only after a while.
import { expect, test } from 'vitest';
import { byLength, isLong } from '../how-long.ts';
import { report } from '../promises.ts';
import { CALM, describeSeen, type Weather } from './bad-network.ts';
import { ROOMS, type Talk, talk } from './talk.ts';

const LOSSY: Weather = { ...CALM, odds: { dropped: 0.1, unheard: 0.1, doubled: 0.1 }, jitterMs: 500 };

/** Later than the app waits for an answer (5 s). */
const OUT: Weather = {
  odds: {
    ...{ dropped: 0.04, unheard: 0.04, doubled: 0.05, overtaken: 0.02, torn: 0.04, reset: 0.04, cut: 0.04 },
    ...{ late: 0.02, refused: 0.04 },
  },
  jitterMs: byLength({ long: 300, short: 100 }),
  lateMs: 7_000,
  stormOf: 3,
};

/** Later than the gateway waits for one (20 s). */
const BACK: Weather = { ...OUT, odds: { ...OUT.odds, late: byLength({ long: 0.005, short: 0 }) }, lateMs: 22_000 };

const TALKS: readonly (Talk & { readonly weather: string })[] = [
  ...(isLong()
    ? [{ weather: 'lossy on the way out', out: LOSSY, back: CALM, messages: 1_000, unanswered: 100, seed: 7 }]
    : []),
  {
    ...{ weather: 'all at once on both ways', out: OUT, back: BACK, seed: 11 },
    ...byLength({ long: { messages: 500, unanswered: 30 }, short: { messages: 16, unanswered: 8 } }),
  },
];

test.each(TALKS)(
  '$messages messages in weather $weather: each is answered once, and every room in its order',
  async ({ weather, ...how }) => {
    const { messages } = how;
    const started = performance.now();
    const { asked, answered, deadLetters, out, back } = await talk(how, 1_500_000);
    const took = `${Math.round((performance.now() - started) / 1_000)} s`;
    const [where, all] = [`network, ${weather}`, answered.flat()];
    const once = new Set(all).size - (all.length - new Set(all).size);
    const inOrder = answered.filter((numbers, room) => numbers.join() === asked[room]?.join()).length;
    report({ where, what: 'messages answered once', tried: messages, held: once, note: took });
    report({ where, what: 'rooms in their order', tried: ROOMS, held: inOrder });
    report({ where, what: 'messages that were not given up', tried: messages, held: messages - deadLetters });
    console.log(`${weather}: out ${describeSeen(out)}; back ${describeSeen(back)}`);
    expect(answered).toEqual(asked);
    expect(deadLetters).toBe(0);
  },
  1_600_000,
);
