import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import { openQueue } from '../../../gateway-endpoint/src/admit/queue.ts';
import { openAccountStore } from '../../../gateway-endpoint/src/store/open-account-store.ts';
import { openStore } from '../../../gateway-endpoint/src/store/store.ts';
import { keepTidy, writeBackAll } from '../../../gateway-endpoint/src/store/tidy-folder.ts';
import { aFolder } from '../services.ts';

const SCHEMA = 'CREATE TABLE IF NOT EXISTS said (id INTEGER PRIMARY KEY, words TEXT) STRICT';
const WORDS = 'the launch code is 8812-violet';
const EVERYBODYS = [0o022, 0o000];

const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8);
const modesIn = (folder: string) => readdirSync(folder).map((name) => `${name} ${modeOf(join(folder, name))}`);
/** How often the words stand in the bytes of any file. */
const hitsIn = (folder: string, words = WORDS) =>
  readdirSync(folder).reduce(
    (sum, name) => sum + readFileSync(join(folder, name)).toString('latin1').split(words).length - 1,
    0,
  );

function withUmask<T>(mask: number, act: () => T): T {
  const before = process.umask(mask);
  try {
    return act();
  } finally {
    process.umask(before);
  }
}

/** As 0.1.0 left it: readable by everybody, and what was deleted is still in its pages. */
function oldFile(path: string): void {
  mkdirSync(join(path, '..'), { recursive: true, mode: 0o755 });
  const db = new DatabaseSync(path);
  db.exec(`PRAGMA journal_mode = WAL; PRAGMA secure_delete = OFF; ${SCHEMA}; BEGIN;`);
  const say = db.prepare('INSERT INTO said (words) VALUES (?)');
  for (let n = 0; n < 500; n++) say.run(n === 7 ? 'it stays' : `${WORDS} ${'.'.repeat(n)}`);
  db.exec("DELETE FROM said WHERE words <> 'it stays'; COMMIT;");
  db.close();
  chmodSync(path, 0o644);
}

describe('[S24a] at rest: only the owner may read', () => {
  test.each(EVERYBODYS)('a new file, its companions and the folder, under umask %o', (mask) => {
    const folder = join(aFolder(), 'plugins', 'rocketchat');
    const store = withUmask(mask, () => openStore(join(folder, 'account-default.sqlite')));
    withUmask(mask, () => store.db.exec(`INSERT INTO missed VALUES ('e', '${WORDS}', 1, 1, NULL)`));
    expect(modesIn(folder)).toEqual([
      'account-default.sqlite 600',
      'account-default.sqlite-shm 600',
      'account-default.sqlite-wal 600',
    ]);
    expect(modeOf(folder)).toBe('700');
    store.close();
  });

  test.each(EVERYBODYS)('files that were there before, with what a crash has left of them, under umask %o', (mask) => {
    const folder = join(aFolder(), 'old');
    const path = join(folder, 'account-default.sqlite');
    withUmask(mask, () => {
      oldFile(path);
      chmodSync(folder, 0o755);
    });
    const crashed = new DatabaseSync(path);
    crashed.exec("INSERT INTO said (words) VALUES ('and this')");
    expect(modesIn(folder)).toContain('account-default.sqlite-wal 644');
    const store = withUmask(mask, () => openStore(path));
    expect(modesIn(folder).map((line) => line.split(' ')[1])).toEqual(['600', '600', '600']);
    expect(modeOf(folder)).toBe('700');
    crashed.close();
    store.close();
  });

  test('files of an account that is no longer configured, and copies beside them', () => {
    const folder = join(aFolder(), 'old');
    oldFile(join(folder, 'ingress-gone.sqlite'));
    writeFileSync(join(folder, 'ingress-gone.sqlite-wal'), '', { mode: 0o644 });
    keepTidy(folder, () => () => undefined);
    expect(modesIn(folder)).toEqual(['ingress-gone.sqlite 600', 'ingress-gone.sqlite-wal 600']);
  });
});

describe('[S24b] at rest: what has ended leaves no text', () => {
  test('the words of an event that is done are in no byte of any file', async () => {
    const folder = join(aFolder(), 'q');
    const store = openStore(join(folder, 'account-default.sqlite'));
    let tokens = 0;
    const queue = openQueue<{ words: string }>({
      store,
      channelId: 'rocketchat',
      accountId: 'default',
      queueName: 'q',
      clock: () => 1_000,
      token: () => `token-${tokens++}`,
    });
    for (let n = 0; n < 40; n++)
      await queue.enqueue(`e${n}`, { words: `${WORDS} ${'.'.repeat(n * 50)}` }, { laneKey: 'l' });
    expect(hitsIn(folder)).toBeGreaterThanOrEqual(40);
    for (let claim = await queue.claimNext(); claim; claim = await queue.claimNext()) await queue.complete(claim);
    writeBackAll(folder);
    expect(hitsIn(folder)).toBe(0);
    store.close();
    expect(hitsIn(folder)).toBe(0);
  });

  test('every minute the logs of all files are written back, while they are in use', () => {
    const folder = aFolder();
    const { db, close } = openStore(join(folder, 'account-default.sqlite'));
    db.exec(`INSERT INTO missed VALUES ('e', '${WORDS}', 1, 1, NULL); DELETE FROM missed; DELETE FROM missed_rooms;`);
    expect(hitsIn(folder)).toBeGreaterThan(0);
    const ticks: (() => void)[] = [];
    keepTidy(folder, (_ms, run) => {
      ticks.push(run);
      return () => undefined;
    });
    for (const tick of ticks) tick();
    expect(hitsIn(folder)).toBe(0);
    db.exec("INSERT INTO missed VALUES ('e', 'goes on', 1, 1, NULL)");
    close();
  });

  test('the files of 0.1.0, which left text in free pages, are gone after the first start', () => {
    const folder = aFolder();
    const path = join(folder, 'late-default.sqlite');
    oldFile(path);
    expect(hitsIn(folder)).toBeGreaterThan(100);
    const old = new DatabaseSync(path);
    old.exec(`CREATE TABLE missed (event_id TEXT PRIMARY KEY, room_id TEXT NOT NULL, at INTEGER NOT NULL, noted_at INTEGER NOT NULL) STRICT;
      INSERT INTO missed VALUES ('e', 'it stays', 1, 1)`);
    old.close();
    const store = openAccountStore({
      folder,
      accountId: 'default',
      clock: () => 1,
      newId: () => 'id',
      log: { info: () => undefined, warn: () => undefined },
    });
    expect(hitsIn(folder)).toBe(0);
    expect(store.db.prepare('SELECT room_id FROM missed').all()).toEqual([{ room_id: 'it stays' }]);
    store.close();
  });
});
