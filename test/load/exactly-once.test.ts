import { expect, test } from 'vitest';
import { cutAnswers } from '../flow/cut-answers.ts';

test('200 answers with the connection cut at a random point of the call are each posted exactly once', async () => {
  const { asked, posted, posts, cuts, recovered } = await cutAnswers(200, 2, 600_000);
  const all = cuts.before + cuts.after + cuts.within;
  console.log(
    `200 answers, ${posts} posts, ${all} connections cut: ${cuts.before} before, ${cuts.after} after, ${cuts.within} within the call;`,
    `${recovered} sends went on from OpenClaw's queue`,
  );
  expect(posted.size).toBe(asked.length);
  expect([...posted].filter(([, times]) => times !== 1)).toEqual([]);
}, 900_000);
