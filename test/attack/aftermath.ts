import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, inject } from 'vitest';
import type { Asked } from '../flow/window.ts';
import { report } from '../promises.ts';
import { FORGED_WORDS, type GatewayTarget, storedIn } from './gateway-target.ts';
import { extentOf, leaksIn } from './leaks.ts';
import { type Siege, tally } from './siege.ts';

const { folder, pid, url, windowUrl } = inject('gateway');
const where = 'gateway';

export interface Attack {
  readonly siege: Siege<GatewayTarget>;
  /** The ids that were stored when it began. */
  readonly before: readonly string[];
  /** How many requests were refused that were made by other means than the siege's. */
  readonly besides?: number;
}

/** After the attack: nothing stored or asked, everything still runs, no secret in a log. */
export async function nothingCameOf({ siege, before, besides = 0 }: Attack): Promise<void> {
  const { target, statuses, unauthorized } = siege;
  const { all, refused } = tally(statuses);
  const tried = all + besides;
  report({ where, what: 'refused with a 4xx, all in all', tried, held: refused + besides });
  const stored = storedIn(target.accountId).filter((id) => !before.includes(id));
  const asked = (await (await fetch(`${windowUrl}/received`)).json()) as Asked[];
  const dispatched = asked.filter(({ messageId }) => messageId.startsWith(target.mark));
  const note = `${stored.length} stored, ${dispatched.length} dispatched; an answer could only come of those`;
  report({ where, what: 'no effect', tried, held: tried - Math.max(stored.length, dispatched.length), note });
  expect([...stored, ...dispatched]).toEqual([]);

  const denied = statuses.get(401) ?? 0;
  const faces = unauthorized.size;
  const held = faces === 1 ? denied : 0;
  if (denied > 0) report({ where, what: '401s with one face', tried: denied, held, note: `${faces} of them` });
  expect(faces).toBeLessThanOrEqual(1);

  const logs = readLogs();
  const crashes = logs.split('\n').filter((line) => /uncaught exception|unhandled ?rejection/i.test(line));
  expect((await fetch(`${url}/healthz`)).status).toBe(200);
  expect(process.kill(pid, 0)).toBe(true);
  report({
    where,
    what: 'no crash',
    tried,
    held: tried - crashes.length,
    note: `${crashes.length}, by the log and the process`,
  });
  expect(crashes).toEqual([]);

  const secrets = [...siege.forge.secrets(), FORGED_WORDS];
  // A search that finds nothing must be able to.
  expect(leaksIn(secrets.join('\n'), secrets).length).toBeGreaterThanOrEqual(secrets.length);
  const leaks = leaksIn(logs, secrets);
  report({
    where,
    what: 'secrets, keys, tokens and texts not in logs',
    tried: secrets.length,
    held: secrets.length - leaks.length,
    note: `${leaks.length} hits in ${extentOf(logs)}`,
  });
  expect(leaks).toEqual([]);
}

/** Console and log file, with those that were put aside because they had grown long. */
function readLogs(): string {
  const files = globSync('{console,openclaw}*.log', { cwd: folder });
  return files.map((file) => readFileSync(path.join(folder, file), 'utf8')).join('\n');
}
