import { readdirSync, readlinkSync } from 'node:fs';
import type { OpenClawConfig } from 'openclaw/plugin-sdk/account-core';
import { onTestFinished, vi } from 'vitest';
import { openAccountStack } from '../../../gateway-endpoint/src/account/account-stack.ts';
import { startWith } from '../../../gateway-endpoint/src/account/start.ts';
import { resolveAccount } from '../../../gateway-endpoint/src/config/account.ts';
import { setRuntime } from '../../../gateway-endpoint/src/host/runtime.ts';
import { aSecret } from '../keys.ts';
import { aFolder } from '../services.ts';

interface Wanted {
  /** Of the workspace. Absent: no workspace answers. */
  readonly baseUrl?: string | undefined;
  readonly secret?: string;
  /** Of the account, beside its address and secret. */
  readonly section?: object;
  /** By account id. */
  readonly accounts?: Record<string, object>;
}

/** A port of this machine that nobody listens on. */
const NOBODY = 'http://127.0.0.1:9';

/** The part of OpenClaw that the stack of an account needs. Its files are deleted after the test. */
export function anOpenClaw({ baseUrl = NOBODY, secret = aSecret(), section = {}, accounts = {} }: Wanted = {}) {
  const folder = aFolder();
  vi.stubEnv('OPENCLAW_STATE_DIR', folder);
  onTestFinished(() => {
    vi.unstubAllEnvs();
  });
  const link = { baseUrl, sharedSecret: secret };
  const named = Object.entries(accounts).map(([id, of]) => [id, { ...link, ...of }]);
  const cfg: OpenClawConfig = {
    channels: { rocketchat: { ...link, ...section, ...(named.length > 0 && { accounts: Object.fromEntries(named) }) } },
  };
  setRuntime({
    state: { resolveStateDir: () => folder },
    config: { current: () => cfg },
    agent: { session: { getSessionEntry: () => undefined } },
    channel: { pairing: { readAllowFromStore: async () => [] } },
  } as never);
  const lines: string[] = [];
  const statuses: object[] = [];
  const say = (level: string) => (message: string) => void lines.push(`${level} ${message}`);
  const log = { debug: say('debug'), info: say('info'), warn: say('warn'), error: say('error') };

  /** Starts an account, as OpenClaw does. */
  function start(accountId: string, begin: typeof openAccountStack = openAccountStack) {
    const stop = new AbortController();
    const context = {
      account: resolveAccount(cfg, accountId),
      accountId,
      cfg,
      abortSignal: stop.signal,
      log,
      setStatus: (status: object) => void statuses.push(status),
    };
    const ended = startWith(begin)(context as never) as Promise<void>;
    // The test awaits it later. Until then a failure is no unhandled rejection.
    ended.catch(() => undefined);
    onTestFinished(async () => {
      stop.abort();
      await ended.catch(() => undefined);
    });
    return {
      ended,
      /** As OpenClaw stops it: it asks, and may not wait. */
      ask: () => stop.abort(),
      async stop() {
        stop.abort();
        await ended;
      },
    };
  }

  const isReady = (accountId: string) =>
    vi.waitFor(() => {
      if (!statuses.some((status) => isReadyOf(status, accountId))) throw new Error(`not ready: ${lines.join('\n')}`);
    });
  return { folder, cfg, lines, statuses, start, isReady };
}

const isReadyOf = (status: object, accountId: string) =>
  'lifecycle' in status && status.lifecycle === 'ready' && 'accountId' in status && status.accountId === accountId;

/** Starts an account, and catches a part of its stack. */
export function catching<T>(name: string): { begin: typeof openAccountStack; caught(): T } {
  let caught: { readonly part: unknown } | undefined;
  return {
    begin(needs) {
      const stack = openAccountStack(needs);
      return {
        ...stack,
        open(each, open, close) {
          const part = stack.open(each, open, close);
          if (each === name) caught = { part };
          return part;
        },
      };
    },
    caught() {
      if (!caught) throw new Error(`${name} is not open`);
      return caught.part as T;
    },
  };
}

/** The SQLite files that this process has open below a folder; Linux tells. */
export function openFilesIn(folder: string): string[] {
  return readdirSync('/proc/self/fd').flatMap((fd) => {
    try {
      const file = readlinkSync(`/proc/self/fd/${fd}`);
      return file.startsWith(folder) ? [file] : [];
    } catch {
      return [];
    }
  });
}

/** Counts the intervals that are open. Node itself lists no timer that is unref'ed. */
export function countTimers(): () => number {
  const open = new Set<unknown>();
  const [set, clear] = [globalThis.setInterval, globalThis.clearInterval];
  const setting = vi.spyOn(globalThis, 'setInterval').mockImplementation(((...args: Parameters<typeof set>) => {
    const timer = set(...args);
    open.add(timer);
    return timer;
  }) as typeof set);
  const clearing = vi.spyOn(globalThis, 'clearInterval').mockImplementation((timer) => {
    open.delete(timer);
    clear(timer);
  });
  onTestFinished(() => {
    setting.mockRestore();
    clearing.mockRestore();
  });
  return () => open.size;
}
