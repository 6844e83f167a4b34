import { expect, test } from 'vitest';
import { openExpected } from '../../../gateway-endpoint/src/place/expected.ts';

const answer = { to: { roomId: 'R1' }, threadId: 'T1', text: 'the answer' };

test('[S2] an answer is known again by its words and its place, once', () => {
  const expected = openExpected();
  expected.note(answer, 'message.sent:m1');
  const others = [
    { ...answer, text: 'another' },
    { ...answer, to: { roomId: 'R2' } },
    { ...answer, to: { userId: 'R1' } },
    { to: answer.to, text: answer.text },
  ];
  expect(others.map(expected.eventOf)).toEqual([undefined, undefined, undefined, undefined]);
  // A send that failed is made again; OpenClaw may drop the blanks at its ends.
  expect(expected.eventOf({ ...answer, text: 'the answer\n' })).toBe('message.sent:m1');
  expect(expected.eventOf(answer)).toBe('message.sent:m1');
  expected.said(answer);
  expect(expected.eventOf(answer)).toBeUndefined();
});

test('of many answers the oldest is forgotten', () => {
  const expected = openExpected();
  for (let n = 0; n <= 500; n++) expected.note({ ...answer, text: `answer ${n}` }, `message.sent:${n}`);
  const known = (n: number) => expected.eventOf({ ...answer, text: `answer ${n}` });
  expect([known(0), known(1), known(500)]).toEqual([undefined, 'message.sent:1', 'message.sent:500']);
});
