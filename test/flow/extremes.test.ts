import { Event, LIMITS } from '@rocketchat-openclaw/shared';
import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest';
import { report } from '../promises.ts';
import { extremeEvents } from './extremes.ts';
import { eventsIn } from './one-outcome.ts';
import { openPolicy, type PolicyApp } from './policy-app.ts';

/** A workspace that signs what nobody expects, at a real gateway. */
const { folder, url } = inject('gateway');
const mark = `extreme${process.pid}`;
let app: PolicyApp;

beforeAll(async () => {
  app = await openPolicy('on-mention');
});
afterAll(() => app?.stop());

test('[S10] whatever the contract lets through is handled at once: nothing of it is tried again, and nothing given up', async () => {
  const events = extremeEvents(mark);
  expect(events.filter((event) => !Event.safeParse(event).success)).toEqual([]);
  for (const batch of batchesOf(events)) await app.accept(batch);
  const mine = () => eventsIn(folder).filter(({ id }) => id.includes(mark));
  const left = () => mine().filter(({ status }) => status === 'pending' || status === 'claimed');
  await vi.waitFor(() => expect(left()).toEqual([]), { timeout: 90_000, interval: 250 });
  const failed = mine().filter(({ status }) => status !== 'completed');
  const tried = events.length;
  report({ where: 'gateway', what: '[S10] odd values of the contract', tried, held: tried - failed.length });
  expect(failed).toEqual([]);
  expect(mine()).toHaveLength(tried);
}, 150_000);

describe('[S10] a time beyond the year 9999', () => {
  const times = [LIMITS.lastInstantMs + 1, 8.64e15, 8.64e15 + 1, Number.MAX_SAFE_INTEGER, 1e300];
  test.each(
    times.flatMap((time) => (['at', 'until', 'since', 'createdAt'] as const).map((field) => [field, time] as const)),
  )('in %s (%d) is a bad request', async (field, time) => {
    const all = extremeEvents(`${mark}x`);
    const gap = all.find(({ type }) => type === 'gap');
    const sent = all.find((event) => event.type === 'message.sent');
    const message = sent?.type === 'message.sent' ? { ...sent.message, createdAt: time } : undefined;
    const bad = field === 'createdAt' ? { ...sent, message } : { ...gap, [field]: time };
    const answer = await app.push(url, [bad as Event]);
    expect([answer.status, await answer.json()]).toEqual([400, { error: 'bad-request' }]);
  });
});

/** As many as fit into a body. */
function batchesOf(events: readonly Event[]): Event[][] {
  const batches: Event[][] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const event of events) {
    const size = Buffer.byteLength(JSON.stringify(JSON.stringify(event)));
    bytes += size;
    if (bytes > LIMITS.payloadBytes || (batches.at(-1)?.length ?? 0) >= LIMITS.eventsPerBatch) {
      batches.push([]);
      bytes = size;
    }
    batches.at(-1)?.push(event);
  }
  return batches;
}
