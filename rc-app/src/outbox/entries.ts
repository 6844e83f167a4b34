import type { Event } from '@rocketchat-openclaw/shared';
import { isWordsOf } from '../capture/event-id.ts';
import { anEntry, type Entry, type Putting } from './entry.ts';
import type { HeldLines } from './held-lines.ts';
import type { Row, Weight } from './row.ts';
import type { Rows } from './rows.ts';

/** The entries of this process and their rows: one is written when it comes, and forgotten when it goes. */
export interface Entries {
  /** In no order: `nextBatch` puts them into one. */
  readonly entries: Entry[];
  add(event: Event, as: Putting, rows: Rows): Entry;
  rewrite(entry: Entry, event: Event, as: { weight: Weight; edit?: Event | undefined }, rows: Rows): void;
  /** Out of the memory of this process, not out of the store. */
  remove(entry: Entry): void;
  /** The same, and it does not come again from the store. */
  removeForGood(entry: Entry): void;
  /** The gateway has it. */
  take(entry: Entry, rows: Rows): void;
  /** Adds rows from the store; those that are here already stay as they are. */
  takeIn(rows: readonly Row[]): void;
  /** Has the gateway got the words of a message from here lately, as far as this process remembers? */
  wasTold(messageId: string): boolean;
}

const MOST_REMEMBERED = 1_000;

export interface Needs {
  readonly stopwatch: () => number;
  readonly clock: () => number;
  readonly heldLines: HeldLines;
}

export function openEntries({ stopwatch, clock, heldLines }: Needs): Entries {
  const entries: Entry[] = [];
  const gone = new Set<string>();

  function store(entry: Entry, rows: Rows): void {
    const written = Promise.all([entry.stored, rows.write(entry.row)]);
    const noted = () => {
      entry.hasRow = true;
    };
    entry.stored = written.then(noted, (error: unknown) =>
      heldLines.add('warn', `${entry.row.event.id} waits in memory only: ${String(error)}`),
    );
  }

  function remove(entry: Entry): void {
    const index = entries.indexOf(entry);
    if (index >= 0) entries.splice(index, 1);
  }

  function removeForGood(entry: Entry): void {
    remove(entry);
    gone.add(entry.row.event.id);
    if (gone.size > MOST_REMEMBERED) gone.delete(oldest(gone));
  }

  return {
    entries,
    remove,
    removeForGood,
    wasTold: (messageId) => [...gone].some((id) => isWordsOf(id, messageId)),
    add(event, { weight, isOnlyNow = false }, rows) {
      const now = stopwatch();
      const entry = anEntry({ event, weight, heardAt: clock(), version: 0 }, { since: now, bornAt: now }, isOnlyNow);
      entries.push(entry);
      if (!isOnlyNow) store(entry, rows);
      return entry;
    },
    rewrite(entry, event, { weight, edit }, rows) {
      entry.row = { ...entry.row, event, weight, edit, version: entry.row.version + 1 };
      store(entry, rows);
    },
    take(entry, rows) {
      removeForGood(entry);
      // A row that stays is pushed once more, and known there.
      if (!entry.isOnlyNow) entry.stored.then(() => rows.forget(entry.row.event.id)).catch(() => undefined);
    },
    takeIn(rows) {
      const held = new Set(entries.map(({ row }) => row.event.id));
      // An event that has just gone may still have been in the store when it was read.
      for (const row of rows.filter(({ event }) => !held.has(event.id) && !gone.has(event.id))) {
        const bornAt = stopwatch() - Math.max(0, clock() - row.heardAt);
        // The process that wrote it may have tried it.
        const times = { since: Number.NEGATIVE_INFINITY, bornAt };
        entries.push({
          ...anEntry(row, times, false),
          isPlaced: true,
          isAttempted: true,
          isDelayed: true,
          hasRow: true,
        });
      }
    },
  };
}

/** A set lists its members in the order in which they came. */
function oldest(of: ReadonlySet<string>): string {
  const [first = ''] = of;
  return first;
}
