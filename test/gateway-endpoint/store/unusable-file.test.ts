import fs, { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { storePath } from '../../../gateway-endpoint/src/store/folder.ts';
import { openAccountStore } from '../../../gateway-endpoint/src/store/open-account-store.ts';
import { openStore } from '../../../gateway-endpoint/src/store/store.ts';
import { aFolder } from '../services.ts';
import { OLD_NAMES, oldPath, writeOldState } from './old-state.ts';

let ids = 0;
const start = (folder: string) =>
  openAccountStore({
    folder,
    accountId: 'default',
    clock: () => Date.UTC(2026, 10, 22, 9, 1),
    newId: () => `id-${ids++}`,
    busyMs: 20,
    log: { info: () => undefined, warn: (line) => expect.unreachable(line) },
  });

/** Another program has the file open. */
function openElsewhere(path: string, doing: string): DatabaseSync {
  const db = new DatabaseSync(path);
  onTestFinished(() => void (db.isOpen && db.close()));
  db.exec(doing);
  return db;
}

const oldFilesIn = (folder: string) =>
  readdirSync(folder).filter((name) => name.endsWith('.sqlite') && !name.startsWith('account-')).length;

const rowsIn = ({ db }: { db: DatabaseSync }) => db.prepare('SELECT count(*) AS rows FROM ingress').get()?.['rows'];

const OLD = (says: string) => new RegExp(`/turns-default\\.sqlite, a file of version 0\\.1\\.0, ${says}`);
const OWN = (says: string) => new RegExp(`/account-default\\.sqlite, the state of an account, ${says}`);

describe('a file of 0.1.0 that another program uses', () => {
  test.each([
    ['writes to', 'BEGIN IMMEDIATE'],
    ['has for itself', 'PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; DELETE FROM turns'],
    ['has for itself, without a log', 'PRAGMA journal_mode = DELETE; BEGIN EXCLUSIVE'],
  ])('and %s is named, with what to do; nothing is changed, and the next start takes it over', (_how, doing) => {
    const folder = aFolder();
    writeOldState(folder);
    const other = openElsewhere(oldPath(folder, 'turns'), doing);
    expect(() => start(folder)).toThrow(OLD('is in use by another program: end that program.* The next start tries'));
    expect(oldFilesIn(folder)).toBe(OLD_NAMES.length);
    other.close();
    using store = start(folder);
    expect([oldFilesIn(folder), rowsIn(store)]).toEqual([0, 8]);
  });

  test('and that cannot be removed is named; the next start removes it, and has its rows once', () => {
    const folder = aFolder();
    writeOldState(folder);
    const remove = fs.rmSync;
    const removing = vi.spyOn(fs, 'rmSync').mockImplementation((path, how) => {
      if (String(path).endsWith('turns-default.sqlite')) throw new Error('EBUSY: resource busy or locked');
      remove(path, how);
    });
    syncBuiltinESMExports();
    onTestFinished(syncBuiltinESMExports);
    onTestFinished(() => removing.mockRestore());
    expect(() => start(folder)).toThrow(OLD('cannot be removed .*EBUSY.*: end the program that uses it'));
    removing.mockRestore();
    syncBuiltinESMExports();
    using store = start(folder);
    expect([oldFilesIn(folder), rowsIn(store)]).toEqual([0, 8]);
  });
});

describe('a file of 0.1.0 that is none', () => {
  test.each<[string, string | Buffer]>([
    ['JSON', '{"a":1}'],
    ['text in UTF-16', Buffer.from('\ufeff{"a":1}'.repeat(300), 'utf16le')],
    ['the beginning of a file', 'SQLite format 3\0'],
  ])('but %s is named, with what to do, and stays as it was', (_what, content) => {
    const folder = aFolder();
    writeOldState(folder);
    writeFileSync(oldPath(folder, 'turns'), content);
    expect(() => start(folder)).toThrow(OLD('cannot be read: move it out of the folder'));
    expect(readFileSync(oldPath(folder, 'turns')).equals(Buffer.from(content))).toBe(true);
    expect(oldFilesIn(folder)).toBe(OLD_NAMES.length);
  });

  test('but a database in UTF-16 is named, with what to do, and stays as it was', () => {
    const folder = aFolder();
    writeOldState(folder, ['begun']);
    const columns = 'message_id TEXT PRIMARY KEY, event_id TEXT, session_key TEXT, written_at, recorded_at';
    openElsewhere(oldPath(folder, 'turns'), `PRAGMA encoding = 'UTF-16'; CREATE TABLE turns (${columns})`).close();
    const before = readFileSync(oldPath(folder, 'turns'));
    expect(() => start(folder)).toThrow(OLD('cannot be read .*same text encoding.*: move it out of the folder'));
    expect(readFileSync(oldPath(folder, 'turns')).equals(before)).toBe(true);
    expect(oldFilesIn(folder)).toBe(2);
  });
});

describe('the file of an account', () => {
  test.each([
    ['writes to', 'BEGIN IMMEDIATE'],
    ['has for itself', 'BEGIN EXCLUSIVE'],
  ])('that another program %s is named, and the next start takes it', (_how, doing) => {
    const folder = aFolder();
    writeOldState(folder);
    const path = storePath(folder, 'default');
    openStore(path).close();
    const other = openElsewhere(path, doing);
    expect(() => start(folder)).toThrow(OWN('is in use by another program: end that program.* The next start tries'));
    expect(oldFilesIn(folder)).toBe(OLD_NAMES.length);
    other.close();
    using store = start(folder);
    expect(rowsIn(store)).toBe(8);
  });

  test.each<[string, string | Buffer]>([
    ['JSON', '{"a":1}'],
    ['text in UTF-16', Buffer.from('\ufeff{"a":1}'.repeat(300), 'utf16le')],
  ])('that holds %s is named, with what to do, and stays as it was', (_what, content) => {
    const folder = aFolder();
    const path = storePath(folder, 'default');
    writeFileSync(path, content);
    expect(() => start(folder)).toThrow(OWN('cannot be read .*not a database.*: restore it from a backup, or move it'));
    expect(readFileSync(path).equals(Buffer.from(content))).toBe(true);
  });

  test('that cannot be opened is named, with what to do', () => {
    const folder = aFolder();
    const path = storePath(folder, 'default');
    fs.mkdirSync(path);
    expect(() => start(folder)).toThrow(OWN('cannot be opened: its owner and its rights must let the gateway'));
  });
});
