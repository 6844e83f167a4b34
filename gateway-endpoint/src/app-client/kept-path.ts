import { COMMAND_PATH } from '@rocketchat-openclaw/shared';
import type { LendStore } from '../store/on-occasion.ts';
import type { Store } from '../store/store.ts';

/** Keeps the path from the app's hello over a restart, also for processes beside the gateway, such as the CLI. */
export interface KeptPath {
  read(): string | undefined;
  write(path: string | undefined): void;
}

/**
 * One row: the path of another workspace is of no use. Neither fails: the app says its path again.
 */
export function keptPathIn(lend: LendStore, baseUrl: string): KeptPath {
  function orNothing<T>(use: (store: Store) => T): T | undefined {
    try {
      return lend(use);
    } catch {
      return undefined;
    }
  }
  return {
    read() {
      const row = orNothing(({ db }) => db.prepare('SELECT path FROM app_path WHERE base_url = ?').get(baseUrl));
      const path = row?.['path'];
      return typeof path === 'string' && COMMAND_PATH.test(path) ? path : undefined;
    },
    write(path) {
      orNothing(({ db, transaction }) =>
        transaction(() => {
          db.exec('DELETE FROM app_path');
          if (path) db.prepare('INSERT INTO app_path (base_url, path) VALUES (?, ?)').run(baseUrl, path);
        }),
      );
    },
  };
}
