import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openFailed } from '../../../gateway-endpoint/src/admit/failed.ts';
import { openQueue } from '../../../gateway-endpoint/src/admit/queue.ts';

/** As 0.1.0 wrote its file. */
const OF_0_1_0 = `
  CREATE TABLE IF NOT EXISTS ingress (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    status TEXT NOT NULL CHECK (status IN ('pending', 'claimed', 'completed', 'failed')),
    lane TEXT,
    payload TEXT,
    metadata TEXT,
    received_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    last_attempt_at INTEGER,
    last_error TEXT,
    claim_token TEXT,
    claim_owner TEXT,
    claimed_at INTEGER,
    ended_at INTEGER,
    failure TEXT
  ) STRICT;
  CREATE INDEX IF NOT EXISTS ingress_by_status ON ingress (status, seq);
`;
const ADD = 'INSERT INTO ingress (id, status, lane, payload, received_at, updated_at) VALUES (?, ?, ?, ?, 1, 1)';

let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'migrate-'));
  path = join(folder, 'ingress.sqlite');
  using db = new DatabaseSync(path);
  db.exec(`PRAGMA journal_mode = WAL; ${OF_0_1_0}`);
  const add = db.prepare(ADD);
  for (const [id, status, lane] of [
    ['a0', 'completed', 'A'],
    ['a1', 'claimed', 'A'],
    ['a2', 'pending', 'A'],
    ['a3', 'pending', 'A'],
    ['b1', 'pending', 'B'],
    ['b0', 'failed', 'B'],
    ['c1', 'pending', null],
  ] as const) {
    add.run(id, status, lane, status === 'completed' ? null : JSON.stringify({ id }));
  }
  db.exec("UPDATE ingress SET claim_token = 't', claim_owner = '1:x:y', claimed_at = 2 WHERE status = 'claimed'");
});
afterEach(() => rmSync(folder, { recursive: true }));

const open = () =>
  openQueue<{ id: string }>({
    path,
    channelId: 'rocketchat',
    accountId: 'default',
    queueName: 'q',
    clock: () => 5_000,
    token: () => 'token',
  });

async function drained(queue: ReturnType<typeof open>): Promise<string[]> {
  const ids: string[] = [];
  for (let claim = await queue.claimNext(); claim; claim = await queue.claimNext()) {
    ids.push(claim.payload.id);
    await queue.complete(claim);
  }
  return ids;
}

test('[L4] what a 0.1.0 has left in its file is handled, in its order, and what it knew is known', async () => {
  const queue = open();
  expect(queue.held()).toEqual({ events: 5, bytes: 5 * '{"id":"a1"}'.length });
  expect((await queue.listPending({ limit: 'all' })).map(({ id }) => id)).toEqual(['b1', 'c1']);
  expect(await queue.recoverStaleClaims()).toBe(1);
  expect(await drained(queue)).toEqual(['a1', 'a2', 'a3', 'b1', 'c1']);
  expect(['a0', 'b0'].map(queue.holds)).toEqual([true, true]);
  expect(queue.held()).toEqual({ events: 0, bytes: 0 });
  queue.close();
});

test('[L4] a file is brought up to date once, by whoever comes first', () => {
  const failed = openFailed(path, () => 5_000);
  const queue = open();
  expect(failed?.list().map(({ id }) => id)).toEqual(['b0']);
  failed?.close();
  queue.close();
  open().close();
  using db = new DatabaseSync(path);
  expect(db.prepare('PRAGMA user_version').get()).toEqual({ user_version: 2 });
});

test('[L4] what the CLI gives back to the queue, and a 0.1.0 that was put back writes, is counted and handled', async () => {
  const queue = open();
  await queue.recoverStaleClaims();
  const failed = openFailed(path, () => 5_000);
  expect(failed?.retry('b0')).toBe(1);
  failed?.close();
  const old = new DatabaseSync(path);
  old.exec(OF_0_1_0);
  old.prepare(ADD).run('b2', 'pending', 'B', '{"id":"b2"}');
  old.close();
  expect(queue.held().events).toBe(7);
  expect(await drained(queue)).toEqual(['a1', 'a2', 'a3', 'b1', 'b0', 'c1', 'b2']);
  expect(queue.held()).toEqual({ events: 0, bytes: 0 });
  queue.close();
});
