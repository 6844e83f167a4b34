import { closeSync, existsSync, fsyncSync, openSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { STORE_FAULT } from '../texts/faults.ts';
import { naming, namingLocked } from './name-file.ts';
import type { Store } from './store.ts';

interface OldTable {
  readonly name: string;
  /** The columns that tell its rows apart. */
  readonly key: string;
  /** Expressions for columns that 0.1.0 did not have, or left empty. */
  readonly values?: Readonly<Record<string, string>>;
  /** The store numbers the rows anew. */
  readonly without?: string;
}

/** Only these events amend one another by their message: see admit/amend.ts. */
const WORDS_OF = `CASE WHEN status IN ('pending', 'claimed') AND json_valid(payload)
  AND json_extract(payload, '$.item.event.type') IN ('message.sent', 'message.updated')
  THEN json_extract(payload, '$.item.event.message.id') END`;

const INGRESS: OldTable = {
  name: 'ingress',
  key: 'id',
  without: 'seq',
  values: { lane: 'coalesce(lane, id)', message_id: WORDS_OF },
};

/** The files of 0.1.0, and the two that came after it, with their tables. Parents stand before their children. */
const OLD_FILES: Readonly<Record<string, readonly OldTable[]>> = {
  ingress: [INGRESS],
  turns: [{ name: 'turns', key: 'message_id' }],
  begun: [{ name: 'begun', key: 'event_id' }],
  threads: [{ name: 'posts', key: 'message_id' }],
  cuts: [{ name: 'cuts', key: 'key' }],
  previews: [
    { name: 'previews', key: 'key' },
    { name: 'becoming', key: 'key' },
    { name: 'answering', key: 'key' },
  ],
  late: [{ name: 'missed', key: 'event_id' }],
  interactions: [
    { name: 'cards', key: 'key' },
    { name: 'forms', key: 'view_id' },
    { name: 'polls', key: 'card_key' },
    { name: 'votes', key: 'card_key, user_id' },
  ],
  pairing: [{ name: 'waiting', key: 'user_id' }],
  app: [{ name: 'app_path', key: 'base_url' }],
};

/** The files of 0.1.0 that an account still has. */
export function oldFilesOf(folder: string, accountId: string): string[] {
  return Object.keys(OLD_FILES).filter((name) => existsSync(oldPath(folder, name, accountId)));
}

const oldPath = (folder: string, name: string, accountId: string): string =>
  join(folder, `${name}-${accountId}.sqlite`);

/**
 * Copies the files of 0.1.0 into the store in one transaction, and removes them when it is on disk. Whenever the process
 * ends, the next start finds either the old state or the new one: until the commit the old files are as they were; after
 * it each of their rows is in the store, and copying it again changes nothing. So nothing may be handled before the last
 * of them is gone, and only the gateway does this: the CLI may run beside a gateway of 0.1.0.
 *
 * A row that the store has already stays as it is there: 0.1.0 may have been put back for a while.
 *
 * @returns how many rows were taken over
 * @throws where a file cannot be read, copied or removed
 */
export function takeOver(store: Store, folder: string, accountId: string): number {
  const names = oldFilesOf(folder, accountId);
  const copied = names.length > 0 ? copyAll(store, folder, accountId, names) : 0;
  for (const name of names) remove(oldPath(folder, name, accountId));
  for (const name of Object.keys(OLD_FILES)) removeCompanions(oldPath(folder, name, accountId));
  return copied;
}

/** On Windows nobody can remove a file that another program has open. */
function remove(path: string): void {
  try {
    rmSync(path);
  } catch (error) {
    throw new Error(STORE_FAULT.notRemoved(path, String(error)), { cause: error });
  }
}

function copyAll(
  { path: own, db, transaction }: Store,
  folder: string,
  accountId: string,
  names: readonly string[],
): number {
  const attached: string[] = [];
  db.exec('PRAGMA synchronous = FULL');
  try {
    for (const name of names) {
      const path = oldPath(folder, name, accountId);
      naming(path, 'old', () => db.prepare(`ATTACH ? AS old_${name}`).run(path));
      attached.push(name);
    }
    const copyEach = () => {
      const received = db.prepare('SELECT received FROM held').get()?.['received'] ?? 0;
      const rows = names.flatMap((name) =>
        naming(oldPath(folder, name, accountId), 'old', () =>
          (OLD_FILES[name] ?? []).map((table) => copy(db, name, table)),
        ),
      );
      // They came before anything was counted.
      db.prepare('UPDATE held SET received = ?').run(received);
      return rows;
    };
    const old = names.map((name) => [oldPath(folder, name, accountId), 'old'] as const);
    const copied = namingLocked([[own, 'own'], ...old], () => transaction(copyEach));
    // The commit is on disk (`synchronous = FULL`); the name of a file that is a moment old has to be there too.
    syncFolder(folder);
    return copied.reduce((sum, each) => sum + each, 0);
  } finally {
    for (const name of attached) db.exec(`DETACH old_${name}`);
    db.exec('PRAGMA synchronous = NORMAL');
  }
}

function copy(db: DatabaseSync, file: string, { name, key, values = {}, without }: OldTable): number {
  const old = columnsOf(db, `old_${file}`, name);
  if (old.length === 0) return 0;
  const all = columnsOf(db, 'main', name).filter((column) => column !== without);
  const columns = all.filter((column) => old.includes(column) || column in values);
  const selected = columns.map((column) => values[column] ?? column);
  // `OR IGNORE` would also leave out rows that do not fit: those have to be errors.
  const { changes } = db
    .prepare(
      `INSERT INTO main.${name} (${columns.join(', ')}) SELECT ${selected.join(', ')} FROM old_${file}.${name}
       WHERE true ${without ? `ORDER BY ${without}` : ''} ON CONFLICT DO NOTHING`,
    )
    .run();
  const missing = db
    .prepare(`SELECT count(*) AS rows FROM old_${file}.${name} WHERE (${key}) NOT IN (SELECT ${key} FROM main.${name})`)
    .get()?.['rows'];
  if (missing !== 0) throw new Error(STORE_FAULT.incomplete(`${file} (${name})`, Number(missing)));
  return Number(changes);
}

function columnsOf(db: DatabaseSync, schema: string, table: string): string[] {
  const rows = db.prepare('SELECT name FROM pragma_table_info(?, ?)').all(table, schema);
  return rows.map((row) => String(row['name']));
}

/** The file has to go first: without its log it would be as it was a while ago, should the process end in between. */
function removeCompanions(path: string): void {
  if (existsSync(path)) return;
  for (const each of [`${path}-wal`, `${path}-shm`, `${path}-journal`]) rmSync(each, { force: true });
}

function syncFolder(folder: string): void {
  let handle: number | undefined;
  try {
    handle = openSync(folder, 'r');
    fsyncSync(handle);
  } catch {
    // Windows opens no folder; there the name is on disk with the file.
  } finally {
    if (handle !== undefined) closeSync(handle);
  }
}
