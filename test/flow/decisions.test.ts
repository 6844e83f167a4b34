// Long: each of more than twenty policies has a workspace of its own, and hundreds of messages are decided.
import { LIMITS } from '@rocketchat-openclaw/shared';
import { afterAll, describe, expect, inject, test, vi } from 'vitest';
import { columnsOf, messageOf, type Row, rowsOf } from './decision-rows.ts';
import { POLICIES } from './decisions.ts';
import { align } from './events-tables.ts';
import { unfinished } from './one-outcome.ts';
import { outcomesOf } from './outcomes-in-log.ts';
import { openPolicy, type PolicyApp, postsOf } from './policy-app.ts';
import { needsPosts, type Posts } from './says.ts';

const { folder } = inject('gateway');
const started = performance.now();
const figures: string[][] = [];
const apps: PolicyApp[] = [];
const sent = new Set<string>();
const NO_POSTS: Posts = { thread: '', post: '' };

describe('who may talk to the agent', () => {
  test('the table is large enough to mean something', () => {
    expect(POLICIES.length).toBeGreaterThanOrEqual(20);
    expect(POLICIES.flatMap(rowsOf).length).toBeGreaterThanOrEqual(400);
  });

  test.each(POLICIES)('$name', async (policy) => {
    const app = await openPolicy(policy.name);
    apps.push(app);
    const posts = needsPosts(columnsOf(policy)) ? await postsOf(app) : NO_POSTS;
    const rows = rowsOf(policy);
    const got = await decide(policy.name, rows, posts, app);
    const different = rows.flatMap(({ place, who, says, expected }, i) =>
      got[i] === expected ? [] : [`${place} · ${who} · ${says} → ${got[i]}, not ${expected}`],
    );
    figures.push([policy.name, rows.length, rows.length - different.length, different.length].map(String));
    expect(different).toEqual([]);
  });
});

// A message to an agent at work is answered after that work, which is later than its decision.
afterAll(async () => {
  await vi.waitFor(() => expect(unfinished(folder).filter(({ id }) => sent.has(id))).toEqual([]), {
    timeout: 60_000,
    interval: 100,
  });
  for (const app of apps) await app.stop();
});

afterAll(() => {
  const sum = (column: number) => figures.reduce((all, row) => all + Number(row[column]), 0);
  const total = [`${figures.length} policies`, String(sum(1)), String(sum(2)), String(sum(3))];
  console.log(align([['policy', 'rows', 'equal', 'different'], ...figures, total]));
  console.log(`${Math.round((performance.now() - started) / 1_000)} s`);
});

/** Sends the rows as their messages, and reads in the gateway's log what became of each. */
async function decide(name: string, rows: readonly Row[], posts: Posts, app: PolicyApp): Promise<string[]> {
  const messages = rows.map((row, i) => messageOf(row, `${name}-${i}`, posts));
  for (let from = 0; from < messages.length; from += LIMITS.eventsPerBatch) {
    await app.accept(messages.slice(from, from + LIMITS.eventsPerBatch));
  }
  const ids = messages.map(({ id }) => id);
  for (const id of ids) sent.add(id);
  const outcomes = await outcomesOf(ids, folder);
  return ids.map((id) => outcomes.get(id) ?? '');
}
