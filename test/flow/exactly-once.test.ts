import { expect, test } from 'vitest';
import { cutAnswers } from './cut-answers.ts';

// The short form; `npm run load` does it with 200.
test('30 answers with the connection cut before, after and within the call are each posted exactly once', async () => {
  const { asked, posted, posts, cuts, recovered } = await cutAnswers(30, 1, 240_000);
  console.log(
    `30 answers, ${posts} posts, cut ${cuts.before} times before, ${cuts.after} after, ${cuts.within} within the call;`,
    `${recovered} sends went on from OpenClaw's queue`,
  );
  expect(Math.min(...Object.values(cuts))).toBeGreaterThan(0);
  expect(recovered).toBeGreaterThan(0);
  expect(posted.size).toBe(asked.length);
  expect([...posted].filter(([, times]) => times !== 1)).toEqual([]);
}, 300_000);
