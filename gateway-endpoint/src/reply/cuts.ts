import type { Store } from '../store/store.ts';
import type { Writing } from '../text/text.ts';

/**
 * How each send was cut into posts. The key of a post contains its place in the send, so a repeat must cut as the first
 * attempt did, even if the server's limit is not known yet after a start, or the configuration has changed.
 */
export interface Cuts {
  remembered(key: string): Writing | undefined;
  /** Never throws: on a full disk it is kept in memory. */
  remember(key: string, writing: Writing): void;
  /** No part of it was posted, so the next attempt may cut otherwise. */
  forget(key: string): void;
}

/** As long as the app remembers keys. */
const MEMORY_MS = 7 * 24 * 60 * 60_000;

interface Remembering {
  readonly store: Store;
  readonly clock: () => number;
  readonly log: { warn(message: string): void };
}

export function openCuts({ store: { db, transaction }, clock, log }: Remembering): Cuts {
  const add = db.prepare('INSERT INTO cuts VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING');
  const find = db.prepare('SELECT max_chars, chunk_mode, table_mode FROM cuts WHERE key = ?');
  const remove = db.prepare('DELETE FROM cuts WHERE key = ?');
  const prune = db.prepare('DELETE FROM cuts WHERE at < ?');
  const unwritten = new Map<string, Writing>();

  function remembered(key: string): Writing | undefined {
    const row = db.isOpen ? find.get(key) : undefined;
    if (!row) return unwritten.get(key);
    const max = Number(row['max_chars']);
    const [chunkMode, tableMode] = [row['chunk_mode'], row['table_mode']] as [
      Writing['chunkMode'],
      Writing['tableMode'],
    ];
    return { limit: max, maxChars: max, chunkMode, tableMode };
  }

  return {
    remembered,
    remember(key, { limit, maxChars, chunkMode, tableMode }) {
      const max = Math.min(limit, maxChars);
      try {
        transaction(() => {
          add.run(key, max, chunkMode, tableMode, clock());
          prune.run(clock() - MEMORY_MS);
        });
      } catch (error) {
        if (unwritten.size === 0) log.warn(`how a message was cut is not written down: ${String(error)}`);
        unwritten.set(key, { limit: max, maxChars: max, chunkMode, tableMode });
      }
    },
    forget(key) {
      unwritten.delete(key);
      if (db.isOpen) remove.run(key);
    },
  };
}
