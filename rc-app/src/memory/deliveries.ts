import type { IRead } from '@rocket.chat/apps-engine/definition/accessors/IRead';
import type { Accessors } from '../server/accessors.ts';
import { type LogRow, type Noted, readLogRows, removeLogRow, writeLogRow } from './delivery-rows.ts';

/**
 * The last deliveries and commands. They are kept in memory, so that a message costs no write. The heartbeat writes them
 * down each minute; what came after that is lost if the process is killed.
 */
export interface Deliveries {
  /** Replaces what was noted of the same event or command. */
  note(noted: Noted): void;
  /** Of all servers, the newest first. */
  latest(read: IRead): Promise<Noted[]>;
  /** Writes down what is new, in one row. Never throws: the next call tries again. */
  save(accessors: Pick<Accessors, 'read' | 'persistence'>): Promise<void>;
}

export const MOST_NOTED = 200;
/** The next process that writes takes over a row that was not renewed for so long. */
const TAKEN_OVER_MS = 3 * 60_000;

interface Needs {
  readonly newId: () => string;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
}

export function openDeliveries({ newId, clock }: Needs): Deliveries {
  const own = new Map<string, Noted>();
  let processId: string | undefined;
  let turn = 0;
  let isSaved = true;

  // Entries from a time when the clock was ahead would stay the newest, and push out all others, until that time comes.
  const isOfNow = ({ at }: Noted) => at <= clock() + TAKEN_OVER_MS;
  const together = (rows: readonly LogRow[]) =>
    newest([...rows.flatMap(({ noted }) => noted), ...own.values()].filter(isOfNow));

  return {
    note(noted) {
      own.delete(keyOf(noted));
      own.set(keyOf(noted), noted);
      const [oldest] = own.keys();
      if (own.size > MOST_NOTED && oldest !== undefined) own.delete(oldest);
      isSaved = false;
    },
    latest: async (read) => together(await readLogRows(read)),
    async save({ read, persistence }) {
      if (isSaved) return;
      isSaved = true;
      try {
        const rows = await readLogRows(read);
        processId ??= newId();
        const row = { processId, turn: ++turn, savedAt: clock(), noted: together(rows) };
        await writeLogRow(row, persistence);
        // After a change of the clock a row may come from the future.
        const isOver = (each: LogRow) =>
          each.processId === processId || Math.abs(clock() - each.savedAt) > TAKEN_OVER_MS;
        for (const each of rows.filter(isOver)) await removeLogRow(each, persistence);
      } catch {
        isSaved = false;
      }
    },
  };
}

const keyOf = ({ way, id }: Noted) => `${way} ${id}`;

/** Each event and command once, as it was noted last. */
function newest(all: readonly Noted[]): Noted[] {
  const latest = new Map<string, Noted>();
  for (const noted of all) {
    const known = latest.get(keyOf(noted));
    if (!known || known.at <= noted.at) latest.set(keyOf(noted), noted);
  }
  // Those of one moment stand in the order in which they were noted.
  return [...latest.values()]
    .reverse()
    .sort((a, b) => b.at - a.at)
    .slice(0, MOST_NOTED);
}
