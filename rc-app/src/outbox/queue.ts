import type { Event } from '@rocketchat-openclaw/shared';
import { isWordsOf } from '../capture/event-id.ts';
import { type Absorb, openAbsorb } from './absorb.ts';
import { isAbout } from './coalesce.ts';
import { anEntry, type Entry, type Failed, type Handed, type Putting } from './entry.ts';
import { gapsFor, toMakeRoom } from './make-room.ts';
import type { News } from './news.ts';
import type { DeadLetter, Row, Weight } from './row.ts';
import type { Rows } from './rows.ts';

/** The events that wait in this process, each with its row: written when it comes, forgotten when it goes. */
export interface Queue extends Pick<Absorb, 'absorb' | 'takeInChanges' | 'correct'> {
  /** In no order: `nextBatch` puts them into one. */
  readonly entries: Entry[];
  held(eventId: string): Entry | undefined;
  add(event: Event, as: Putting, rows: Rows): Entry;
  /** Has a message, or something that happened to it, had to wait? Then what happens to it now is taken into that. */
  isDelayed(messageId: string): boolean;
  /** A message is gone: none of its events that wait leave any more. */
  retract(messageId: string, rows: Rows): void;
  /** Has the gateway got the words of a message from here lately, as far as this process remembers? */
  wasTold(messageId: string): boolean;
  /** The gateway has it. */
  take(entry: Entry, rows: Rows): void;
  /** It goes to the dead letters. */
  bury(entry: Entry, why: string, rows: Rows): void;
  /** Hooks need not wait with us, and people must not. */
  letWait(which: readonly Entry[], failed: Failed): void;
  /** Adds rows from the store; those that are here already stay as they are. */
  takeIn(rows: readonly Row[]): void;
  /** Events that any server heard so long ago, in milliseconds. */
  takeInOlder(ageMs: number, rows: Rows): Promise<void>;
  /** Drops events that another server has delivered or given up: their rows are gone. */
  letGo(rows: Rows): Promise<void>;
}

const MOST_REMEMBERED = 1_000;

interface Needs {
  readonly stopwatch: () => number;
  readonly clock: () => number;
  readonly news: News;
}

export function openQueue({ stopwatch, clock, news }: Needs): Queue {
  const entries: Entry[] = [];
  const gone = new Set<string>();
  const say = (level: 'warn' | 'error', what: string) => (error: unknown) =>
    news.say(level, `${what}: ${String(error)}`);

  function remove(entry: Entry): void {
    const index = entries.indexOf(entry);
    if (index >= 0) entries.splice(index, 1);
  }

  function store(entry: Entry, rows: Rows): void {
    const written = Promise.all([entry.stored, rows.write(entry.row)]);
    const noted = () => {
      entry.hasRow = true;
    };
    entry.stored = written.then(noted, say('warn', `${entry.row.event.id} waits in memory only`));
  }

  function rewrite(entry: Entry, event: Event, as: { weight: Weight; edit?: Event | undefined }, rows: Rows): void {
    entry.row = { ...entry.row, event, weight: as.weight, edit: as.edit, version: entry.row.version + 1 };
    store(entry, rows);
  }

  function removeForGood(entry: Entry): void {
    remove(entry);
    gone.add(entry.row.event.id);
    if (gone.size > MOST_REMEMBERED) gone.delete(oldest(gone));
  }

  function take(entry: Entry, rows: Rows): void {
    removeForGood(entry);
    // A row that stays is pushed once more, and known there.
    if (!entry.isOnlyNow) entry.stored.then(() => rows.forget(entry.row.event.id)).catch(() => undefined);
  }

  function add(event: Event, { weight, isOnlyNow = false }: Putting, rows: Rows): Entry {
    const now = stopwatch();
    const entry = anEntry({ event, weight, heardAt: clock(), version: 0 }, { since: now, bornAt: now }, isOnlyNow);
    entries.push(entry);
    if (!isOnlyNow) store(entry, rows);
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
    news.say('warn', `More waits than the outbox holds: ${gone.length} reactions or messages to others went`);
  }

  function takeIn(rows: readonly Row[]): void {
    const held = new Set(entries.map(({ row }) => row.event.id));
    // An event that has just gone may still have been in the store when it was read.
    for (const row of rows.filter(({ event }) => !held.has(event.id) && !gone.has(event.id))) {
      const bornAt = stopwatch() - Math.max(0, clock() - row.heardAt);
      // Whoever wrote it may have tried it.
      const times = { since: Number.NEGATIVE_INFINITY, bornAt };
      entries.push({ ...anEntry(row, times, false), isAttempted: true, isDelayed: true, hasRow: true });
    }
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
    wasTold: (messageId) => [...gone].some((id) => isWordsOf(id, messageId)),
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
      news.say('warn', `OpenClaw will not get ${type} ${id}, see /openclaw failed: ${why}`);
      entry.stored.then(() => rows.bury(letter)).catch(say('error', `${type} ${id} is lost`));
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
      // Heard of in what is the future now: the clock was set back. Taken in for nothing, it is known to the gateway.
      takeIn((await rows.waiting()).filter(({ heardAt }) => Math.abs(clock() - heardAt) > ageMs));
    },
    async letGo(rows) {
      const written = entries.filter(({ hasRow, isUnderWay }) => hasRow && !isUnderWay);
      const there = new Set((await rows.waiting()).map(({ event }) => event.id));
      let count = 0;
      for (const entry of written.filter(({ row }) => !there.has(row.event.id))) {
        // Asked by its id as well: a row that is in the store and cannot be read is not gone.
        if ((await rows.isWaiting(entry.row.event.id)) || !entries.includes(entry)) continue;
        removeForGood(entry);
        entry.settle(ELSEWHERE);
        count++;
        // We don't know which version the other server sent, so we send the edit as its own event.
        if (entry.row.edit) add(entry.row.edit, { weight: entry.row.weight }, rows);
      }
      if (count > 0)
        news.say('info', `${count} events that waited here were delivered, or given up, by another server`);
    },
  };
}

const ELSEWHERE: Handed = {
  delivered: false,
  retry: 'never',
  why: 'another server of the cluster has delivered it, or given it up',
  isMoot: true,
};

/** A set lists its members in the order in which they came. */
function oldest(of: ReadonlySet<string>): string {
  const [first = ''] = of;
  return first;
}
