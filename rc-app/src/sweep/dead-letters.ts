import type { News } from '../outbox/news.ts';
import type { Rows } from '../outbox/rows.ts';

const DAYS = 30;
const A_DAY_MS = 24 * 60 * 60_000;

/** Dead letters that no admin has wanted for a month. */
export async function dropForgotten(rows: Rows, now: number, news: News): Promise<void> {
  const forgotten = (await rows.dead()).filter(({ diedAt }) => now - diedAt > DAYS * A_DAY_MS);
  for (const letter of forgotten) await rows.drop(letter);
  if (forgotten.length > 0) news.say('warn', `${forgotten.length} dead letters of ${DAYS} days ago were removed`);
}
