import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { vi } from 'vitest';

const OUTCOME = /\bevent (\S+): (turn|notice|command|click|no turn: [\w-]+)/;

/** Each event's outcomes in the gateway's log, with repeats: `turn`, `notice`, `command`, `click` or a reason for none. */
export function outcomesIn(folder: string): Map<string, string[]> {
  const file = path.join(folder, 'openclaw.log');
  const outcomes = new Map<string, string[]>();
  if (!existsSync(file)) return outcomes;
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    const [, id, outcome] = OUTCOME.exec(line) ?? [];
    if (id && outcome) outcomes.set(id, [...(outcomes.get(id) ?? []), outcome.replace('no turn: ', '')]);
  }
  return outcomes;
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
