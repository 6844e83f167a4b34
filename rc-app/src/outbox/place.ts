import type { Event } from '@rocketchat-openclaw/shared';
import type { OutboxAccessors } from './accessors.ts';
import { type Entry, isSettled, SETTLE_MS } from './entry.ts';
import { byRoom } from './next-batch.ts';

/** Each costs a question to the server. Events of more rooms come together only when much happens, and then they wait. */
const MOST_ROOMS = 5;

interface Needs {
  /** By the stopwatch. */
  readonly now: number;
  readonly passed: (ms: number) => Promise<void>;
}

/**
 * Finds out how long each new event has to wait for what happened before it in its room. Never throws, and takes no longer
 * than that.
 *
 * @returns has the server answered?
 */
export async function place(
  entries: readonly Entry[],
  { surroundings }: Pick<OutboxAccessors, 'surroundings'>,
  { now, passed }: Needs,
): Promise<boolean> {
  const fresh = entries.filter(({ isPlaced }) => !isPlaced);
  for (const entry of fresh) entry.isPlaced = true;
  const young = fresh.filter((entry) => !isSettled(now)(entry));
  const known = [...byRoom(young)].filter(([room]) => room !== undefined).slice(0, MOST_ROOMS);
  const answers = await Promise.all(
    known.map(async ([, ofRoom]) => {
      const found = await Promise.race([surroundings(latest(ofRoom)), passed(SETTLE_MS.unclear)]);
      for (const entry of ofRoom) entry.settlesMs = SETTLE_MS[found ?? 'unclear'];
      return found !== undefined;
    }),
  );
  return answers.includes(true);
}

function latest(entries: readonly Entry[]): Event {
  const events = entries.map(({ row }) => row.event);
  return events.reduce((last, event) => (event.at >= last.at ? event : last));
}
