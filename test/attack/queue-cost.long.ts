import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { expect, test } from 'vitest';
import { laneOf } from '../../gateway-endpoint/src/admit/admitted.ts';
import { openInbox } from '../../gateway-endpoint/src/admit/inbox.ts';
import { openQueue } from '../../gateway-endpoint/src/admit/queue.ts';
import { openStore } from '../../gateway-endpoint/src/store/store.ts';
import { align } from '../flow/events-tables.ts';
import { aMessage } from '../gateway-endpoint/event.ts';
import { BOT } from '../gateway-endpoint/fake-app.ts';
import { presentOf } from '../gateway-endpoint/services.ts';

/** The cost of the queue by itself, by how much waits in one room. */
const CLAIMS = 200;
/** The tenth part that was quickest: whatever else the machine does makes the others slower. */
const quick = (times: number[]) => times.toSorted((a, b) => a - b)[Math.floor(times.length / 10)] ?? 0;

async function measure(waiting: number) {
  const folder = mkdtempSync(join(tmpdir(), 'queue-cost-'));
  const store = openStore(join(folder, 'account.sqlite'));
  let busy: string[] = [];
  let tokens = 0;
  const queue = openQueue<{ text: string }>({
    store,
    channelId: 'rocketchat',
    accountId: 'default',
    queueName: 'q',
    clock: () => 1_000,
    token: () => `t${tokens++}`,
    urgencyOf: () => 1,
    busyLanes: () => busy,
    interrupts: () => false,
  });
  try {
    const { db } = store;
    const add = db.prepare(
      "INSERT INTO ingress (id, status, lane, payload, received_at, updated_at, urgency) VALUES (?, 'pending', 'Room1', ?, 1, 1, 1)",
    );
    const payload = JSON.stringify({ text: 'x'.repeat(600) });
    db.exec('BEGIN');
    for (let n = 0; n < waiting + CLAIMS; n++) add.run(`e${n}`, payload);
    db.exec('COMMIT');
    const [claims, passes]: number[][] = [[], []];
    for (let n = 0; n < CLAIMS; n++) {
      busy = ['Room1'];
      let started = performance.now();
      await queue.recoverStaleClaims({ shouldRecover: () => false });
      await queue.listPending({ limit: 'all' });
      await queue.listClaims();
      passes?.push(performance.now() - started);
      busy = [];
      const [next] = await queue.listPending({ limit: 'all' });
      started = performance.now();
      const claim = await queue.claimNext({ candidateIds: [next?.id ?? ''] });
      claims?.push(performance.now() - started);
      await queue.complete(claim ?? 'none');
    }
    return { claim: quick(claims ?? []), pass: quick(passes ?? []), longest: Math.max(...(passes ?? [])) };
  } finally {
    store.close();
    rmSync(folder, { recursive: true });
  }
}

test('[L4] a claim, and a pass that finds the room taken, cost the same with 10 and with 20,000 waiting', async () => {
  const rows: { waiting: number; claim: number; pass: number; longest: number }[] = [];
  for (const waiting of [10, 100, 1_000, 10_000, 20_000]) rows.push({ waiting, ...(await measure(waiting)) });
  const cells = rows.map(({ waiting, claim, pass, longest }) => [
    String(waiting),
    ...[claim, pass, longest].map((ms) => `${ms.toFixed(3)} ms`),
  ]);
  console.log(align([['waiting', 'claim', 'pass', 'pass (longest)'], ...cells]));
  const [first, last] = [rows[0], rows.at(-1)];
  // A claim is one write, for good: what differs is the disk.
  expect(last?.claim).toBeLessThan((first?.claim ?? 0) * 1.5 + 0.1);
  expect(last?.pass).toBeLessThan((first?.pass ?? 0) * 1.5 + 0.1);
});

test('[S13b] 20,000 that wait for a turn block the event loop no longer than none, and are handled in order', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'inbox-cost-'));
  const store = openStore(join(folder, 'account.sqlite'));
  const turn = Promise.withResolvers<void>();
  const handled: string[] = [];
  const inbox = openInbox({
    accountId: 'default',
    store,
    async deliver({ event }, claim) {
      handled.push(event.id);
      if (handled.length > 1) return;
      await claim.onAdopted();
      await turn.promise;
    },
    urgencyOf: () => 1,
    interrupts: () => false,
    presentNow: presentOf,
    turnLaneOf: laneOf,
    onDead: () => undefined,
    clock: () => Date.now(),
    token: () => crypto.randomUUID(),
    pause: async () => undefined,
    log: { info: () => undefined, error: () => undefined },
    abortSignal: new AbortController().signal,
  });
  const items = Array.from({ length: 20_001 }, (_, n) => ({ event: aMessage({ id: `e${n}`, at: 0 }), bot: BOT }));
  inbox.start();
  try {
    await inbox.admit(items.slice(0, 1));
    const rest = await loopDelay();
    const admitting = performance.now();
    for (let n = 1; n < items.length; n += 50) await inbox.admit(items.slice(n, n + 50));
    const admitted = performance.now() - admitting;
    const waits = await loopDelay();
    const draining = performance.now();
    turn.resolve();
    const handling = await loopDelay();
    while (inbox.held().events > 0) await new Promise((resolve) => setTimeout(resolve, 20));
    const drained = performance.now() - draining;
    const each = (ms: number) => `${(ms / 20_000).toFixed(2)} ms`;
    console.log(
      `event loop, p99 and longest: ${rest.join(', ')} ms at rest, ${waits.join(', ')} ms with 20,000 waiting, ${handling.join(', ')} ms while they are handled;`,
      `${each(admitted)} each to come in, ${each(drained)} each to be handled`,
    );
    expect(handled).toEqual(items.map(({ event }) => event.id));
    expect(Number(waits[0])).toBeLessThan(Number(rest[0]) * 1.5 + 2);
  } finally {
    await inbox.stop();
    store.close();
    rmSync(folder, { recursive: true });
  }
}, 300_000);

/** Over some seconds, of which each has a pass of the drain. */
async function loopDelay(): Promise<string[]> {
  const delay = monitorEventLoopDelay({ resolution: 2 });
  delay.enable();
  await new Promise((resolve) => setTimeout(resolve, 5_000));
  delay.disable();
  return [delay.percentile(99), delay.max].map((ns) => (ns / 1e6).toFixed(2));
}
