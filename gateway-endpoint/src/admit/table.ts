import type { DatabaseSync } from 'node:sqlite';
import { openDatabase } from '../database.ts';

/** One event, as a row. `seq` is the order of arrival: several events of one batch share their millisecond. */
export interface Row {
  readonly seq: number;
  readonly id: string;
  readonly status: 'pending' | 'claimed' | 'completed' | 'failed';
  readonly lane: string | null;
  /** JSON; emptied on completion, when only the tombstone remains. */
  readonly payload: string | null;
  readonly metadata: string | null;
  readonly received_at: number;
  readonly updated_at: number;
  readonly attempts: number;
  readonly last_attempt_at: number | null;
  readonly last_error: string | null;
  readonly claim_token: string | null;
  readonly claim_owner: string | null;
  readonly claimed_at: number | null;
  readonly ended_at: number | null;
  readonly failure: string | null;
}

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS ingress (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    status TEXT NOT NULL CHECK (status IN ('pending', 'claimed', 'completed', 'failed')),
    lane TEXT,
    payload TEXT,
    metadata TEXT,
    received_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    last_attempt_at INTEGER,
    last_error TEXT,
    claim_token TEXT,
    claim_owner TEXT,
    claimed_at INTEGER,
    ended_at INTEGER,
    failure TEXT
  ) STRICT;
  CREATE INDEX IF NOT EXISTS ingress_by_status ON ingress (status, seq);
`;

export const openTable = (path: string): DatabaseSync => openDatabase(path, SCHEMA);
