import { closeSync, existsSync, fstatSync, openSync, readSync } from 'node:fs';
import path from 'node:path';
import { vi } from 'vitest';

const OUTCOME = /\bevent (\S+): (turn|notice|command|click|no turn: [\w-]+)/;

interface Reading {
  readonly outcomes: Map<string, string[]>;
  bytes: number;
}

/** By log file, how far it was read: it grows to many megabytes, and is looked at ten times a second. */
const readings = new Map<string, Reading>();

/** Each event's outcomes in the gateway's log, with repeats: `turn`, `notice`, `command`, `click` or a reason for none. */
export function outcomesIn(folder: string): ReadonlyMap<string, readonly string[]> {
  const file = path.join(folder, 'openclaw.log');
  const reading = readings.get(file) ?? { outcomes: new Map<string, string[]>(), bytes: 0 };
  readings.set(file, reading);
  const { outcomes } = reading;
  for (const line of newLinesOf(file, reading)) {
    const [, id, outcome] = OUTCOME.exec(line) ?? [];
    if (id && outcome) outcomes.set(id, [...(outcomes.get(id) ?? []), outcome.replace('no turn: ', '')]);
  }
  return outcomes;
}

/** Whole lines that have come since the last time. */
function newLinesOf(file: string, reading: Reading): string[] {
  if (!existsSync(file)) return [];
  const opened = openSync(file, 'r');
  try {
    const bytes = Buffer.alloc(fstatSync(opened).size - reading.bytes);
    const read = readSync(opened, bytes, 0, bytes.length, reading.bytes);
    const whole = bytes.subarray(0, read).lastIndexOf('\n') + 1;
    reading.bytes += whole;
    return bytes.toString('utf8', 0, whole).split('\n');
  } finally {
    closeSync(opened);
  }
}

/** Waits until each of these events has an outcome. */
export async function outcomesOf(
  ids: readonly string[],
  folder: string,
  timeout = 60_000,
): Promise<Map<string, string>> {
  const outcomes = await vi.waitFor(
    () => {
      const known = outcomesIn(folder);
      const waiting = ids.filter((id) => !known.has(id));
      if (waiting.length > 0) throw new Error(`no outcome yet of ${waiting.slice(0, 20).join(', ')}`);
      return known;
    },
    { timeout, interval: 100 },
  );
  return new Map(ids.map((id) => [id, (outcomes.get(id) ?? []).join(' and ')]));
}
