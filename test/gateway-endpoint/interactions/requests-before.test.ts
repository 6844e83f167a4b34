import { expect, test } from 'vitest';
import { noteAsked, requestsHere } from '../../../gateway-endpoint/src/interactions/asked-here.ts';
import { aControl, cardOf, openClickable, tells } from './clickable.ts';

const request = (approvalId: string) =>
  cardOf(aControl('Deny', { does: 'approve', approvalId, kind: 'exec', decision: 'deny', askedBy: 'host' }));

test('[F18] requests of an earlier process end when the account starts, and nothing else does', async () => {
  const { post, interactions, edits, time } = openClickable();
  post(request('one'), { key: 'key-1', messageId: 'Post1' });
  post(cardOf(tells('Yes')), { key: 'key-2', messageId: 'Post2' });
  post(request('decided'), { key: 'key-3', messageId: 'Post3' });
  interactions.cards.take('key-3', 'click-1');
  time.now += 1_000;
  const startedAt = time.now;
  post(request('now'), { key: 'key-4', messageId: 'Post4' });
  await interactions.endRequestsBefore(startedAt);
  expect(edits).toMatchObject([
    { messageId: 'Post1', text: expect.stringContaining('✗ **Expired: I was restarted meanwhile**') },
  ]);
  await interactions.endRequestsBefore(startedAt);
  expect(edits).toHaveLength(1);
});

test('[F18] [S7] approvers decide in words what they were asked here, by the beginning of its id', async () => {
  const { post, interactions, time } = openClickable();
  const here = (beginning: string) => requestsHere(beginning, 'asked-here', interactions.cards, time.now);
  post(request('aaaa-1'), { key: 'key-1', messageId: 'Post1' });
  post(request('aaab-1'), { key: 'key-2', messageId: 'Post2' });
  post(request('decided'), { key: 'key-3', messageId: 'Post3' });
  interactions.cards.take('key-3', 'click-1');
  const asModel = { does: 'approve', approvalId: 'model', kind: 'exec', decision: 'deny' } as const;
  post(cardOf(aControl('Deny', asModel)), { key: 'key-4', messageId: 'Post4' });
  noteAsked('asked-here', 'not-posted');
  noteAsked('another', 'elsewhere');
  expect(here('aaaa')).toEqual(['aaaa-1']);
  expect(here('aaa')).toEqual(['aaaa-1', 'aaab-1']);
  expect(here('not-posted')).toEqual(['not-posted']);
  expect(['decided', 'model', 'elsewhere', 'x'].flatMap(here)).toEqual([]);
});
