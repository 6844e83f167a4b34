import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { readKept } from '../../../gateway-endpoint/src/logbook/read-counts.ts';
import { MIGRATIONS } from '../../../gateway-endpoint/src/store/migrations.ts';
import { readStore } from '../../../gateway-endpoint/src/store/read-store.ts';
import { openStore } from '../../../gateway-endpoint/src/store/store.ts';
import { aFolder } from '../services.ts';

/** The file of an account as the code of that format wrote it. */
function recorded(format: number): string {
  const path = join(aFolder(), 'account-default.sqlite');
  using db = new DatabaseSync(path);
  db.exec(
    `PRAGMA journal_mode = WAL; ${readFileSync(join(import.meta.dirname, `state-of-format-${format}.sql`), 'utf8')}`,
  );
  return path;
}

const TABLES = ['ingress', 'turns', 'begun', 'posts', 'previews', 'missed', 'cards', 'votes', 'waiting'];
const contentOf = (db: DatabaseSync) =>
  Object.fromEntries(TABLES.map((table) => [table, db.prepare(`SELECT * FROM ${table} ORDER BY 1`).all()]));

test('[L6] a file of format 1 is brought up to date, keeps all it has, and counts from now on', () => {
  const path = recorded(1);
  const before = new DatabaseSync(path);
  const content = contentOf(before);
  before.close();
  expect(content['ingress']).toHaveLength(8);
  using store = openStore(path);
  expect(contentOf(store.db)).toEqual(content);
  expect(store.db.prepare('PRAGMA user_version').get()).toEqual({ user_version: MIGRATIONS.length });
  const { counts, waiting, givenUp } = readKept(store.db);
  expect([waiting.events, givenUp]).toEqual([6, 1]);
  expect(counts).toMatchObject({ since: undefined, received: 0, answered: 0, givenUp: 0 });
  store.db.exec(`INSERT INTO ingress (id, status, received_at, updated_at) VALUES ('new', 'completed', 1, 1)`);
  expect(readKept(store.db).counts.received).toBe(1);
});

test('a process beside a gateway of an older version leaves the file to the gateway, and says what to do', () => {
  const path = recorded(1);
  const before = readFileSync(path);
  expect(() => readStore(path, readKept)).toThrow(/written by an earlier version .* run `openclaw gateway restart`/);
  expect(readFileSync(path).equals(before)).toBe(true);
});

test('a file of a newer version is not read', () => {
  const path = recorded(1);
  const newer = new DatabaseSync(path);
  newer.exec('PRAGMA user_version = 99');
  newer.close();
  expect(() => readStore(path, readKept)).toThrow(/written by a newer version .*format is 99/);
});
