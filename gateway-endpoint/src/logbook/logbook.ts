import type { DatabaseSync } from 'node:sqlite';
import type { Every } from '../machine.ts';
import type { Store } from '../store/store.ts';
import { type Entry, latestOf, nothing, openWriting, type Seen, unseen, type Way } from './write.ts';

/** What an operator wants to know of an account, also after a restart: its last deliveries and commands, and counts. */
export interface Logbook {
  note(entry: Entry): void;
  /** An event was answered: by a turn, a command or a click. */
  answered(): void;
  /** A command has ended. */
  sent(isDone: boolean): void;
  /** The other side was reached, or has come through. */
  came(way: Way): void;
  /** @param since when it began to fail, if another side knows that; in milliseconds since 1970 */
  failed(way: Way, why: string, since?: number): void;
  /** Writes what is left. Later notes are written at once. */
  stop(): void;
}

export interface LogbookNeeds {
  readonly store: Pick<Store, 'db' | 'transaction'>;
  readonly clock: () => number;
  readonly every: Every;
  readonly log: { warn(message: string): void };
}

/** A crash costs no more than this; a busy account writes no more often. */
const EVERY_MS = 1_000;

/**
 * Notes in memory, and writes once a second, in one transaction and without waiting for the disk: an event costs no
 * write of its own. After a power cut the last notes may be missing, and the events themselves are not.
 */
export function openLogbook({ store, clock, every, log }: LogbookNeeds): Logbook {
  const { db, transaction } = store;
  const write = openWriting(db);
  const ways: Record<Way, Seen> = { in: unseen(), out: unseen() };
  let unwritten = nothing();
  let isNews = false;
  let hasFailed = false;
  let isStopped = false;
  attempt(() => begin(db, clock()));
  const rest = every(EVERY_MS, flush);

  /** A full disk must stop nothing. */
  function attempt(run: () => void): boolean {
    try {
      run();
      return true;
    } catch (error) {
      if (!hasFailed) log.warn(`the logbook is not written: ${String(error)}`);
      hasFailed = true;
      return false;
    }
  }

  function flush(): void {
    if (!isNews || !db.isOpen) return;
    if (attempt(() => transaction(() => write(unwritten, ways)))) {
      unwritten = nothing();
      isNews = false;
    } else {
      // The latest ones are kept for the next attempt.
      unwritten.entries = latestOf(unwritten.entries);
    }
  }

  function changed(): void {
    isNews = true;
    if (isStopped) flush();
  }

  return {
    note(entry) {
      unwritten.entries.push({ ...entry, at: clock() });
      changed();
    },
    answered() {
      unwritten.answered++;
      changed();
    },
    sent(isDone) {
      unwritten.commands++;
      if (!isDone) unwritten.commandsFailed++;
      changed();
    },
    came(way) {
      const seen = ways[way];
      seen.lastAt = clock();
      // That it still works is worth no write of its own.
      if (seen.isBroken) changed();
      seen.isBroken = false;
    },
    failed(way, why, since = clock()) {
      const seen = ways[way];
      if (seen.isBroken && seen.why === why) return;
      Object.assign(seen, { why, failedAt: seen.isBroken ? seen.failedAt : since, isBroken: true });
      changed();
    },
    stop() {
      rest();
      isStopped = true;
      isNews = true;
      flush();
    },
  };
}

/** The account starts. */
function begin(db: DatabaseSync, now: number): void {
  db.prepare('UPDATE runs SET since = coalesce(since, ?), started_at = ?').run(now, now);
}
