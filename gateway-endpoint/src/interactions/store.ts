import type { DatabaseSync } from 'node:sqlite';
import { openDatabase } from '../store/database.ts';

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS cards (
    key TEXT PRIMARY KEY,
    secret TEXT NOT NULL UNIQUE,
    subject TEXT,
    room_id TEXT NOT NULL,
    thread_id TEXT,
    message_id TEXT,
    text TEXT NOT NULL,
    blocks TEXT NOT NULL,
    controls TEXT NOT NULL,
    taken_by TEXT,
    issued_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS cards_by_subject ON cards (subject);
  CREATE INDEX IF NOT EXISTS cards_by_room ON cards (room_id, issued_at);
  CREATE INDEX IF NOT EXISTS cards_by_age ON cards (expires_at);
  CREATE TABLE IF NOT EXISTS forms (
    view_id TEXT PRIMARY KEY,
    card_key TEXT NOT NULL REFERENCES cards (key) ON DELETE CASCADE,
    user_id TEXT NOT NULL,
    thread_id TEXT
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS polls (
    card_key TEXT PRIMARY KEY REFERENCES cards (key) ON DELETE CASCADE,
    poll TEXT NOT NULL,
    closes_at INTEGER
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS votes (
    card_key TEXT NOT NULL REFERENCES cards (key) ON DELETE CASCADE,
    user_id TEXT NOT NULL,
    username TEXT NOT NULL,
    event_id TEXT NOT NULL,
    options TEXT NOT NULL,
    PRIMARY KEY (card_key, user_id)
  ) STRICT, WITHOUT ROWID;
`;

/** One file per account: what is on its buttons, who has a form open, and how people have voted. */
export const openStore = (path: string): DatabaseSync => openDatabase(path, SCHEMA);
