import { accessSync, constants } from 'node:fs';
import path from 'node:path';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** `$CHROMIUM`, or the first Chromium on the path; undefined where there is none. */
export function findBrowser(env: Readonly<Record<string, string | undefined>> = process.env): string | undefined {
  const named = env['CHROMIUM'];
  if (named) return named;
  const folders = [...(env['PATH'] ?? '').split(path.delimiter), '/usr/bin'];
  return NAMES.flatMap((name) => folders.map((folder) => path.join(folder, name))).find(isProgram);
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Why the suites that need it are skipped where there is none. */
export const NO_BROWSER = 'no Chromium is installed (apt-get install chromium, or set CHROMIUM)';
