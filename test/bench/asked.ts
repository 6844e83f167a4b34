import type { Model } from '../../testbed/gateway/model.ts';
import { now } from './clock.ts';
import type { Place, Side } from './sides.ts';
import { answers } from './stage.ts';
import { until } from './until.ts';

/** Milliseconds from before the client's request until the model is asked about the words, which it then answers. */
export async function untilAsked(model: Model, side: Side, place: Place, words: string): Promise<number> {
  let asked: number | undefined;
  model.script((received, count) => {
    if (received.texts.join(' ').includes(words)) asked ??= now();
    return answers(received, count);
  });
  const written = now();
  await side.say('bob', place, words);
  return until(() => {
    if (asked === undefined) throw new Error(`${side.name}: the model was not asked about ${words}`);
    return asked - written;
  });
}
