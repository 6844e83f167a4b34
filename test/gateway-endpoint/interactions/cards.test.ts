import { describe, expect, test } from 'vitest';
import { CARD_LIFE_MS, QUESTION_LIFE_MS } from '../../../gateway-endpoint/src/interactions/cards.ts';
import { aControl, cardOf, openClickable, tells } from './clickable.ts';

const here = { roomId: 'Room1', messageId: 'Post1' };
const asks = aControl('Yes', { does: 'answer', questionId: 'q1', option: 'Yes' });

describe('a token', () => {
  test('leads to what its button means, and says nothing of it', () => {
    const { interactions, post } = openClickable();
    const [yes = '', no = ''] = post(cardOf(tells('Yes'), tells('No')));
    expect(interactions.cards.find(no, here)?.control).toEqual(tells('No'));
    expect(`${yes} ${no}`).not.toMatch(/yes|no\b/i);
  });

  test.each([
    ['in another message', { ...here, messageId: 'Post2' }],
    ['in another room', { ...here, roomId: 'Room2' }],
  ])('means nothing %s', (_where, clicked) => {
    const { interactions, post } = openClickable();
    const [yes = ''] = post(cardOf(tells('Yes')));
    expect(interactions.cards.find(yes, clicked)).toBeUndefined();
  });

  test.each(['', 'yes', '.0', `${'A'.repeat(22)}.0`, `${'A'.repeat(22)}.-1`, `${'A'.repeat(400)}.0`])(
    '%j is none',
    (token) => {
      const { interactions, post } = openClickable();
      post(cardOf(tells('Yes')));
      expect(interactions.cards.find(token, here)).toBeUndefined();
    },
  );

  test('of one card names no button of another, nor one that is not there', () => {
    const { interactions, post } = openClickable();
    const [yes = ''] = post(cardOf(tells('Yes')));
    expect(interactions.cards.find(yes.replace(/0$/, '1'), here)).toBeUndefined();
  });

  test('means nothing after two weeks', () => {
    const { interactions, post, time } = openClickable();
    const [yes = ''] = post(cardOf(tells('Yes')));
    time.now += CARD_LIFE_MS - 1;
    expect(interactions.cards.find(yes, here)).toBeDefined();
    time.now += 1;
    expect(interactions.cards.find(yes, here)).toBeUndefined();
  });

  test('belongs to the message in which it is first clicked, where the app’s word was lost', () => {
    const { interactions } = openClickable();
    const { cards } = interactions;
    const writing = { limit: 100, maxChars: 100, chunkMode: 'length', tableMode: 'auto' } as const;
    const issue = { key: 'k', roomId: 'Room1', threadId: undefined, text: 'So?', card: cardOf(tells('Yes')), writing };
    const [block] = cards.issue(issue);
    const value = block?.type === 'actions' && block.elements[0]?.type === 'button' ? block.elements[0].value : '';
    expect(cards.find(value ?? '', here)?.card.messageId).toBe('Post1');
    expect(cards.find(value ?? '', { ...here, messageId: 'Post2' })).toBeUndefined();
  });
});

test('a post that is tried again has the same buttons', () => {
  const { post } = openClickable();
  expect(post(cardOf(tells('Yes')))).toEqual(post(cardOf(tells('Yes'))));
  expect(post(cardOf(tells('Yes')), { key: 'key-2' })).not.toEqual(post(cardOf(tells('Yes'))));
});

test('a card is taken by one event, however often that is handled, until it lets go', () => {
  const { interactions, post } = openClickable();
  const { cards } = interactions;
  post(cardOf(tells('Yes')));
  expect([cards.take('key-1', 'a'), cards.take('key-1', 'a'), cards.take('key-1', 'b')]).toEqual([true, true, false]);
  cards.release('key-1', 'b');
  expect(cards.take('key-1', 'b')).toBe(false);
  cards.release('key-1', 'a');
  expect(cards.take('key-1', 'b')).toBe(true);
});

test('a question is open in its room until it is answered, or as long as one may wait', () => {
  const { interactions, post, time } = openClickable();
  const { cards } = interactions;
  post(cardOf(tells('Yes')), { key: 'other' });
  expect(cards.isAsking('Room1', undefined)).toBe(false);
  post(cardOf(asks));
  expect([
    cards.isAsking('Room1', undefined),
    cards.isAsking('Room1', 'T1'),
    cards.isAsking('Room2', undefined),
  ]).toEqual([true, false, false]);
  time.now += QUESTION_LIFE_MS;
  expect(cards.isAsking('Room1', undefined)).toBe(false);
  time.now -= 1;
  cards.take('key-1', 'somebody');
  expect(cards.isAsking('Room1', undefined)).toBe(false);
});

test('the oldest cards are forgotten', () => {
  const { interactions, post, time } = openClickable();
  const [first = ''] = post(cardOf(tells('Yes')));
  for (let n = 0; n < 20; n++) {
    time.now++;
    post(cardOf(tells('Yes')), { key: `more-${n}`, messageId: `M${n}` });
  }
  expect(interactions.cards.find(first, here)).toBeUndefined();
  expect(interactions.cards.get(`more-0`)).toBeDefined();
});

test('a card that is settled elsewhere loses its buttons, once, and keeps its text', async () => {
  const { interactions, post, edits } = openClickable();
  post(cardOf(asks), { text: 'Shall I?' });
  await interactions.settle('question:q2', 'Answered');
  expect(edits).toEqual([]);
  await interactions.settle('question:q1', 'Answered: Yes');
  await interactions.settle('question:q1', 'Expired');
  expect(edits).toMatchObject([{ roomId: 'Room1', messageId: 'Post1', text: 'Shall I?\n\n✓ **Answered: Yes**' }]);
  expect(edits[0]).not.toHaveProperty('blocks');
});
