import type { PluginRuntime } from 'openclaw/plugin-sdk/runtime-store';
import type { Account } from '../config/account.ts';
import type { Present } from '../config/present.ts';
import type { cleanLog } from '../host/clean-log.ts';
import type { Store } from '../store/store.ts';
import type { AccountStack } from './account-stack.ts';

export interface KeptStore {
  readonly store: Store;
  /** Registers the end of a part that writes to the store. */
  readonly untilStopped: <T>(stopping: Promise<T>) => Promise<T>;
  /** Keeps the store open until this work has ended. The stop does not wait for it. */
  readonly keptFor: <T>(work: Promise<T>) => Promise<T>;
}

/** Passed to every part of a start. */
export interface AccountScope extends KeptStore {
  /** The account as it was configured at its start. */
  readonly account: Account;
  readonly presentNow: () => Present;
  readonly runtime: PluginRuntime;
  /** The folder with the stores of all accounts. */
  readonly folder: string;
  readonly stack: AccountStack;
  readonly log: ReturnType<typeof cleanLog>;
}
