import { storePath } from './folder.ts';
import { afterRestore } from './restored.ts';
import { openStore, type Store } from './store.ts';
import { takeOver } from './take-over.ts';

interface Opening {
  readonly folder: string;
  readonly accountId: string;
  readonly clock: () => number;
  readonly newId: () => string;
  /** How long it waits for another process; absent outside tests. */
  readonly busyMs?: number;
  readonly log: { info(message: string): void; warn(message: string): void };
}

/**
 * The store of an account at its start in the gateway, with everything that 0.1.0 has left.
 *
 * @throws if it cannot be opened, or a row of 0.1.0 cannot be taken over
 */
export function openAccountStore({ folder, accountId, clock, newId, busyMs, log }: Opening): Store {
  const store = openStore(storePath(folder, accountId), busyMs);
  try {
    const rows = takeOver(store, folder, accountId);
    if (rows > 0) log.info(`${rows} rows of version 0.1.0 are in ${store.path} now, and its files are removed`);
    const restored = afterRestore(store, { clock, newId });
    if (restored) {
      log.warn(
        `${store.path} comes from a backup: ${restored.events} events that waited then, and ${restored.turns} turns that were ` +
          'under way, may have been answered since, and are not answered now. See `openclaw rocketchat failed`',
      );
    }
    return store;
  } catch (error) {
    store.close();
    throw error;
  }
}
