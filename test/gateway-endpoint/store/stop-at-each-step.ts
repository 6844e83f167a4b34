import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import { DatabaseSync, StatementSync } from 'node:sqlite';

/**
 * Starts the account's store in a process of its own. Before each call that touches a disk it copies the folder, which is
 * then as `kill -9` at that moment would leave it; or it kills itself for good before the call with this number.
 *
 * node stop-at-each-step.ts <folder> copy <into> | kill <number>
 */
const [, , folder = '', what, given = ''] = process.argv;
const copy = fs.cpSync;
let calls = 0;

function step(): void {
  calls += 1;
  if (what === 'copy') copy(folder, join(given, String(calls)), { recursive: true });
  else if (calls === Number(given)) process.kill(process.pid, 'SIGKILL');
}

function before<T extends object>(of: T, name: keyof T): void {
  const original = of[name] as (...args: unknown[]) => unknown;
  of[name] = function (this: unknown, ...args: unknown[]) {
    step();
    return original.apply(this, args);
  } as T[keyof T];
}

before(DatabaseSync.prototype, 'exec');
before(StatementSync.prototype, 'run');
before(fs, 'rmSync');
before(fs, 'fsyncSync');
before(fs, 'writeFileSync');
syncBuiltinESMExports();

const { openAccountStore } = await import('../../../gateway-endpoint/src/store/open-account-store.ts');
const log = { info: () => undefined, warn: () => undefined };
openAccountStore({ folder, accountId: 'default', clock: () => 1, newId: () => 'id', log });
step();
process.stdout.write(String(calls));
process.exit(0);
