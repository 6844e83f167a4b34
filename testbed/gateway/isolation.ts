import { mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** Another view of the file system. */
export interface Within {
  /** Before a command, to run it there. */
  readonly command: readonly string[];
  /** `/a` there is `<root>/a` for us. */
  readonly root: string;
}

/** The folders and variables with which OpenClaw touches nothing outside one folder and no network but loopback. */
export interface Isolation {
  readonly folder: string;
  readonly configFile: string;
  readonly logFile: string;
  readonly env: Record<string, string>;
  readonly within: Within | undefined;
  /** A path of the gateway's, as we reach it. */
  seen(path: string): string;
}

export async function isolate(
  folder: string,
  extra: Readonly<Record<string, string>> = {},
  within?: Within,
): Promise<Isolation> {
  const seen = (path: string) => (within ? join(within.root, path) : path);
  const home = join(folder, 'home');
  const state = join(folder, 'state');
  const tmp = join(folder, 'tmp');
  await Promise.all([home, state, tmp].map((path) => mkdir(seen(path), { recursive: true, mode: 0o700 })));
  const configFile = join(state, 'openclaw.json');
  const env = {
    PATH: `${dirname(process.execPath)}:${process.env['PATH'] ?? ''}`,
    HOME: home,
    TMPDIR: tmp,
    LANG: 'C.UTF-8',
    TZ: 'UTC',
    OPENCLAW_STATE_DIR: state,
    OPENCLAW_CONFIG_PATH: configFile,
    OPENCLAW_NO_AUTO_UPDATE: '1',
    OPENCLAW_DISABLE_BONJOUR: '1',
    OPENCLAW_SKIP_CANVAS_HOST: '1',
    DO_NOT_TRACK: '1',
    NO_COLOR: '1',
    // Under `test` parts of OpenClaw and of the Apps-Engine behave differently.
    NODE_ENV: 'production',
    ...(within ? {} : compiledBefore()),
    ...extra,
  };
  return { folder, configFile, logFile: join(folder, 'openclaw.log'), env, within, seen };
}

/**
 * Where this process keeps what Node.js has compiled, OpenClaw does, too. Left to itself it would do so in `TMPDIR`, and
 * compile all of itself anew in every folder. The second variable says that this is the place: otherwise it would start
 * itself once more, in a process below the one that we know.
 */
function compiledBefore(): Record<string, string> {
  const folder = process.env['NODE_COMPILE_CACHE'];
  return folder ? { NODE_COMPILE_CACHE: folder, OPENCLAW_PACKAGED_COMPILE_CACHE_RESPAWNED: '1' } : {};
}

/** The program of the installed `openclaw` package. */
export function openclawProgram(): string {
  return createRequire(import.meta.url).resolve('openclaw/cli-entry');
}
