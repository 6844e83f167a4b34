import type { AppManager } from '@rocket.chat/apps-engine/server/AppManager.js';
import { createJobs, type Jobs } from './bridges/jobs.ts';
import { MemoryMetadataStorage, MemorySourceStorage } from './engine/storage.ts';
import { defaultSettings, type ServerSettings } from './rules/settings.ts';
import { idsFrom } from './store/ids.ts';
import { createStore, type Store } from './store/store.ts';
import { createStream, type StreamSource } from './stream.ts';
import type { WorkspaceOptions } from './workspace.ts';

/** What the servers of a cluster have in common: the database, and the word that goes round (`apps.settingUpdated`). */
export interface SharedParts {
  readonly store: Store;
  readonly stream: StreamSource;
  readonly settings: ServerSettings;
  readonly newId: () => string;
  readonly metadata: MemoryMetadataStorage;
  readonly sources: MemorySourceStorage;
  readonly jobs: Jobs;
  /** Of each server that runs. */
  readonly managers: Set<() => AppManager>;
}

export function createSharedParts({ clock = Date.now, dice = Math.random }: WorkspaceOptions): SharedParts {
  const newId = idsFrom(dice);
  return {
    store: createStore(),
    stream: createStream(),
    settings: defaultSettings(),
    newId,
    metadata: new MemoryMetadataStorage(newId, clock),
    sources: new MemorySourceStorage(),
    jobs: createJobs(),
    managers: new Set(),
  };
}
