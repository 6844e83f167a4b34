import { expect, test, vi } from 'vitest';
import { type Poll, pollContent, pollText } from '../../../gateway-endpoint/src/interactions/poll.ts';
import { EN } from '../../../gateway-endpoint/src/texts/pattern.ts';
import { refuseWrites } from '../refuse-writes.ts';
import { openClickable } from './clickable.ts';

const LUNCH: Poll = { question: 'Lunch?', options: ['Soup', 'Salad', 'Bread'], most: 1, isAnonymous: true };

function openPoll(change: Partial<Poll> = {}) {
  const clickable = openClickable();
  const poll = { ...LUNCH, ...change };
  const { text, card } = pollContent(poll, EN);
  clickable.post(card, { text });
  const { votes } = clickable.interactions;
  let events = 0;
  const vote = (username: string, option: number, eventId = `event-${++events}`) =>
    votes.vote({ cardKey: 'key-1', eventId, userId: username, username, option }, poll);
  return { ...clickable, poll, votes, vote, tally: () => votes.tallyOf('key-1', poll) };
}

test('everybody has one vote, may change it, and may take it back', () => {
  const { vote, tally } = openPoll();
  vote('alice', 0);
  vote('bob', 0);
  vote('bob', 1);
  expect(tally()).toEqual({ voters: [['alice'], ['bob'], []], people: 2 });
  vote('alice', 0);
  expect(tally()).toEqual({ voters: [[], ['bob'], []], people: 1 });
});

test('where several may be chosen, no more than that many are', () => {
  const { vote, tally } = openPoll({ most: 2 });
  expect([vote('alice', 0), vote('alice', 1), vote('alice', 2)]).toEqual(['counted', 'counted', 'too-many']);
  expect(tally()).toEqual({ voters: [['alice'], ['alice'], []], people: 1 });
});

test('the same click counts once, however often it is handled', () => {
  const { vote, tally } = openPoll();
  vote('alice', 0, 'same');
  vote('alice', 0, 'same');
  expect(tally().people).toBe(1);
});

test('names are shown only where they are asked for, and options stay in their line', () => {
  const tally = { voters: [['alice'], []], people: 1 };
  const poll = { ...LUNCH, options: ['So\nup', '**Salad**'] };
  expect(pollText(poll, tally, true, EN)).toBe(
    '**Lunch?**\n\n- So up — **1** (100 %)\n- Salad — **0** (0 %)\n\n1 vote',
  );
  expect(pollText({ ...poll, isAnonymous: false }, tally, false, EN)).toBe(
    '**Lunch?**\n\n- So up — **1** (100 %): @alice\n- Salad — **0** (0 %)\n\n1 vote. Closed.',
  );
});

test('however many vote at once, the post is edited now and once more after a while', async () => {
  const { vote, interactions, edits, pauses } = openPoll();
  const { pollCounts } = interactions;
  for (const who of ['alice', 'bob', 'carol']) {
    vote(who, 0);
    pollCounts.refresh('key-1');
  }
  await vi.waitFor(() => expect(pauses).toHaveLength(1));
  expect(edits).toHaveLength(1);
  pauses.shift()?.();
  await vi.waitFor(() => expect(pauses).toHaveLength(1));
  expect(edits).toHaveLength(2);
  expect(edits[1]?.text).toContain('Soup — **3** (100 %)');
  expect(edits[1]?.blocks).toHaveLength(1);
  pauses.shift()?.();
});

test('a poll closes when it is due, also where nobody was there to see it', async () => {
  const { interactions, vote, edits, time } = openPoll({ closesAt: 1_000_500 });
  vote('alice', 1);
  interactions.pollCounts.start();
  expect(edits).toEqual([]);
  time.now = 1_000_500;
  interactions.pollCounts.start();
  await vi.waitFor(() => expect(edits).toHaveLength(1));
  expect(edits[0]?.text).toContain('1 vote. Closed.');
  expect(edits[0]).not.toHaveProperty('blocks');
  interactions.pollCounts.start();
  expect(edits).toHaveLength(1);
});

test('a full disk keeps a poll that is over open, and ends nothing else', async () => {
  const { interactions, time, path, tick, warnings, edits } = openPoll({ closesAt: 1_000_500 });
  interactions.pollCounts.start();
  const accept = refuseWrites(path, 'polls');
  time.now = 1_000_600;
  tick();
  tick();
  expect(warnings).toEqual([expect.stringMatching(/polls that are over stay open for now: .*no room/)]);
  accept();
  tick();
  await vi.waitFor(() => expect(edits).toHaveLength(1));
  expect(edits[0]?.text).toMatch(/Closed\.$/);
});
