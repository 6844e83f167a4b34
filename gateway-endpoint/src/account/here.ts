import type { PluginRuntime } from 'openclaw/plugin-sdk/runtime-store';
import type { Account } from '../config/account.ts';
import type { cleanLog } from '../host/clean-log.ts';
import type { Store } from '../store/store.ts';
import type { Life } from './life.ts';

export interface KeptStore {
  readonly store: Store;
  /** The stop of a part that writes to the store until it has ended. */
  readonly untilStopped: <T>(stopping: Promise<T>) => Promise<T>;
}

/** Every part of a start gets this. */
export interface Here extends KeptStore {
  /** As it was configured when it started. */
  readonly account: Account;
  /** As it is in a configuration, and as it is configured now. */
  readonly accountIn: (config: object) => Account;
  readonly accountNow: () => Account;
  readonly runtime: PluginRuntime;
  /** Where the stores of all accounts are. */
  readonly folder: string;
  readonly life: Life;
  readonly log: ReturnType<typeof cleanLog>;
}
