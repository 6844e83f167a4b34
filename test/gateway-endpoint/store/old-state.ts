import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** The files of an account as the code of 0.1.0 wrote them, one dump each. */
const RECORDED = join(import.meta.dirname, 'state-of-0.1.0');
export const OLD_NAMES = readdirSync(RECORDED).map((file) => file.replace('.sql', ''));

export const oldPath = (folder: string, name: string): string => join(folder, `${name}-default.sqlite`);

/** When the gateway of 0.1.0 ended. */
const RECORDED_AT = 1_795_338_001_008;
/** Each instant in the dumps is near to that. */
const INSTANT = /\b179\d{10}\b/g;

/**
 * Makes the recorded files, in WAL mode as the gateway does.
 *
 * @param endedAt when the gateway of 0.1.0 ended; all other instants move with it
 */
export function writeOldState(
  folder: string,
  names: readonly string[] = OLD_NAMES,
  endedAt: number = RECORDED_AT,
): void {
  mkdirSync(folder, { recursive: true });
  for (const name of names) {
    using db = new DatabaseSync(oldPath(folder, name));
    const dump = readFileSync(join(RECORDED, `${name}.sql`), 'utf8');
    const moved = dump.replaceAll(INSTANT, (at) => String(Number(at) - RECORDED_AT + endedAt));
    db.exec(`PRAGMA journal_mode = WAL; ${moved}`);
  }
}

/** How much more there is of each kind. */
export interface More {
  readonly pending: number;
  readonly interrupted: number;
  readonly polls: number;
  readonly pairings: number;
}

/** Multiplies rows that were recorded. */
export function writeMore(folder: string, { pending, interrupted, polls, pairings }: More): void {
  multiply(folder, 'ingress', 'ingress', pending, (row, n) => ({
    ...row('id', 'message.sent:waits-2'),
    seq: null,
    id: `message.sent:more-${n}`,
    lane: `Room${n % 40}`,
    payload: String(row('id', 'message.sent:waits-2')['payload'])
      .replaceAll('waits-2', `more-${n}`)
      .replace('the fourth', `more-${n}-end`)
      .replaceAll('Room1', `Room${n % 40}`),
  }));
  multiply(folder, 'begun', 'begun', interrupted, (row, n) => ({
    ...row('event_id', 'message.sent:claimed'),
    event_id: `message.sent:begun-${n}`,
    began_at: n,
  }));
  multiply(folder, 'interactions', 'cards', polls, (row, n) => ({
    ...row('key', 'e.poll'),
    key: `e.poll-${n}`,
    secret: `secret-of-poll-number-${n}`,
  }));
  multiply(folder, 'interactions', 'polls', polls, (row, n) => ({
    ...row('card_key', 'e.poll'),
    card_key: `e.poll-${n}`,
  }));
  multiply(folder, 'interactions', 'votes', polls, (row, n) => ({
    ...row('user_id', 'Alice1'),
    card_key: `e.poll-${n}`,
  }));
  multiply(folder, 'pairing', 'waiting', pairings, (row, n) => ({ ...row('user_id', 'Carol1'), user_id: `Eve${n}` }));
}

type Row = Record<string, string | number | null>;
type Recorded = (column: string, value: string) => Row;

function multiply(
  folder: string,
  name: string,
  table: string,
  count: number,
  make: (row: Recorded, n: number) => Row,
): void {
  using db = new DatabaseSync(oldPath(folder, name));
  const row: Recorded = (column, value) => db.prepare(`SELECT * FROM ${table} WHERE ${column} = ?`).get(value) as Row;
  db.exec('BEGIN');
  for (let n = 0; n < count; n++) {
    const made = make(row, n);
    const columns = Object.keys(made);
    db.prepare(`INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`).run(
      ...Object.values(made),
    );
  }
  db.exec('COMMIT');
}
