import type { AppManager } from '@rocket.chat/apps-engine/server/AppManager.js';
import { createJobs, type Jobs } from './bridges/jobs.ts';
import { MemoryMetadataStorage, MemorySourceStorage } from './engine/storage.ts';
import type { WorkspaceOptions } from './interface.ts';
import { defaultSettings, type ServerSettings } from './rules/settings.ts';
import { idsFrom } from './store/ids.ts';
import { mendJournal, openJournal } from './store/journal.ts';
import { createStore, type Store } from './store/store.ts';
import { createStream, type StreamSource } from './stream.ts';

/** PEM texts, with which the engine signs apps. */
export interface KeyPair {
  readonly privateKey: string;
  readonly publicKey: string;
}

/** Shared by the servers of a cluster: the database, and the word that goes round (`apps.settingUpdated`). */
export interface SharedParts {
  readonly store: Store;
  readonly stream: StreamSource;
  readonly settings: ServerSettings;
  readonly newId: () => string;
  readonly metadata: MemoryMetadataStorage;
  readonly sources: MemorySourceStorage;
  readonly keys: Map<string, KeyPair>;
  readonly jobs: Jobs;
  /** Of each server that runs. */
  readonly managers: Set<() => AppManager>;
}

export function createSharedParts(options: WorkspaceOptions): SharedParts {
  const { clock = Date.now, dice = Math.random, database, appDocumentId, removal } = options;
  if (database !== undefined) mendJournal(database);
  const journal = database === undefined ? undefined : openJournal(database);
  const newId = idsFrom(dice);
  return {
    store: createStore(journal),
    stream: createStream(),
    settings: defaultSettings(),
    newId,
    metadata: new MemoryMetadataStorage(() => appDocumentId ?? newId(), clock, journal?.map('apps'), removal),
    sources: new MemorySourceStorage(journal?.map('archives')),
    keys: journal?.map('keys') ?? new Map(),
    jobs: createJobs(),
    managers: new Set(),
  };
}
