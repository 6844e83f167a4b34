import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { storeFolder } from '../../store/folder.ts';

/** The secrets of all accounts that `openclaw rocketchat connect` has made, by account and by the id of their key. */
export type Secrets = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** In OpenClaw's state, so that a backup has it beside what refers to it. */
export const secretFilePath = (stateDir: string): string => join(storeFolder(stateDir), 'secrets.json');

export function readSecretFile(path: string): Secrets {
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Secrets) : {};
}

/** Only the owner may read it, from the first byte on. A crash leaves the file of before. */
export function writeSecretFile(path: string, secrets: Secrets): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const next = `${path}.${process.pid}.new`;
  rmSync(next, { force: true });
  try {
    writeFileSync(next, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600, flag: 'wx', flush: true });
    // Whatever the umask is.
    chmodSync(next, 0o600);
    renameSync(next, path);
  } catch (error) {
    rmSync(next, { force: true });
    throw error;
  }
}
