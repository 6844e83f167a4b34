import { existsSync } from 'node:fs';
import { openStore, type Store } from './store.ts';

/** Lends the store of an account for one piece of work. */
export type LendStore = <T>(use: (store: Store) => T) => T;

/**
 * For a process beside the gateway, such as the CLI: the file is open for no longer than the work takes.
 *
 * @param mayMake false for readers: a file that another user creates would lock the gateway out. Without a file it
 * throws.
 */
export function onOccasion(path: string, { mayMake = true } = {}): LendStore {
  return (use) => {
    if (!mayMake && !existsSync(path)) throw new Error(`${path} is not there yet`);
    using store = openStore(path);
    return use(store);
  };
}
