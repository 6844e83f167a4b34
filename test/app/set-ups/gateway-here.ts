import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import type { OpenClawConfig } from 'openclaw/plugin-sdk/account-core';
import { expect, vi } from 'vitest';
import { running as accounts } from '../../../gateway-endpoint/src/account/running.ts';
import { startAccount } from '../../../gateway-endpoint/src/account/start.ts';
import { resolveAccount } from '../../../gateway-endpoint/src/config/account.ts';
import { setRuntime } from '../../../gateway-endpoint/src/host/runtime.ts';
import { TESTED_VERSIONS } from '../../../gateway-endpoint/src/host/tested-versions.ts';
import { machine } from '../../../gateway-endpoint/src/machine.ts';
import { status } from '../../../gateway-endpoint/src/plugin/status/status.ts';

/**
 * The plugin in this process, without a gateway around it: its account, its door and its status are the real ones.
 * OpenClaw's part is a server for the routes of plugins. There is no agent: an event that is taken fails five times, and a
 * quarter of a minute later its author reads that it was given up. Such whispers are on their way during later rows.
 */
export interface GatewayHere {
  readonly url: string;
  /** Runs the account with this section in place of the one before it. */
  run(section: object, accountId?: string): Promise<void>;
  /** What `openclaw channels status --probe` says of the account that was run last, and its cures, a line each. */
  says(): Promise<string>;
  end(): Promise<void>;
  stop(): Promise<void>;
}

interface Route {
  readonly path: string;
  readonly handler: (request: IncomingMessage, response: ServerResponse) => unknown;
}

/** OpenClaw keeps the routes of plugins here, in whichever copy of it a plugin runs. */
const REGISTRY = Symbol.for('openclaw.pluginRegistryState');

const QUIET = { dmPolicy: 'disabled', groupPolicy: 'disabled' };
const PROBE_MS = 5_000;
const PATIENCE = { timeout: 20_000, interval: 20 };

export async function startGatewayHere(): Promise<GatewayHere> {
  const lines: string[] = [];
  const folder = mkdtempSync(path.join(os.tmpdir(), 'gateway-here-'));
  process.env['OPENCLAW_STATE_DIR'] = folder;
  let cfg: OpenClawConfig = {};
  let accountId = 'default';
  let running: { readonly stop: AbortController; readonly ended: Promise<void> } | undefined;
  setRuntime({
    version: TESTED_VERSIONS[0],
    state: { resolveStateDir: () => folder },
    config: { current: () => cfg },
    agent: { session: { getSessionEntry: () => undefined } },
    channel: { pairing: { readAllowFromStore: async () => [] } },
  } as never);
  const say = (message: string) => void lines.push(message);
  const log = { debug: say, info: say, warn: say, error: say };

  const server = createServer((request, response) => {
    // As a machine with another time answers.
    response.setHeader('date', new Date(machine.clock()).toUTCString());
    const route = routes().find(({ path: at }) => request.url?.startsWith(`${at}/`));
    if (route) route.handler(request, response);
    else response.writeHead(404, { 'content-type': 'text/plain; charset=utf-8' }).end('Not Found');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  async function end(): Promise<void> {
    running?.stop.abort();
    await running?.ended.catch(() => undefined);
    running = undefined;
  }

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async run(section, id = 'default') {
      await end();
      accountId = id;
      cfg = { channels: { rocketchat: { accounts: { [id]: { ...QUIET, ...section } } } } } as OpenClawConfig;
      const stop = new AbortController();
      const ready = Promise.withResolvers<void>();
      const context = {
        account: resolveAccount(cfg, id),
        accountId: id,
        cfg,
        abortSignal: stop.signal,
        log,
        setStatus: ({ lifecycle }: { lifecycle?: string }) => lifecycle === 'ready' && ready.resolve(),
      };
      const ended = startAccount(context as never) as Promise<void>;
      // An account that cannot start is listed with its reason.
      ended.catch(() => ready.resolve());
      running = { stop, ended };
      await ready.promise;
      await hasTried(id);
    },
    async says() {
      const account = resolveAccount(cfg, accountId);
      const probe = await status.probeAccount?.({ account, cfg, timeoutMs: PROBE_MS });
      const snapshot = await status.buildAccountSnapshot?.({ account, cfg, probe } as never);
      const issues = status.collectStatusIssues?.([snapshot] as never) ?? [];
      return issues.map(({ message, fix }) => `${message}\n${fix}`).join('\n');
    },
    end,
    async stop() {
      await end();
      server.close();
      server.closeAllConnections();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** An account that runs greets its app at once; whether that arrived is known a moment later. */
async function hasTried(accountId: string): Promise<void> {
  const self = accounts.get(accountId);
  if (self) await vi.waitFor(() => expect(self.way()).not.toEqual({}), PATIENCE);
}

function routes(): readonly Route[] {
  const state = (globalThis as { [REGISTRY]?: { activeRegistry?: { httpRoutes?: Route[] } } })[REGISTRY];
  return state?.activeRegistry?.httpRoutes ?? [];
}
