// Long: the agent answers a hundred mentions in each of two channels, twice.
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type Place, type Side, type SideBySide, startSideBySide } from './sides.ts';

const ROOMS = 20;
const MENTIONS = 100;
const ROUNDS = 2;

let both: SideBySide;
beforeAll(async () => {
  both = await startSideBySide();
}, 240_000);
afterAll(() => both?.stop());

interface Burst {
  /** Of the mentions. */
  readonly answered: number;
  /** Posts of the bot that answer nothing. */
  readonly errors: number;
  /** Milliseconds from the first mention to each answer, in the order of the answers. */
  readonly answeredAfter: readonly number[];
}

/** @param round makes the words of each burst its own */
async function burst(side: Side, round: number): Promise<Burst> {
  const places: Place[] = [];
  for (let n = 0; n < ROOMS; n++) places.push(await side.openRoom());
  const words = Array.from({ length: MENTIONS }, (_, n) => `question-${round}x${n}-end`);
  const started = performance.now();
  await Promise.all(words.map((each, n) => side.say('bob', places[n % ROOMS] as Place, each)));
  const answers = new Map<string, number>();
  const look = () => {
    const said = places.flatMap((place) => side.saidIn(place)).join('\n');
    for (const each of words)
      if (!answers.has(each) && said.includes(each)) answers.set(each, performance.now() - started);
    if (answers.size < MENTIONS) throw new Error(`${side.name}: ${answers.size} of ${MENTIONS} answered`);
  };
  await vi.waitFor(look, { timeout: 280_000, interval: 25 }).catch((error: unknown) => console.log(String(error)));
  const posts = places.flatMap((place) => side.saidIn(place));
  return {
    answered: answers.size,
    errors: posts.filter((text) => !text.includes(`question-${round}x`)).length,
    answeredAfter: [...answers.values()],
  };
}

const seconds = (ms: number | undefined) => `${((ms ?? Number.NaN) / 1_000).toFixed(1)} s`;

test('100 mentions over 20 rooms: the last answer, beside Mattermost', { timeout: 1_500_000 }, async () => {
  both.model.script(({ texts }) => texts.join('\n'));
  const [ours, theirs] = both.sides;
  for (const side of both.sides) {
    const place = await side.openRoom();
    await side.say('bob', place, 'warm up');
    await vi.waitFor(() => expect(side.saidIn(place).join()).toContain('warm up'), { timeout: 60_000, interval: 25 });
  }
  for (let round = 0; round < ROUNDS; round++) {
    const lasts: number[] = [];
    for (const side of [theirs, ours]) {
      const { answered, errors, answeredAfter } = await burst(side, round);
      const [half, last] = [answeredAfter[Math.floor(answeredAfter.length / 2)], answeredAfter.at(-1)];
      lasts.push(last ?? Number.NaN);
      console.log(
        `${side.name}: ${answered} answered, ${errors} errors, half after ${seconds(half)}, all after ${seconds(last)}`,
      );
      expect(answered).toBe(MENTIONS);
    }
    console.log(`last answer, ratio to Mattermost's: ${((lasts[1] ?? 0) / (lasts[0] ?? 1)).toFixed(2)}`);
  }
});
