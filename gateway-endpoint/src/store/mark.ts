import { readFileSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import type { DatabaseSync } from 'node:sqlite';
import type { Every } from '../machine.ts';
import type { Store } from './store.ts';

/** Which store it is, and how far it has come. It stands in the store, and in a file beside it. */
export interface Mark {
  readonly id: string;
  readonly count: number;
}

/** `openclaw backup` never takes a file that is called `.pid`. */
const besideOf = (path: string): string => `${path}.pid`;

/** Always as long: in the file beside the store it is overwritten in one piece, so a crash leaves the old or the new one. */
const COUNT_DIGITS = 12;

const textOf = ({ id, count }: Mark): string => `${id} ${String(count).padStart(COUNT_DIGITS, '0')}`;

function readMark(text: unknown): Mark | undefined {
  if (typeof text !== 'string' || text === '') return undefined;
  const [id = '', count = 0] = text.split(' ');
  return { id, count: Number(count) };
}

export function markIn(db: DatabaseSync): Mark | undefined {
  return readMark(db.prepare('SELECT id FROM identity').get()?.['id']);
}

export function markBeside(path: string): Mark | undefined {
  try {
    return readMark(readFileSync(besideOf(path), 'utf8'));
  } catch {
    return undefined;
  }
}

export function setMark(db: DatabaseSync, mark: Mark): void {
  db.exec('DELETE FROM identity');
  db.prepare('INSERT INTO identity VALUES (?)').run(textOf(mark));
}

export function setMarkBeside(path: string, mark: Mark): void {
  writeFileSync(besideOf(path), textOf(mark), { mode: 0o600, flush: true });
}

/** Nobody can tell a backup that is younger than this from the file that a killed gateway has left. */
const EVERY_MS = 5_000;

interface Keeping {
  readonly store: Store;
  readonly every: Every;
  readonly log: { warn(message: string): void };
}

/**
 * Counts on while the store changes. The file beside it gets the count once the store has it for good: so it never says
 * more than the store, unless an older store was put in its place.
 *
 * @returns ends it, after the last change has been counted
 */
export function keepMark({ store, every, log }: Keeping): () => Promise<void> {
  const { db, path, synced } = store;
  const changes = db.prepare('SELECT total_changes() AS count');
  const changed = () => Number(changes.get()?.['count']);
  let seen = 0;
  let counting: Promise<void> | undefined;
  let hasFailed = false;

  async function countOn(): Promise<void> {
    const mark = db.isOpen && changed() !== seen ? markIn(db) : undefined;
    if (!mark) return;
    const next = { ...mark, count: mark.count + 1 };
    db.prepare('UPDATE identity SET id = ?').run(textOf(next));
    seen = changed();
    await synced();
    await overwrite(besideOf(path), textOf(next));
  }

  /** One at a time. A full disk, or a file that is gone, is no reason to stop: an older mark is the safer one. */
  const count = () => {
    counting ??= countOn()
      .catch((error: unknown) => {
        if (!hasFailed) log.warn(`it is not noted how far ${path} has come: ${String(error)}`);
        hasFailed = true;
      })
      .finally(() => {
        counting = undefined;
      });
    return counting;
  };
  const end = every(EVERY_MS, count);
  return async () => {
    end();
    await counting;
    await count();
  };
}

async function overwrite(path: string, text: string): Promise<void> {
  const file = await open(path, 'r+');
  try {
    await file.write(text, 0);
    await file.datasync();
  } finally {
    await file.close();
  }
}
