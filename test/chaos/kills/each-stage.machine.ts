// Long: the gateway is killed again and again, and starts anew each time.
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createClient } from '../../../testbed/workspace/client.ts';
import { BOT } from '../../flow/connected-workspace.ts';
import { byLength } from '../../how-long.ts';
import { report } from '../../promises.ts';
import { type MortalHalves, startMortalHalves } from './mortal-halves.ts';
import { reckon } from './reckoning.ts';
import { question } from './talk.ts';

const ROOMS = 12;
const rounds = byLength({ long: 6, short: 1 });
/** So many answers stand in their rooms when the gateway is killed: another number in each round. */
const ANSWERED = [3, 6, 1, 9, 4, 8];
/** From the first room to the last the answers come one after the other. */
const STEP_MS = 30;
const PATIENCE = { timeout: 120_000, interval: 250 };

let halves: MortalHalves;

beforeAll(async () => {
  halves = await startMortalHalves(({ text, body }) => {
    // OpenClaw may tell the model to go on with what was interrupted: then the question stands further up.
    const number = numberIn(text) ?? numberIn(JSON.stringify(body));
    return { text: `answer-${number}-end`, pauseMs: ((number ?? 0) % ROOMS) * STEP_MS };
  });
}, 180_000);
afterAll(() => halves?.stop());

function numberIn(text: string): number | undefined {
  const last = [...text.matchAll(/question-(\d+)-end/g)].at(-1)?.[1];
  return last === undefined ? undefined : Number(last);
}

test('a gateway killed while answers are at every stage, with the next questions waiting, answers each of them once', async () => {
  const person = createClient(halves.url, 'alice');
  const rooms: string[] = [];
  for (let n = 0; n < ROOMS; n++) {
    const { _id } = await person.createRoom(`stage-${n}`, { isPrivate: true });
    await person.invite(_id, BOT);
    rooms.push(_id);
  }
  let next = 0;
  const askEverywhere = async () => {
    for (const room of rooms) await person.say(room, `@${BOT} ${question(next++)}`);
  };
  const now = () => {
    halves.refresh();
    return reckon(halves.store, rooms);
  };
  for (let round = 0; round < rounds; round++) {
    const before = now().once;
    await askEverywhere();
    const answered = before + (ANSWERED[round % ANSWERED.length] ?? 0);
    while (now().once < answered) await sleep(5);
    await halves.killGateway();
    await askEverywhere();
    await halves.revive('gateway');
    // The start takes away the previews that the kill has left.
    const rest = () => [now().unanswered, now().strange];
    await vi.waitFor(() => expect(rest()).toEqual([[], []]), PATIENCE).catch(() => undefined);
  }
  const { asked, once, twice, unanswered, strange } = now();
  const note = `${rounds} kills of the gateway`;
  report({ where: 'kill -9', what: 'answers under way come once', tried: asked.length, held: once, note });
  expect({ unanswered, twice, strange }).toEqual({ unanswered: [], twice: [], strange: [] });
}, 1_200_000);
