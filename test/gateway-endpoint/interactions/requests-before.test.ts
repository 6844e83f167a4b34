import { expect, test } from 'vitest';
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
