import { readFileSync } from 'node:fs';
import path from 'node:path';
import { UNAUTHORIZED_BODY } from '@rocketchat-openclaw/shared';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { Asked } from '../flow/window.ts';
import { report } from '../promises.ts';
import { forgedRequests } from './forged-requests.ts';
import { unproved } from './forgeries.ts';
import { gatewayTarget, storedIn } from './gateway-target.ts';
import { leaksIn, openSiege, quietRss, type Siege } from './siege.ts';

/** Forged requests at the built plugin in the real gateway. */
const { folder, pid, windowUrl } = inject('gateway');
const target = gatewayTarget('attacked');
const isLong = inject('attack') === 'long';
let siege: Siege;
let before: readonly string[];

beforeAll(async () => {
  siege = await openSiege(target);
  before = storedIn('attacked');
});

test('whoever proves nothing is answered 401, byte for byte the same', async () => {
  const knocks = await unproved(siege.forge);
  expect(await siege.knockAll(knocks)).toEqual([]);
  expect([...siege.statuses.keys()]).toEqual([401]);
  expect([...siege.unauthorized].map((face) => JSON.parse(face).at(-1))).toEqual([UNAUTHORIZED_BODY]);
  expect(knocks.length).toBeGreaterThanOrEqual(200);
  report({
    where: 'gateway',
    what: 'requests that prove nothing',
    tried: knocks.length,
    held: siege.statuses.get(401) ?? 0,
  });
});

test('what is signed and not in order is refused with a 4xx', async () => {
  const knocks = forgedRequests(siege.forge);
  expect(await siege.knockAll(knocks)).toEqual([]);
  report({ where: 'gateway', what: 'signed, and not in order', tried: knocks.length, held: knocks.length });
});

// Garbage is collected when the process sees fit, so the memory goes up and down: what counts is that it does not go on.
if (isLong)
  test('after forty rounds the gateway does not go on growing', async () => {
    const seen: number[] = [];
    let tried = 0;
    while (seen.length < 8) {
      for (let round = 0; round < 5; round++) {
        // Made anew each time: what comes from the future today is in order tomorrow.
        const knocks = await unproved(siege.forge);
        expect(await siege.knockAll(knocks)).toEqual([]);
        tried += knocks.length;
      }
      seen.push(await quietRss(pid));
    }
    const note = `MB after every five: ${seen.map((each) => each.toFixed(0)).join(' ')}`;
    report({ where: 'gateway', what: 'forty rounds of them', tried, held: tried, note });
    expect(Math.min(...seen.slice(4)) - Math.max(...seen.slice(0, 4))).toBeLessThan(20);
  });

afterAll(async () => {
  const stored = storedIn('attacked').filter((id) => !before.includes(id));
  expect(stored).toEqual([]);
  const asked = (await (await fetch(`${windowUrl}/received`)).json()) as Asked[];
  expect(asked.filter(({ messageId }) => messageId.startsWith(target.mark))).toEqual([]);
  const logs = ['openclaw.log', 'console.log'].map((file) => readFileSync(path.join(folder, file), 'utf8')).join('\n');
  const secrets = [...siege.secrets(), 'forged words of nobody'];
  expect(leaksIn(logs, secrets)).toEqual([]);
  report({ where: 'gateway', what: 'stored / asked of the model / posts', tried: stored.length, held: 0, note: '0' });
  report({
    where: 'gateway',
    what: 'secrets, signatures and texts in logs',
    tried: secrets.length,
    held: secrets.length,
    note: '0 hits',
  });
});
