import { createHash } from 'node:crypto';
import { readdir, realpath, rm, rmdir } from 'node:fs/promises';
import path from 'node:path';

/**
 * OpenClaw locks each database by an empty file in `/tmp/openclaw-state-locks-<uid>/`, whatever TMPDIR says, and leaves it
 * there (`<family>.<hash of the database's path>.lock.sqlite`, infra/state-database-coordinator-paths.ts). Removes those
 * of the databases in a folder whose gateway has ended.
 *
 * @param seen the same folder as we reach it, where the gateway had another view of the file system
 */
export async function removeLocks(folder: string, seen = folder): Promise<void> {
  const locks = `/tmp/openclaw-state-locks-${process.getuid?.() ?? 0}`;
  const [there, databases] = await Promise.all([list(locks), databasesIn(folder, seen)]);
  const hashes = new Set(databases.map((file) => createHash('sha256').update(file).digest('hex').slice(0, 8)));
  const ours = there.filter((name) => hashes.has(name.split('.')[1] ?? ''));
  await Promise.all(ours.map((name) => rm(path.join(locks, name), { force: true })));
  // It also makes `/tmp/openclaw`. Both folders go once nothing of anybody's is in them.
  for (const empty of [locks, '/tmp/openclaw']) await rmdir(empty).catch(() => undefined);
}

async function databasesIn(folder: string, seen: string): Promise<string[]> {
  const root = await realpath(folder).catch(() => folder);
  const files = await list(seen, true);
  return files.filter((name) => name.endsWith('.sqlite')).map((name) => path.join(root, name));
}

async function list(folder: string, recursive = false): Promise<string[]> {
  return readdir(folder, { recursive }).catch(() => []);
}
