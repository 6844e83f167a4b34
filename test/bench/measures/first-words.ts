import { alternate } from '../alternate.ts';
import { now } from '../clock.ts';
import { type Row, rowOf } from '../report/row.ts';
import type { Place, Side } from '../sides.ts';
import { answerTo, placesOf, rest, type Stage } from '../stage.ts';
import { takeTurn } from '../turn.ts';

const PIECES = 24;
const PAUSE_MS = 80;

/** From the first piece of a long answer until the first words of it can be read. */
export async function measureFirstWords(stage: Stage): Promise<Row[]> {
  const places = new Map(await Promise.all(stage.sides.map(async (side) => [side, await placesOf(side)] as const)));
  const how = { warmUp: Math.min(1, stage.scale.warmUp), times: stage.scale.streams };
  const [ours = [], theirs = []] = await alternate(stage.sides, how, async (side) => {
    const place = places.get(side)?.channel;
    if (!place) throw new Error(`${side.name} has no channel`);
    const value = await untilFirstWords(stage, side, place);
    await rest();
    return value;
  });
  return [
    rowOf({
      id: 'first-words',
      title: 'first streamed words after the first token',
      unit: 'ms',
      ours,
      peer: { name: 'Mattermost', values: theirs },
      goals: [{ of: 'p50', most: 250 }],
    }),
  ];
}

async function untilFirstWords({ model, newWords }: Stage, side: Side, place: Place): Promise<number> {
  const words = newWords();
  let [begun, read] = [Number.NaN, Number.NaN];
  const text = `${words}: ${'and so on, '.repeat(40)}${answerTo(words)}`;
  model.script(() => ({
    text,
    pieces: PIECES,
    pauseMs: PAUSE_MS,
    begun() {
      begun = now();
    },
  }));
  const stop = side.watch((sign) => {
    if (Number.isNaN(read) && sign.text?.includes(words)) read = sign.at;
  });
  await takeTurn(side, place, words);
  stop();
  return read - begun;
}
