import { type Apps, createApps } from './apps/apps.ts';
import { licenceOf } from './apps/licence.ts';
import type { BridgeParts } from './bridges/bridges.ts';
import type { OutgoingRequest } from './bridges/http-bridge.ts';
import type { ShownInteraction } from './bridges/small-bridges.ts';
import { createAnnouncer } from './engine/announcer.ts';
import { type CountedBridgeCalls, createBridgeCalls } from './engine/bridge-calls.ts';
import type { Engine } from './engine/start-engine.ts';
import type { WorkspaceOptions } from './interface.ts';
import type { Server } from './server.ts';
import type { SharedParts } from './shared-parts.ts';
import { seed } from './store/seed.ts';

/** All that does not run by itself: the store with its rules, and the lists that watch what apps do. */
export interface Assembly {
  readonly server: Server;
  readonly apps: Apps;
  readonly parts: Omit<BridgeParts, 'keys' | 'before'>;
  readonly calls: CountedBridgeCalls;
  readonly logs: readonly string[];
  readonly taps: Set<(line: string) => void>;
  readonly hookTaps: Set<(event: string, ms: number) => void>;
  readonly outgoing: readonly OutgoingRequest[];
  readonly shown: readonly ShownInteraction[];
  readonly stopping: AbortController;
  /** The rules tell the engine what happened, and the engine is built on the rules: it comes second. */
  attach(engine: Engine): void;
}

export function assemble(options: WorkspaceOptions, shared: SharedParts): Assembly {
  const { clock = Date.now, shuffleDelayMs, licence = 'starter' } = options;
  const { store, stream, settings, newId, managers } = shared;
  let attached: Engine | undefined;
  const manager = () => {
    if (!attached) throw new Error('the engine of this workspace has not started');
    return attached.manager;
  };
  const stopping = new AbortController();
  const stopped = stopping.signal;
  const logs: string[] = [];
  const outgoing: OutgoingRequest[] = [];
  const shown: ShownInteraction[] = [];
  const taps = new Set<(line: string) => void>();
  const log = (line: string) => {
    logs.push(line);
    for (const tap of taps) tap(line);
  };
  const hookTaps: Assembly['hookTaps'] = new Set();
  const took = (event: string, ms: number) => {
    for (const tap of hookTaps) tap(event, ms);
  };
  const announce = createAnnouncer({ manager, log, shuffleDelayMs, stopped, took });
  const server: Server = { store, stream, clock, newId, log, announce, settings };
  if (store.users.size === 0) seed(store, newId, new Date(clock()));
  managers.add(manager);
  stopped.addEventListener('abort', () => managers.delete(manager));

  const apps = createApps(server, manager, licenceOf(licence), managers);
  const statusChanged = (appId: string, status: string) => {
    apps.statuses.set(appId, status);
    stream.emit({ type: 'app-status', appId, status });
  };
  return {
    server,
    apps,
    parts: {
      server,
      outgoing,
      shown,
      stopped,
      jobs: shared.jobs,
      statusChanged,
      endpoints: new Map(),
      commands: new Map(),
    },
    calls: createBridgeCalls(),
    logs,
    taps,
    hookTaps,
    outgoing,
    shown,
    stopping,
    attach(engine) {
      attached = engine;
    },
  };
}
