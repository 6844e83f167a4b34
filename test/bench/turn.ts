import { now } from './clock.ts';
import type { Place, Side } from './sides.ts';
import type { Sign } from './signs.ts';
import { answerTo } from './stage.ts';

/** Milliseconds after the message was written. */
export interface Turn {
  /** Until the bot was seen to type, or its reaction. NaN without one. */
  readonly firstSign: number;
  /** Until the whole answer could be read. */
  readonly answered: number;
}

const PATIENCE_MS = 60_000;

/** Bob asks the agent, and the answer is waited for. The clock runs from before the client's request. */
export async function takeTurn(side: Side, place: Place, words: string): Promise<Turn> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  let firstSign: number | undefined;
  const stop = side.watch((sign: Sign) => {
    if (sign.roomId !== place.roomId) return;
    if (sign.kind !== 'words') firstSign ??= sign.at;
    if (sign.text?.includes(answerTo(words))) resolve(sign.at);
  });
  const timer = setTimeout(() => reject(new Error(`${side.name}: no answer to ${words}`)), PATIENCE_MS);
  try {
    const written = now();
    await side.say('bob', place, words);
    const answered = await promise;
    return { firstSign: (firstSign ?? Number.NaN) - written, answered: answered - written };
  } finally {
    clearTimeout(timer);
    stop();
  }
}
