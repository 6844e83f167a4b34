// Long: a second channel is installed in the gateway, and each scenario waits for several turns in both.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { report } from '../promises.ts';
import { SCENARIOS, type Scenario } from './queue-modes.ts';
import { namesIn, play, type Seen } from './scenarios.ts';
import { type Side, type SideBySide, startSideBySide } from './sides.ts';

let both: SideBySide;
let same = 0;
let fewer = 0;

const FEWER = SCENARIOS.filter(({ asksFewer }) => asksFewer).length;

beforeAll(async () => {
  both = await startSideBySide();
}, 240_000);
afterAll(async () => {
  const where = 'beside Mattermost';
  report({ where, what: 'scenarios with the same requests', tried: SCENARIOS.length - FEWER, held: same });
  report({ where, what: 'scenarios with fewer requests, in the same order', tried: FEWER, held: fewer });
  await both?.stop();
});

async function playOn(side: Side, { isDirect, run }: Scenario): Promise<Seen> {
  const place = isDirect ? await side.directWith('bob') : await side.openRoom();
  return play({ model: both.model, side, place, probe: await side.directWith('alice') }, run);
}

/** The names of the questions, in the order in which the model was asked about them. */
const order = ({ requests }: Seen) => requests.flat().flatMap(namesIn);

describe('while the agent works, the model is asked the same as by Mattermost', () => {
  test.each(SCENARIOS)('$name', { timeout: 180_000 }, async (scenario) => {
    const [ours, mattermost] = both.sides;
    const theirs = await playOn(mattermost, scenario);
    const here = await playOn(ours, scenario);
    if (!scenario.asksFewer) {
      expect(here.requests).toEqual(theirs.requests);
      same += 1;
      return;
    }
    expect(order(here)).toEqual(order(theirs));
    expect(here.requests.length).toBeLessThan(theirs.requests.length);
    fewer += 1;
  });
});
