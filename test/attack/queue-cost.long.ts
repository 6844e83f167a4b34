import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { openQueue } from '../../gateway-endpoint/src/admit/queue.ts';
import { align } from '../flow/events-tables.ts';

/** What the queue costs by itself, by how much waits in one room. */
const CLAIMS = 200;
const median = (times: number[]) => times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;

async function measure(waiting: number) {
  const folder = mkdtempSync(join(tmpdir(), 'queue-cost-'));
  const path = join(folder, 'ingress.sqlite');
  let busy: string[] = [];
  let tokens = 0;
  const queue = openQueue<{ text: string }>({
    path,
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
    const db = new DatabaseSync(path);
    const add = db.prepare(
      "INSERT INTO ingress (id, status, lane, payload, received_at, updated_at, urgency) VALUES (?, 'pending', 'Room1', ?, 1, 1, 1)",
    );
    const payload = JSON.stringify({ text: 'x'.repeat(600) });
    db.exec('BEGIN');
    for (let n = 0; n < waiting + CLAIMS; n++) add.run(`e${n}`, payload);
    db.exec('COMMIT');
    db.close();
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
    return { claim: median(claims ?? []), pass: median(passes ?? []), longest: Math.max(...(passes ?? [])) };
  } finally {
    queue.close();
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
  console.log(align([['waiting', 'claim (median)', 'pass (median)', 'pass (longest)'], ...cells]));
  const [first, last] = [rows[0], rows.at(-1)];
  // A claim is one write, for good: what differs is the disk.
  expect(last?.claim).toBeLessThan((first?.claim ?? 0) * 1.5 + 0.1);
  expect(last?.pass).toBeLessThan((first?.pass ?? 0) * 1.5 + 0.1);
});
