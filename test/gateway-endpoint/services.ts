import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { resolveChannelMessageIngress } from 'openclaw/plugin-sdk/channel-ingress-runtime';
import type { PluginRuntime } from 'openclaw/plugin-sdk/runtime-store';
import { onTestFinished } from 'vitest';
import type { AppClient } from '../../gateway-endpoint/src/app-client/client.ts';
import { openPresent, type Present } from '../../gateway-endpoint/src/config/present.ts';
import type { ResolveIngress } from '../../gateway-endpoint/src/gate/question.ts';
import type { RoomNames } from '../../gateway-endpoint/src/gate/room-names.ts';
import type { Threads } from '../../gateway-endpoint/src/gate/threads.ts';
import type { Logbook } from '../../gateway-endpoint/src/logbook/logbook.ts';
import type { Entry } from '../../gateway-endpoint/src/logbook/write.ts';
import { openStore, type Store } from '../../gateway-endpoint/src/store/store.ts';
import { aSecret } from './keys.ts';

/** OpenClaw's own resolver, without its store of paired users. */
export const resolve: ResolveIngress = (params) =>
  resolveChannelMessageIngress({ ...params, useDefaultPairingStore: false, readStoreAllowFrom: async () => [] });

/** A workspace whose rooms are called like nothing in the configuration. */
export const noNames: RoomNames = { follow: async () => undefined, idOf: () => undefined };

/** A bot that has written these messages, each in the thread that stands beside it. */
export function threadsWith(posts: Record<string, string | undefined> = {}): Threads {
  return {
    wrote: () => undefined,
    isOwn: (messageId) => messageId in posts,
    hasBot: (threadId) => Object.values(posts).includes(threadId),
  };
}

export function configOf(section: object) {
  return { channels: { rocketchat: { baseUrl: 'http://chat', sharedSecret: aSecret(), ...section } } };
}

/** The configuration, and the account in it. */
export const presentOf = (section: object = {}): Present => openPresent(() => configOf(section), 'default')();

export interface Line {
  readonly text: string;
  readonly sessionKey: string;
  readonly contextKey?: string | null | undefined;
}

/** As much of OpenClaw's runtime as events need that start no turn. `lines` are the system events. */
export function aRuntime(section: object) {
  const lines: Line[] = [];
  const runtime = {
    config: { current: () => configOf(section) },
    events: { onAgentEvent: () => () => undefined },
    channel: {
      routing: {
        resolveAgentRoute: ({ peer }: { peer?: { kind: string; id: string } }) => {
          return { agentId: 'main', sessionKey: `agent:main:${peer?.kind}:${peer?.id}` };
        },
      },
      inbound: { ingress: { resolve } },
      reply: { dispatchReplyFromConfig: () => Promise.reject(new Error('not here')) },
    },
    system: {
      enqueueSystemEvent: (text: string, { sessionKey, contextKey }: Omit<Line, 'text'>) => {
        lines.push({ text, sessionKey, contextKey });
        return true;
      },
    },
  };
  return { runtime: runtime as unknown as PluginRuntime, lines };
}

/** A client whose answers a test gives one by one. */
export function aClient(call: (command: never, options?: { signal?: AbortSignal | undefined }) => unknown): AppClient {
  return { call: async (command, options) => (await call(command as never, options)) as never };
}

/** The store of an account, which is closed when the test is over. */
export function aStore(path = join(aFolder(), 'account.sqlite')): Store {
  const store = openStore(path);
  onTestFinished(store.close);
  return store;
}

/** A logbook in memory. `counts` are the events that were answered, and the commands that were sent or have failed. */
export function aLogbook() {
  const entries: Entry[] = [];
  const counts = { answered: 0, sent: 0, failed: 0 };
  const logbook: Logbook = {
    note: (entry) => void entries.push(entry),
    answered() {
      counts.answered++;
    },
    sent(isDone) {
      counts.sent++;
      if (!isDone) counts.failed++;
    },
    came: () => undefined,
    failed: () => undefined,
    stop: () => undefined,
  };
  return { entries, counts, logbook };
}

/** The account is not stopped. */
export const RUNS: AbortSignal = new AbortController().signal;

/** A folder that is gone when the test is. */
export function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'gateway-endpoint-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}
