import type { HeldLines } from '../outbox/held-lines.ts';
import type { Rows } from '../outbox/rows.ts';

const DAYS = 30;
const A_DAY_MS = 24 * 60 * 60_000;

/** Removes dead letters that are a month old. */
export async function dropForgotten(rows: Rows, now: number, heldLines: HeldLines): Promise<void> {
  const forgotten = (await rows.dead()).filter(({ diedAt }) => now - diedAt > DAYS * A_DAY_MS);
  for (const letter of forgotten) await rows.drop(letter);
  if (forgotten.length > 0) heldLines.add('warn', `${forgotten.length} dead letters of ${DAYS} days ago were removed`);
}
