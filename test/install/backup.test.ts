import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { writeSecret } from '@rocketchat-openclaw/shared';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { storeFolder } from '../../gateway-endpoint/src/store/folder.ts';
import { openAccountStore } from '../../gateway-endpoint/src/store/open-account-store.ts';
import type { Store } from '../../gateway-endpoint/src/store/store.ts';
import { builtPlugin } from '../../testbed/gateway/built-plugin.ts';
import { type CliResult, runCli } from '../../testbed/gateway/cli.ts';
import { gatewayConfig } from '../../testbed/gateway/config.ts';
import { type Isolation, isolate } from '../../testbed/gateway/isolation.ts';

/** `openclaw backup create` beside an account whose file is open, and has most of its rows in its log. */
let folder: string;
let isolation: Isolation;
let store: Store;

beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'backup-'));
  isolation = await isolate(folder);
  const rocketchat = { enabled: true, baseUrl: 'http://127.0.0.1:9', sharedSecret: writeSecret(Buffer.alloc(32, 1)) };
  const config = gatewayConfig({
    port: 1,
    token: 'a token that nobody uses here',
    logFile: isolation.logFile,
    model: { url: 'http://127.0.0.1:9/v1', key: 'none', model: 'none' },
    channels: { rocketchat },
    pluginPath: builtPlugin(),
  });
  writeFileSync(isolation.configFile, JSON.stringify(config));
  store = start(storeFolder(path.join(folder, 'state')));
  write('before');
});

afterAll(() => {
  store?.close();
  rmSync(folder, { recursive: true, force: true });
});

let ids = 0;
const warned: string[] = [];
const start = (at: string) =>
  openAccountStore({
    folder: at,
    accountId: 'default',
    clock: () => 1_000,
    newId: () => `id-${ids++}`,
    log: { info: () => undefined, warn: (line) => void warned.push(line) },
  });

function write(name: string): void {
  const add = store.db.prepare('INSERT INTO missed (event_id, room_id, at, noted_at) VALUES (?, ?, 1, 1)');
  for (let n = 0; n < 20; n++) add.run(`${name}-${n}`, 'Room1');
}

async function create(): Promise<CliResult> {
  const output = path.join(folder, 'out');
  mkdirSync(output, { recursive: true });
  return runCli(isolation, ['backup', 'create', '--output', output, '--no-include-workspace', '--json']);
}

test('[L5] takes the file of an account as a database, whole and without its log, and the next start knows it again', async () => {
  const { code, stdout, stderr } = await create();
  expect(code, stderr).toBe(0);
  const { archivePath, warnings = [] } = JSON.parse(stdout) as { archivePath: string; warnings?: unknown[] };
  expect(warnings).toEqual([]);
  write('after');

  const restored = path.join(folder, 'restored');
  mkdirSync(restored);
  execFileSync('tar', ['-xzf', archivePath, '-C', restored, '--strip-components=1']);
  const files = readdirSync(restored, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /account-default/.test(file),
  );
  expect(files.map((file) => path.basename(file))).toEqual(['account-default.sqlite']);
  const file = path.join(restored, files[0] ?? '');
  using db = new DatabaseSync(file);
  expect(db.prepare('PRAGMA integrity_check').get()).toEqual({ integrity_check: 'ok' });
  expect(db.prepare('SELECT count(*) AS rows FROM missed').get()).toEqual({ rows: 20 });
  expect(db.prepare('PRAGMA user_version').get()).toEqual(store.db.prepare('PRAGMA user_version').get());

  start(path.dirname(file)).close();
  expect(warned).toEqual([expect.stringMatching(/comes from a backup/)]);
});
