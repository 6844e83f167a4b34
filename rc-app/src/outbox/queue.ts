import type { Event } from '@rocketchat-openclaw/shared';
import { type Absorb, openAbsorb } from './absorb.ts';
import { isAbout } from './coalesce.ts';
import { type Entries, type Needs, openEntries } from './entries.ts';
import type { Entry, Failed, Handed, Putting } from './entry.ts';
import type { HeldLines } from './held-lines.ts';
import { gapsFor, toMakeRoom } from './make-room.ts';
import type { DeadLetter } from './row.ts';
import type { Rows } from './rows.ts';

/** The events that wait in this process, as the other parts of the outbox know them. */
export interface Queue
  extends Pick<Absorb, 'absorb' | 'takeInChanges' | 'correct'>,
    Pick<Entries, 'entries' | 'add' | 'take' | 'takeIn' | 'wasTold'> {
  held(eventId: string): Entry | undefined;
  /** Does an event of this message wait? Then a new event of it is taken into that one. */
  isDelayed(messageId: string): boolean;
  /** The message was deleted: its waiting events no longer leave. */
  retract(messageId: string, rows: Rows): void;
  /** The event becomes a dead letter. */
  bury(entry: Entry, why: string, rows: Rows): void;
  /** Hooks need not wait for this, and people must not. */
  letWait(which: readonly Entry[], failed: Failed): void;
  /** Events that any server heard so long ago, in milliseconds. */
  takeInOlder(ageMs: number, rows: Rows): Promise<void>;
  /** Drops events that another server has delivered or given up: their rows are gone. */
  letGo(rows: Rows): Promise<void>;
}

export function openQueue({ stopwatch, clock, heldLines }: Needs): Queue {
  const all = openEntries({ stopwatch, clock, heldLines });
  const { entries, remove, take, takeIn, rewrite, wasTold } = all;

  function add(event: Event, as: Putting, rows: Rows): Entry {
    const entry = all.add(event, as, rows);
    makeRoom(rows);
    return entry;
  }

  function makeRoom(rows: Rows): void {
    const gone = toMakeRoom(entries);
    if (gone.length === 0) return;
    for (const entry of gone) {
      take(entry, rows);
      entry.settle({ delivered: false, retry: 'never', why: 'too much waits, and this made room' });
    }
    const known = entries.filter(({ isAttempted, row }) => !isAttempted && row.event.type === 'gap');
    const untold = known.flatMap(({ row }) => (row.event.type === 'gap' ? [row.event] : []));
    const events = gone.map(({ row }) => row.event);
    for (const gap of gapsFor(events, untold)) {
      const entry = known.find(({ row }) => row.event.id === gap.id);
      if (entry) rewrite(entry, gap, { weight: 'addressed' }, rows);
      else add(gap, { weight: 'addressed' }, rows);
    }
    heldLines.add('warn', `More waits than the outbox holds: ${gone.length} reactions or messages to others went`);
  }

  const { absorb, takeInChanges, correct, drop } = openAbsorb({ entries, clock, add, remove, take, rewrite });

  return {
    entries,
    held: (eventId) => entries.find(({ row }) => row.event.id === eventId),
    add,
    take,
    absorb,
    takeInChanges,
    correct,
    wasTold,
    isDelayed: (messageId) =>
      entries.some((entry) => entry.isDelayed && !entry.isUnderWay && isAbout(entry, messageId)),
    retract(messageId, rows) {
      const waiting = entries.filter((entry) => !entry.isUnderWay && !entry.isOnlyNow && isAbout(entry, messageId));
      drop(waiting, rows);
    },
    bury(entry, why, rows) {
      const letter: DeadLetter = { ...entry.row, why, diedAt: clock() };
      const { type, id } = entry.row.event;
      remove(entry);
      heldLines.add('warn', `OpenClaw will not get ${type} ${id}, see /openclaw failed: ${why}`);
      entry.stored
        .then(() => rows.bury(letter))
        .catch((error: unknown) => heldLines.add('error', `${type} ${id} is lost: ${String(error)}`));
    },
    letWait(which, failed) {
      for (const entry of which) {
        entry.isDelayed = true;
        if (entry.isOnlyNow) remove(entry);
        const handed: Handed = entry.isOnlyNow ? failed : { ...failed, waits: true };
        const settle = () => entry.settle(handed);
        entry.stored.then(settle, settle);
      }
    },
    takeIn,
    async takeInOlder(ageMs, rows) {
      // A time in the future means that the clock was set back. If it was delivered already, the gateway recognises it.
      takeIn((await rows.waiting()).filter(({ heardAt }) => Math.abs(clock() - heardAt) > ageMs));
    },
    letGo: (rows) => letGo(all, add, rows, heldLines),
  };
}

async function letGo(
  { entries, removeForGood }: Entries,
  add: Entries['add'],
  rows: Rows,
  heldLines: HeldLines,
): Promise<void> {
  const written = entries.filter(({ hasRow, isUnderWay }) => hasRow && !isUnderWay);
  const there = new Set((await rows.waiting()).map(({ event }) => event.id));
  let count = 0;
  for (const entry of written.filter(({ row }) => !there.has(row.event.id))) {
    // Looked up by its id as well: a row that cannot be read is still there.
    if ((await rows.isWaiting(entry.row.event.id)) || !entries.includes(entry)) continue;
    removeForGood(entry);
    entry.settle(ELSEWHERE);
    count++;
    // We don't know which version the other server sent, so we send the edit as its own event.
    if (entry.row.edit) add(entry.row.edit, { weight: entry.row.weight }, rows);
  }
  if (count > 0)
    heldLines.add('info', `${count} events that waited here were delivered, or given up, by another server`);
}

const ELSEWHERE: Handed = {
  delivered: false,
  retry: 'never',
  why: 'another server of the cluster has delivered it, or given it up',
  isMoot: true,
};
