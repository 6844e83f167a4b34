import { STORE_FAULT } from '../texts/faults.ts';
import { markBeside, markIn, setMark, setMarkBeside } from './mark.ts';
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
 * The store and a file beside it hold the same id, and how far the store has come (mark.ts). `openclaw backup` does not
 * take that file, so it is missing after a restore, and another one when the state was replaced under a gateway that ran.
 * If only the store was put back, the file beside it is further. A folder that is moved as a whole keeps both.
 *
 * @returns undefined if the store was not restored
 */
export function afterRestore({ db, path, transaction }: Store, { clock, newId }: Machine): Restored | undefined {
  const known = markIn(db);
  const besideIt = markBeside(path);
  if (known && known.id === besideIt?.id && known.count >= besideIt.count) return undefined;
  const mark = { id: newId(), count: 0 };
  // First, and the store after it: if the process ends in between, a new store is not taken for a restored one.
  setMarkBeside(path, mark);
  return transaction(() => {
    const restored = known === undefined ? undefined : setAside(db, clock());
    setMark(db, mark);
    return restored;
  });
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
