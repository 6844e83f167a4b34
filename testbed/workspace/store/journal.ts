import {
  appendFileSync,
  closeSync,
  existsSync,
  fstatSync,
  openSync,
  readFileSync,
  readSync,
  truncateSync,
} from 'node:fs';
import path from 'node:path';
import { deserialize, serialize } from 'node:v8';

/** Collections that outlive the process, as those of a database do that runs beside a server. */
export interface Journal {
  /** Each `set` and `delete` is on the disk when it returns. A value that changes in place must be set again. */
  map<T>(name: string): Map<string, T>;
  /** The same for a list: `push` and `splice` are on the disk, and nothing else may change it. */
  list<T>(name: string): T[];
  /** Takes in what another process has written meanwhile. @returns how many changes there have been in all */
  refresh(): number;
}

type Change = { readonly name: string; readonly id: string; readonly value?: unknown };

/**
 * One file in a folder, with a line for each change; from it the collections are read at the beginning. A line that a
 * kill has cut off never happened. One process writes; others may read.
 */
export function openJournal(folder: string): Journal {
  const file = path.join(folder, 'journal');
  const maps = new Map<string, KeptMap<unknown>>();
  const lists = new Map<string, KeptList<unknown>>();
  let read = 0;
  let changes = 0;

  const write = (change: Change) => {
    const line = `${serialize(change).toString('base64')}\n`;
    appendFileSync(file, line);
    read += line.length;
    changes += 1;
  };
  const mapOf = (name: string) => {
    const known = maps.get(name) ?? new KeptMap<unknown>((id, ...value) => write(changeOf(name, id, value)));
    maps.set(name, known);
    return known;
  };
  const listOf = (name: string) => {
    const known = lists.get(name) ?? new KeptList<unknown>();
    known.tell((all) => write({ name, id: WHOLE, value: all }));
    lists.set(name, known);
    return known;
  };
  const refresh = () => {
    const text = existsSync(file) ? readFrom(file, read) : '';
    const whole = text.slice(0, text.lastIndexOf('\n') + 1);
    for (const line of whole.split('\n').slice(0, -1)) {
      const change = deserialize(Buffer.from(line, 'base64')) as Change;
      if (change.id === WHOLE) listOf(change.name).takeOver(change.value as unknown[]);
      else mapOf(change.name).takeOver(change.id, 'value' in change ? [change.value] : []);
      changes += 1;
    }
    read += whole.length;
    return changes;
  };

  refresh();
  return {
    map: (name) => mapOf(name) as Map<string, unknown> as Map<string, never>,
    list: (name) => listOf(name) as unknown[] as never[],
    refresh,
  };
}

/** Before a server writes on: what a kill has cut off is taken away. */
export function mendJournal(folder: string): void {
  const file = path.join(folder, 'journal');
  if (existsSync(file)) truncateSync(file, readFileSync(file, 'latin1').lastIndexOf('\n') + 1);
}

function readFrom(file: string, position: number): string {
  const opened = openSync(file, 'r');
  try {
    const rest = Buffer.alloc(Math.max(0, fstatSync(opened).size - position));
    return rest.toString('latin1', 0, readSync(opened, rest, 0, rest.length, position));
  } finally {
    closeSync(opened);
  }
}

/** Stands where a change has no id, because it is about a whole list. */
const WHOLE = '';

function changeOf(name: string, id: string, value: readonly unknown[]): Change {
  return value.length > 0 ? { name, id, value: value[0] } : { name, id };
}

class KeptMap<T> extends Map<string, T> {
  private readonly changed: (id: string, ...value: T[]) => void;
  constructor(changed: (id: string, ...value: T[]) => void) {
    super();
    this.changed = changed;
  }
  override set(id: string, value: T): this {
    super.set(id, value);
    this.changed(id, value);
    return this;
  }
  override delete(id: string): boolean {
    const was = super.delete(id);
    if (was) this.changed(id);
    return was;
  }
  takeOver(id: string, [value]: readonly [] | readonly [T] | readonly T[]): void {
    if (value === undefined) super.delete(id);
    else super.set(id, value);
  }
}

class KeptList<T> extends Array<T> {
  /** `filter` and `map` return an ordinary array. */
  static override get [Symbol.species]() {
    return Array;
  }
  /** Private, so that comparisons of lists do not see it. */
  #changed?: (all: readonly T[]) => void;
  tell(changed: (all: readonly T[]) => void): void {
    this.#changed = changed;
  }
  override push(...items: T[]): number {
    const length = super.push(...items);
    this.#changed?.([...this]);
    return length;
  }
  override splice(start: number, count = this.length - start, ...items: T[]): T[] {
    const gone = super.splice(start, count, ...items);
    this.#changed?.([...this]);
    return gone;
  }
  takeOver(all: readonly T[]): void {
    super.splice(0, this.length, ...all);
  }
}
