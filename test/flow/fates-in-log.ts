import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { vi } from 'vitest';

const FATE = /\bevent (\S+): (turn|notice|command|click|no turn: [\w-]+)/;

/** Each event's fate in the gateway's log: `turn`, `notice`, `command`, `click` or the reason of a silence, as often as it is there. */
export function fatesIn(folder: string): Map<string, string[]> {
  const file = path.join(folder, 'openclaw.log');
  const fates = new Map<string, string[]>();
  if (!existsSync(file)) return fates;
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    const [, id, fate] = FATE.exec(line) ?? [];
    if (id && fate) fates.set(id, [...(fates.get(id) ?? []), fate.replace('no turn: ', '')]);
  }
  return fates;
}

/** Waits until each of these events has met its fate. */
export async function fatesOf(ids: readonly string[], folder: string, timeout = 60_000): Promise<Map<string, string>> {
  const fates = await vi.waitFor(
    () => {
      const known = fatesIn(folder);
      const waiting = ids.filter((id) => !known.has(id));
      if (waiting.length > 0) throw new Error(`no fate yet of ${waiting.slice(0, 20).join(', ')}`);
      return known;
    },
    { timeout, interval: 100 },
  );
  return new Map(ids.map((id) => [id, (fates.get(id) ?? []).join(' and ')]));
}
