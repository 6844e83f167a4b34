import { readFileSync, writeFileSync } from 'node:fs';
import { STORE_FAULT } from '../texts/faults.ts';
import type { Store } from './store.ts';

/** The result for a store that was restored from a backup. */
export interface Restored {
  /** Events that waited at the time of the backup; they are in the list of failed events now. */
  readonly events: number;
  /** Turns that ran at the time of the backup. */
  readonly turns: number;
}

interface Machine {
  readonly clock: () => number;
  readonly newId: () => string;
}

/** A margin, because something may have happened shortly after the last write of the backup. */
const MARGIN_MS = 10 * 60_000;

/**
 * Finds out whether the store comes from a backup, and then ensures that nothing is answered twice. The store holds the
 * events that waited when the backup was made, and most of them were answered since. We don't know which, so all of
 * them go to the list of failed events, where an operator can try them again. Turns that ran then are not resumed, and
 * messages of the missing time count as answered when they are edited.
 *
 * The store and a file beside it hold the same id. `openclaw backup` never takes a file that is called `.pid`, so the
 * file is missing after a restore, and another one when the state was replaced under a gateway that ran. A folder that
 * is moved as a whole keeps both.
 *
 * @returns undefined if the store was not restored
 */
export function afterRestore({ db, path, transaction }: Store, { clock, newId }: Machine): Restored | undefined {
  const known = db.prepare('SELECT id FROM identity').get()?.['id'];
  const besideIt = `${path}.pid`;
  if (known !== undefined && known === idIn(besideIt)) return undefined;
  const id = newId();
  // First, and the store after it: if the process ends in between, a new store is not taken for a restored one.
  writeFileSync(besideIt, id, { mode: 0o600, flush: true });
  return transaction(() => {
    const restored = known === undefined ? undefined : setAside(db, clock());
    db.exec('DELETE FROM identity');
    db.prepare('INSERT INTO identity VALUES (?)').run(id);
    return restored;
  });
}

function idIn(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

function setAside(db: Store['db'], now: number): Restored {
  const last = db
    .prepare(
      `SELECT max(at) AS at FROM (SELECT max(updated_at) AS at FROM ingress UNION ALL SELECT max(recorded_at) FROM turns
       UNION ALL SELECT max(at) FROM posts)`,
    )
    .get()?.['at'];
  db.prepare('INSERT INTO gaps VALUES (?, ?)').run(Number(last ?? 0) - MARGIN_MS, now);
  const { changes: events } = db
    .prepare(
      `UPDATE ingress SET status = 'failed', claim_token = NULL, claim_owner = NULL, claimed_at = NULL,
         failure = 'restored', last_error = ?, ended_at = ?, updated_at = ?
       WHERE status IN ('pending', 'claimed')`,
    )
    .run(STORE_FAULT.mayBeAnswered, now, now);
  // They were deleted since, or have become answers, which must not be deleted.
  db.exec('DELETE FROM previews');
  const { changes: turns } = db.prepare('UPDATE begun SET is_restored = 1').run();
  return { events: Number(events), turns: Number(turns) };
}
