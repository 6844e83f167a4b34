// Long: each gateway that is killed starts again, and then every question has to be answered.
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { seededDice } from '../../../testbed/workspace/store/ids.ts';
import { eventsIn } from '../../flow/one-outcome.ts';
import { unsent } from '../../flow/unsent.ts';
import { byLength } from '../../how-long.ts';
import { report } from '../../promises.ts';
import { answerTo } from './answer-to.ts';
import { killAll, patienceFor } from './kill-all.ts';
import { ACCOUNT, type MortalHalves, startMortalHalves } from './mortal-halves.ts';
import { type Reckoning, reckon } from './reckoning.ts';
import { startTalk } from './talk.ts';

/** `KILLS=40 SEED=2 npm run chaos` is another run of it. */
const count = byLength({ long: Number(process.env['KILLS'] ?? 200), short: 1 });
const seed = Number(process.env['SEED'] ?? 1);
const PATIENCE_FOR_ALL_MS = patienceFor(count);
/** Each person asks in two rooms, so that most questions come while one before them is being answered. */
const ROOMS_EACH = 2;
const MOST_UNANSWERED = 9;
const PATIENCE = { timeout: 300_000, interval: 250 };

/** A gateway that starts answers its first question after 10 to 30 s. */
const FIRST_ANSWERS_MS = 40_000;

/** The gateway dies after some answers, or at once, and then after so many requests to its model, and a little later. */
function casts(dice: () => number) {
  const upTo = (most: number) => 1 + Math.floor(dice() * most);
  return Array.from({ length: count }, () => ({
    whom: 'gateway' as const,
    answers: upTo(5) - 1,
    patienceMs: FIRST_ANSWERS_MS,
    calls: 0,
    after:
      dice() < 0.5 ? ({ what: 'changes', count: upTo(60) } as const) : ({ what: 'requests', count: upTo(4) } as const),
    ms: upTo(1_500),
    isFollowedAtOnce: false,
  }));
}

const WAYS = [
  ['is killed', 'steer', false],
  ['loses its power', 'collect', true],
  ['is killed', 'collect', false],
  ['loses its power', 'steer', true],
] as const;

/** A power cut takes more than a kill, so the short run has each mode and each way once. */
describe.each(WAYS.slice(0, byLength({ long: 4, short: 2 })))(
  'the gateway %s while people write during turns, in the mode %s',
  (how, mode, losesPower) => {
    let halves: MortalHalves;
    beforeAll(async () => {
      // An answer takes one or two seconds, and the model fails one time in five.
      const fails = seededDice(seed + 2);
      const script: Parameters<typeof startMortalHalves>[0] = (received) =>
        fails() < 0.2 ? { status: 503 } : { text: answerTo(received), pauseMs: 400 };
      const queue = { mode, debounceMsByChannel: { rocketchat: 200 } };
      halves = await startMortalHalves(script, { messages: { queue } }, losesPower);
    }, 180_000);
    afterAll(() => halves?.stop());

    function now(rooms: readonly string[]): Reckoning {
      halves.refresh();
      return reckon(halves.store, rooms);
    }

    test(
      'each question is answered once, and in its order',
      async () => {
        const talk = await startTalk(halves.url, {
          dice: seededDice(seed + 1),
          pauseMs: 1_500,
          mayGoOn: (rooms) => now(rooms).unanswered.length < MOST_UNANSWERED,
          roomsEach: ROOMS_EACH,
        });
        let kills = 0;
        await killAll(
          halves,
          casts(seededDice(seed)),
          () => now(talk.rooms).once,
          (_cast, atMs) => {
            kills += 1;
            const { asked, unanswered, twice, late } = now(talk.rooms);
            const state = `${asked.length} asked, ${unanswered.length} wait, ${late.length} late, ${twice.length} answered twice`;
            console.log(`${how}, ${mode}, kill ${kills} of ${count}, ${Math.round(atMs / 1_000)} s: ${state}`);
          },
        );
        await talk.end();
        const rest = () => {
          const folder = path.join(halves.folder, 'gateway');
          const events = eventsIn(folder).filter(({ status }) => status !== 'completed');
          return { unanswered: now(talk.rooms).unanswered, events, unsent: unsent(folder, ACCOUNT) };
        };
        await vi
          .waitFor(() => expect(rest()).toEqual({ unanswered: [], events: [], unsent: [] }), PATIENCE)
          .catch(() => undefined);

        const { asked, once, twice, late, givenUp, inOrder, strange } = now(talk.rooms);
        const where = losesPower ? `power cut, ${mode}` : `kill -9, ${mode}`;
        report({
          where,
          what: 'questions answered once',
          tried: asked.length - late.length - givenUp.length,
          held: once,
        });
        console.log(`${mode}: ${late.length} questions waited for more than ten minutes, and the gateway has said so`);
        console.log(
          `${mode}: OpenClaw has given ${givenUp.length} questions up after three starts, and their rooms read so`,
        );
        report({ where, what: 'rooms in their order', tried: talk.rooms.length, held: inOrder.length });
        console.log(`${mode}: ${strange.length} other posts: ${strange.slice(0, 5).join(' | ')}`);
        expect([...talk.said].filter((number) => !asked.includes(number))).toEqual([]);
        expect({ ...rest(), twice }).toEqual({ unanswered: [], events: [], unsent: [], twice: [] });
      },
      PATIENCE_FOR_ALL_MS,
    );
  },
);
