import type { PluginRuntime } from 'openclaw/plugin-sdk/runtime-store';
import type { Account } from '../config/account.ts';
import type { cleanLog } from '../host/clean-log.ts';
import type { Life } from './life.ts';

/** Every part of a start gets this. */
export interface Here {
  /** As it was configured when it started. */
  readonly account: Account;
  /** As it is in a configuration, and as it is configured now. */
  readonly accountIn: (config: object) => Account;
  readonly accountNow: () => Account;
  readonly runtime: PluginRuntime;
  readonly stateDir: string;
  /** Where the files of all accounts are. */
  readonly folder: string;
  readonly life: Life;
  readonly log: ReturnType<typeof cleanLog>;
}
