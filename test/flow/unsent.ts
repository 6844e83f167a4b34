import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** The sends of an account that OpenClaw still has to make, or has failed to. */
export function unsent(folder: string, accountId: string): Record<string, unknown>[] {
  using database = new DatabaseSync(path.join(folder, 'state/state/openclaw.sqlite'), { readOnly: true });
  return database
    .prepare('SELECT id, status, last_error FROM delivery_queue_entries WHERE account_id = ? AND status <> ?')
    .all(accountId, 'completed');
}
