import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, onTestFinished, test } from 'vitest';
import { openOnDisk } from '../../../gateway-endpoint/src/store/on-disk.ts';
import { openStore } from '../../../gateway-endpoint/src/store/store.ts';
import { aFolder, aStore } from '../services.ts';

/** A log whose disk answers when the test wants it to. */
function aLog() {
  const path = join(aFolder(), 'log.sqlite');
  const db = new DatabaseSync(path);
  onTestFinished(() => void (db.isOpen && db.close()));
  db.exec('PRAGMA journal_mode = WAL; CREATE TABLE rows (n INTEGER)');
  const disk: { written: number; answer: PromiseWithResolvers<void> }[] = [];
  const count = () => Number(db.prepare('SELECT count(*) AS n FROM rows').get()?.['n']);
  const onDisk = openOnDisk(db, path, () => {
    const answer = Promise.withResolvers<void>();
    disk.push({ written: count(), answer });
    return answer.promise;
  });
  return { db, onDisk, disk, add: () => void db.exec('INSERT INTO rows VALUES (1)') };
}

/** Has it resolved by now? */
async function isDone(promise: Promise<void>): Promise<boolean> {
  let done = false;
  promise.then(
    () => {
      done = true;
    },
    () => undefined,
  );
  await new Promise(setImmediate);
  return done;
}

test('nothing is asked of the disk where nothing was written', async () => {
  const { onDisk, disk } = aLog();
  await onDisk.synced();
  expect(disk).toEqual([]);
});

test('calls share one wait, and what is written meanwhile has the next one', async () => {
  const { onDisk, disk, add } = aLog();
  add();
  const early = [onDisk.synced(), onDisk.synced()];
  add();
  const late = onDisk.synced();
  expect(disk.map(({ written }) => written)).toEqual([1]);
  disk[0]?.answer.resolve();
  await Promise.all(early);
  expect(await isDone(late)).toBe(false);
  disk[1]?.answer.resolve();
  await late;
  expect(disk.map(({ written }) => written)).toEqual([1, 2]);
});

test('a disk that fails is an error for all that wait, and is asked again afterwards', async () => {
  const { onDisk, disk, add } = aLog();
  add();
  const waiting = [onDisk.synced(), onDisk.synced()];
  disk[0]?.answer.reject(new Error('EIO'));
  for (const each of waiting) await expect(each).rejects.toThrow('EIO');
  const again = onDisk.synced();
  disk[1]?.answer.resolve();
  await again;
  expect(disk).toHaveLength(2);
});

test('a database that is closed has written everything', async () => {
  const { db, onDisk, disk, add } = aLog();
  add();
  const waiting = onDisk.synced();
  add();
  const late = onDisk.synced();
  db.close();
  onDisk.close();
  disk[0]?.answer.resolve();
  await Promise.all([waiting, late, onDisk.synced()]);
  expect(disk).toHaveLength(1);
});

test('a store asks the real disk, and a commit alone does not wait for it', async () => {
  const store = aStore();
  store.db.exec('CREATE TABLE rows (n INTEGER); INSERT INTO rows VALUES (1)');
  await store.synced();
  expect(store.db.prepare('PRAGMA synchronous').get()).toEqual({ synchronous: 1 });
  store.close();
  using again = openStore(store.path);
  expect(again.db.prepare('SELECT n FROM rows').all()).toEqual([{ n: 1 }]);
});
