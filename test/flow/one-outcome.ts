import { globSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { outcomesIn } from './outcomes-in-log.ts';

interface Stored {
  readonly id: string;
  readonly status: 'pending' | 'claimed' | 'completed' | 'failed';
}

/** The last suites may leave something that is still being answered. */
const PATIENCE_MS = 15_000;

/**
 * Every event that any suite got accepted has exactly one outcome in the gateway's log: a turn, a line for the agent, or
 * one reason why neither. Asked of all of them at the end, while the gateway still runs.
 *
 * @throws with the events for which it is not so
 */
export async function everyEventHasOneOutcome(folder: string): Promise<void> {
  let found = look(folder);
  for (let waited = 0; !isSettled(found) && waited < PATIENCE_MS; waited += 250) {
    await sleep(250);
    found = look(folder);
  }
  const { ended, waiting, wrong } = found;
  console.log(`${ended.length} events were accepted and ended, ${wrong.length} of them without exactly one outcome`);
  // Their workspace is gone, or their answer still due: no outcome yet is no fault.
  for (const { id, status } of waiting) console.log(`still ${status}: ${id}`);
  if (wrong.length > 0) throw new Error(`events without exactly one outcome:\n${wrong.join('\n')}`);
}

/** An event has ended when OpenClaw has taken its turn over; its outcome is known when the turn has ended. */
function look(folder: string) {
  const ended = eventsIn(folder).filter(({ status }) => status === 'completed' || status === 'failed');
  return { ended, waiting: unfinished(folder), wrong: faultsIn(ended, outcomesIn(folder)) };
}

const isSettled = ({ waiting, wrong }: ReturnType<typeof look>): boolean => waiting.length + wrong.length === 0;

/** Two workspaces may have given the same id to something of theirs: then there are as many outcomes. */
function faultsIn(ended: readonly Stored[], outcomes: ReadonlyMap<string, readonly string[]>): string[] {
  const expected = new Map<string, number>();
  for (const { id } of ended) expected.set(id, (expected.get(id) ?? 0) + 1);
  return [...expected].flatMap(([id, count]) => {
    const found = outcomes.get(id) ?? [];
    return found.length === count ? [] : [`${id}: ${found.join(', ') || 'none'}`];
  });
}

/** Events that are still to be handled, or being answered. */
export function unfinished(folder: string): Stored[] {
  return eventsIn(folder).filter(({ status }) => status === 'pending' || status === 'claimed');
}

/** The queues of all accounts, as the gateway keeps them. */
export function eventsIn(folder: string): Stored[] {
  const files = globSync('account-*.sqlite', { cwd: path.join(folder, 'state/plugins/rocketchat') });
  return files.flatMap((file) => {
    using database = new DatabaseSync(path.join(folder, 'state/plugins/rocketchat', file), { readOnly: true });
    return database.prepare('SELECT id, status FROM ingress').all() as unknown as Stored[];
  });
}
