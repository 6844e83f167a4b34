import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import type { Row } from './rows.ts';

/** The table `ingress`. Each statement is prepared once. */
export interface IngressTable {
  /** The event, in whatever state. */
  find(id: string): Row | undefined;
  /** The first row. `R` has the columns that the statement names. */
  first<R>(sql: string, ...values: SQLInputValue[]): R | undefined;
  all<R>(sql: string, ...values: SQLInputValue[]): R[];
  /** @returns how many rows were changed */
  change(sql: string, ...values: SQLInputValue[]): number;
}

export function openIngressTable(db: DatabaseSync): IngressTable {
  const statements = new Map<string, StatementSync>();
  const prepared = (sql: string) => {
    const statement = statements.get(sql) ?? db.prepare(sql);
    statements.set(sql, statement);
    return statement;
  };
  return {
    find: (id) => prepared('SELECT * FROM ingress WHERE id = ?').get(id) as Row | undefined,
    first: <R>(sql: string, ...values: SQLInputValue[]) => prepared(sql).get(...values) as R | undefined,
    all: <R>(sql: string, ...values: SQLInputValue[]) => prepared(sql).all(...values) as R[],
    change: (sql, ...values) => Number(prepared(sql).run(...values).changes),
  };
}
