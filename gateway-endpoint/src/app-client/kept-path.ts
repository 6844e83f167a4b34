import { existsSync } from 'node:fs';
import { COMMAND_PATH } from '@rocketchat-openclaw/shared';
import { openDatabase } from '../store/database.ts';

/** Keeps the path from the app's hello over a restart, also for processes beside the gateway, such as the CLI. */
export interface KeptPath {
  read(): string | undefined;
  write(path: string | undefined): void;
}

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS app_path (
    base_url TEXT PRIMARY KEY,
    path TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
`;

/**
 * One row: the path of another workspace is of no use. It is read at the start and written when the app is installed, so
 * the file is open for no longer. Neither fails: the app says its path again.
 */
export function keptPathIn(file: string, baseUrl: string): KeptPath {
  return {
    read() {
      if (!existsSync(file)) return undefined;
      const row = withFile(file, (db) => db.prepare('SELECT path FROM app_path WHERE base_url = ?').get(baseUrl));
      const path = row?.['path'];
      return typeof path === 'string' && COMMAND_PATH.test(path) ? path : undefined;
    },
    write(path) {
      withFile(file, (db) => {
        db.exec('DELETE FROM app_path');
        if (path) db.prepare('INSERT INTO app_path (base_url, path) VALUES (?, ?)').run(baseUrl, path);
      });
    },
  };
}

function withFile<T>(file: string, use: (db: ReturnType<typeof openDatabase>) => T): T | undefined {
  try {
    const db = openDatabase(file, SCHEMA);
    try {
      return use(db);
    } finally {
      db.close();
    }
  } catch {
    return undefined;
  }
}
