import { expect, test } from 'vitest';
import { openAnswered } from '../../../gateway-endpoint/src/admit/answered.ts';
import { aStore } from '../services.ts';

test('the sessions of turns that messages have started lately', () => {
  let now = 10;
  const answered = openAnswered({ store: aStore(), clock: () => now });
  const claim = (messageId: string, sessionKey: string) =>
    answered.claim({ messageId, eventId: `message.sent:${messageId}`, sessionKey, writtenAt: 1 });
  claim('M1', 'older');
  now = 20;
  claim('M2', 'one');
  claim('M3', 'one');
  claim('M4', 'other');
  expect(answered.sessionsSince(20).sort()).toEqual(['one', 'other']);
});
