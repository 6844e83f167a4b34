import { alternate } from '../alternate.ts';
import { now } from '../clock.ts';
import { untilQuiet } from '../cpu.ts';
import { type Row, rowOf } from '../report/row.ts';
import type { Place, Side } from '../sides.ts';
import { answers, answerTo, type Stage } from '../stage.ts';
import { until } from '../until.ts';

/** Many mentions at once: how long each waits until something says that it was seen. */
export async function measureBurst(stage: Stage): Promise<Row[]> {
  const { sides, scale, model, gateway } = stage;
  model.script(answers);
  const [ours = [], theirs = []] = await alternate(sides, { warmUp: 0, times: scale.bursts }, async (side) => {
    await untilQuiet(gateway.pid);
    return burst(side, stage);
  });
  return [
    rowOf({
      id: 'burst.first-sign',
      title: `first sign within a burst of ${scale.mentions}`,
      unit: 'ms',
      ours: ours.flat(),
      peer: { name: 'Mattermost', values: theirs.flat() },
      goals: [{ of: 'p50', most: 1_000 }],
    }),
  ];
}

interface Mention {
  readonly words: string;
  readonly place: Place;
  readonly written: number;
  id: string;
}

/**
 * A sign for a mention is a reaction to it, or that the bot types in its room, or its answer, whichever comes first.
 *
 * @returns milliseconds until the first sign of each mention
 */
async function burst(side: Side, { scale, newWords }: Stage): Promise<number[]> {
  const places: Place[] = [];
  for (let n = 0; n < scale.rooms; n++) places.push(await side.openRoom());
  const mentions: Mention[] = [];
  const typing = new Map<string, number>();
  const reacted = new Map<string, number>();
  const answered = new Map<string, number>();
  const stop = side.watch(({ kind, roomId, messageId = '', text, at }) => {
    if (kind === 'typing' && !typing.has(roomId)) typing.set(roomId, at);
    if (kind === 'reaction' && !reacted.has(messageId)) reacted.set(messageId, at);
    for (const { words } of text ? mentions : [])
      if (!answered.has(words) && text?.includes(answerTo(words))) answered.set(words, at);
  });
  const mention = async (place: Place) => {
    const each: Mention = { words: newWords(), place, written: now(), id: '' };
    mentions.push(each);
    each.id = await side.say('bob', place, each.words);
  };
  await Promise.all(Array.from({ length: scale.mentions }, (_, n) => mention(places[n % places.length] as Place)));
  await until(
    () => {
      if (answered.size < scale.mentions)
        throw new Error(`${side.name}: ${answered.size} of ${scale.mentions} answered`);
    },
    { timeoutMs: 280_000, everyMs: 25 },
  );
  stop();
  const never = Number.POSITIVE_INFINITY;
  return mentions.map(({ id, words, place, written }) => {
    const signs = [reacted.get(id), typing.get(place.roomId), answered.get(words)];
    return Math.min(...signs.map((at) => at ?? never)) - written;
  });
}
