// Long: the agent answers a hundred mentions, and one core answers few at a time.
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { MessageRecord, Workspace } from '../../testbed/workspace/workspace.ts';
import { report } from '../promises.ts';
import { BOT, connectWorkspace, roomsWithBot, saidByBot } from './connected-workspace.ts';
import { assertNoPreviewIsLeft } from './cut-answers.ts';

const ROOMS = 20;
const MENTIONS = 100;

let workspace: Workspace;

beforeAll(async () => {
  workspace = await connectWorkspace('node');
});
afterAll(() => workspace?.stop());

test('100 mentions at once over 20 rooms are all answered, each in its room, and none by an error', async () => {
  const bob = workspace.client('bob');
  const rooms = await roomsWithBot(workspace, ROOMS);
  const started = performance.now();
  const asked = await Promise.all(
    Array.from({ length: MENTIONS }, async (_, n) => bob.say(rooms[n % ROOMS] ?? '', `@${BOT} question-${n}-end`)),
  );
  // Messages that come while the agent works may be answered together: an answer names all that it is about.
  const unanswered = () => asked.filter((question) => !answersTo(workspace, question).length);
  await vi.waitFor(() => expect(unanswered().map(({ msg }) => msg)).toEqual([]), { timeout: 270_000, interval: 50 });

  const errors = saidByBot(workspace).filter(({ msg }) => !msg.includes('question-'));
  const right = asked.filter((question) => answersTo(workspace, question).every(({ rid }) => rid === question.rid));
  const took = `${Math.round(performance.now() - started)} ms`;
  report({ where: 'burst', what: 'mentions answered in their room', tried: MENTIONS, held: right.length, note: took });
  expect(errors.map(({ msg }) => msg)).toEqual([]);
  expect(right).toHaveLength(MENTIONS);
  expect(asked.filter((question) => answersTo(workspace, question).length > 1)).toEqual([]);
  // The preview of the last answer is taken away after the answer is posted.
  await vi.waitFor(() => assertNoPreviewIsLeft(workspace), { timeout: 20_000, interval: 50 });
}, 300_000);

function answersTo(workspace: Workspace, { msg }: MessageRecord): MessageRecord[] {
  const [, words = ''] = /(question-\d+-end)/.exec(msg) ?? [];
  return saidByBot(workspace).filter((each) => each.msg.includes(words));
}
