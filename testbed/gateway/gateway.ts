import type { ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type CliResult, installPlugin, runCli } from './cli.ts';
import { gatewayConfig, type JsonObject, merge } from './config.ts';
import { freePort } from './free-port.ts';
import { type Isolation, isolate, openclawProgram, type Within } from './isolation.ts';
import { killKept, launchKept } from './kept.ts';
import type { ModelAccess } from './model.ts';
import { removeLocks } from './remove-locks.ts';
import { openTerminal, type Terminal } from './terminal.ts';

export interface GatewayOptions {
  /** An own folder; everything the gateway writes stays in it. Reused, it is a restart. */
  readonly folder: string;
  /** The section `channels` of openclaw.json. */
  readonly channels: JsonObject;
  /** Our plugin: loaded from its folder, installed from a packed file, or already installed in this folder. */
  readonly plugin: { readonly path: string } | { readonly tgz: string } | 'installed';
  /** Other plugins, by their packed files or by the names of their packages; they are installed first. */
  readonly others?: readonly string[];
  readonly model: ModelAccess;
  /** Merged over the rest of openclaw.json. */
  readonly config?: JsonObject;
  readonly env?: Readonly<Record<string, string>>;
  /** Absent for any free one. */
  readonly port?: number;
  /** Leaves openclaw.json as the last start in this folder wrote it: for a disk that takes nothing. */
  readonly keepConfig?: boolean;
  /** Where it runs; by default where we do. */
  readonly within?: Within;
  /** Paths that must be served before the gateway counts as started; by default the events of the default account. */
  readonly waitFor?: readonly string[];
}

export interface Gateway {
  readonly url: string;
  readonly port: number;
  readonly folder: string;
  /** The operator's token. */
  readonly token: string;
  /** Of the gateway itself. */
  readonly pid: number;
  /** From start to ready. */
  readonly bootMs: number;
  /** Everything it has logged: console and log file. */
  logs(): string;
  /** Runs `openclaw <args>` beside the gateway, in the same isolation. */
  cli(args: readonly string[]): Promise<CliResult>;
  /** The same in a terminal. */
  terminal(args: readonly string[]): Terminal;
  /** Rewrites openclaw.json, which the running gateway then reloads. */
  configure(channels: JsonObject, config?: JsonObject): Promise<void>;
  /** Ends it as an operator would, and anything that is left of it. */
  stop(): Promise<void>;
  /** kill -9. */
  kill(): Promise<void>;
}

const BOOT_MS = 120_000;
const STOP_MS = 20_000;

/** Starts a real OpenClaw gateway with our plugin, alone in its folder, and waits until the channel answers. */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  const isolation = await isolate(options.folder, options.env, options.within);
  try {
    return await boot(options, isolation, options.port ?? (await freePort()));
  } catch (error) {
    // Between choosing a port and listening on it somebody else may have taken it.
    if (options.port !== undefined || !(error instanceof BootError) || !error.portTaken) throw error;
    return boot(options, isolation, await freePort());
  }
}

async function boot(options: GatewayOptions, isolation: Isolation, port: number): Promise<Gateway> {
  const { folder, model, plugin, others = [], waitFor = ['/rocketchat/default/events'] } = options;
  const { configFile, logFile, seen, env, within } = isolation;
  const token = options.keepConfig ? tokenIn(read(seen(configFile))) : randomBytes(24).toString('hex');
  const pluginPath = typeof plugin === 'object' && 'path' in plugin ? plugin.path : undefined;
  const configure = (channels: JsonObject, extra: JsonObject | undefined) => {
    const config = gatewayConfig({ port, token, logFile, model, channels, pluginPath, extra });
    const file = seen(configFile);
    return writeFile(file, JSON.stringify(keepOwn(file, config), null, 2), { mode: 0o600 });
  };
  const installed = typeof plugin === 'object' && 'tgz' in plugin ? [...others, plugin.tgz] : others;
  if (installed.length > 0) await configure({}, undefined);
  for (const each of installed) await installPlugin(isolation, each);
  if (!options.keepConfig) await configure(options.channels, options.config);

  const console = join(folder, 'console.log');
  const started = performance.now();
  const command = [
    ...(within?.command ?? []),
    process.execPath,
    openclawProgram(),
    'gateway',
    'run',
    '--port',
    String(port),
  ];
  const { keeper, pid } = await launchKept(command, { env, cwd: folder, console });
  const url = `http://127.0.0.1:${port}`;
  const logs = () => read(console) + read(seen(logFile));
  const ended = new Promise<void>((resolve) => keeper.once('exit', () => resolve()));
  const kill = async () => {
    killKept(keeper);
    await ended;
    await removeLocks(folder, seen(folder));
  };

  try {
    await ready(url, waitFor, keeper);
  } catch (cause) {
    await kill();
    throw new BootError(logs(), cause);
  }
  return {
    url,
    port,
    folder,
    token,
    pid,
    bootMs: Math.round(performance.now() - started),
    logs,
    cli: (args) => runCli(isolation, args),
    terminal: (args) => openTerminal(isolation, args),
    configure,
    async stop() {
      keeper.kill('SIGTERM');
      await Promise.race([ended, sleep(STOP_MS, undefined, { ref: false })]);
      await kill();
    },
    kill,
  };
}

/** OpenClaw restores its backup over a file that lost what it wrote there itself: its `meta`, and the installation. */
function keepOwn(configFile: string, config: JsonObject): JsonObject {
  const { meta, plugins } = JSON.parse(read(configFile) || '{}') as JsonObject;
  return merge(config, { ...(meta && { meta }), ...(plugins && { plugins }) });
}

function tokenIn(config: string): string {
  const { gateway } = JSON.parse(config) as { gateway: { auth: { token: string } } };
  return gateway.auth.token;
}

class BootError extends Error {
  readonly portTaken: boolean;

  constructor(logs: string, cause: unknown) {
    super(`the gateway did not start: ${String(cause)}\n${logs.slice(-4_000)}`, { cause });
    this.portTaken = /EADDRINUSE|already in use/i.test(logs);
  }
}

/** Listening, started up, and our routes registered: a gateway reports a complete start even when a channel failed. */
async function ready(url: string, waitFor: readonly string[], keeper: ChildProcess): Promise<void> {
  const deadline = performance.now() + BOOT_MS;
  const steps = [
    async () => (await fetch(`${url}/healthz`)).status === 200,
    async () => (await fetch(`${url}/startupz`)).status === 200,
    ...waitFor.map((path) => async () => (await fetch(`${url}${path}`, { method: 'POST' })).status === 401),
  ];
  for (const step of steps) {
    while (!(await step().catch(() => false))) {
      if (keeper.exitCode !== null || keeper.signalCode !== null) throw new Error('it ended');
      if (performance.now() > deadline) throw new Error(`it was not ready within ${BOOT_MS} ms`);
      await sleep(50);
    }
  }
}

function read(file: string): string {
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}
