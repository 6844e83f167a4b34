import { DatabaseSync } from 'node:sqlite';

/**
 * From now on every write to a table fails, as on a full disk.
 *
 * @returns ends it
 */
export function refuseWrites(path: string, table: string): () => void {
  const kinds = ['INSERT', 'UPDATE', 'DELETE'];
  const run = (statement: (kind: string) => string) => {
    using database = new DatabaseSync(path);
    for (const kind of kinds) database.exec(statement(kind));
  };
  run((kind) => `CREATE TRIGGER refuse_${kind} BEFORE ${kind} ON ${table} BEGIN SELECT RAISE(ABORT, 'no room'); END`);
  return () => run((kind) => `DROP TRIGGER refuse_${kind}`);
}
