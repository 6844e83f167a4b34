import { generateKeyPair } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { AppManager } from '@rocket.chat/apps-engine/server/AppManager.js';
import { type BridgeParts, WorkspaceBridges } from '../bridges/bridges.ts';
import { prepareSandbox, type Sandbox } from '../sandbox/sandbox.ts';
import type { KeyPair, SharedParts } from '../shared-parts.ts';
import { type AppProcesses, hostAppProcesses } from './app-process.ts';
import type { CountedBridgeCalls } from './bridge-calls.ts';
import { catchListenerFailures } from './guard.ts';
import { claimInstance, forgetInstance } from './permission-scope.ts';
import { MemoryLogStorage } from './storage.ts';

export interface Engine {
  readonly manager: AppManager;
  readonly processes: AppProcesses;
  readonly bridges: WorkspaceBridges;
}

interface EngineNeeds {
  readonly sandbox: Sandbox;
  readonly folder: string;
  readonly calls: CountedBridgeCalls;
  readonly parts: Omit<BridgeParts, 'keys' | 'before'>;
  /** Apps that other servers have installed are loaded from there, and enabled. */
  readonly storage: Pick<SharedParts, 'metadata' | 'sources' | 'keys'>;
}

/** The real AppManager with our bridges, our storage and one of the two sandboxes. */
export async function startEngine({ sandbox, folder, calls, parts, storage }: EngineNeeds): Promise<Engine> {
  // Deno refuses a program inside node_modules, so the engine links its runtime into this folder.
  const tempFilePath = path.join(folder, 'engine');
  await mkdir(tempFilePath, { recursive: true });
  const commandFor = await prepareSandbox(sandbox, folder);
  const { server } = parts;
  const bridges = new WorkspaceBridges({
    ...parts,
    keys: await keysIn(storage.keys),
    before: () => claimInstance(manager),
  });
  forgetInstance();
  const manager = new AppManager({
    metadataStorage: storage.metadata,
    logStorage: new MemoryLogStorage(server.log),
    sourceStorage: storage.sources,
    bridges,
    tempFilePath,
  });
  catchListenerFailures(manager, server.log);
  const processes = hostAppProcesses(manager, {
    commandFor,
    called: (name) => {
      claimInstance(manager);
      calls.note(name);
    },
    said: server.log,
  });
  await manager.load();
  return { manager, processes, bridges };
}

/** Made once per process: it signs apps of this workspace for itself and guards nothing. */
let keyPair: Promise<KeyPair> | undefined;

/** Kept in the database: an app that another key has signed is not enabled when a server starts. */
async function keysIn(kept: Map<string, KeyPair>): Promise<KeyPair> {
  const known = kept.get('apps');
  if (known) return known;
  keyPair ??= makeKeyPair();
  kept.set('apps', await keyPair);
  return keyPair;
}

function makeKeyPair(): Promise<KeyPair> {
  return promisify(generateKeyPair)('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
}
