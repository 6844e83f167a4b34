import { expect, test } from 'vitest';
import { openBisect } from '../../../rc-app/src/outbox/bisect.ts';

test('a batch that is refused is halved until the one is alone, and then batches are whole again', () => {
  const bisect = openBisect();
  expect(bisect.most()).toBe(Number.POSITIVE_INFINITY);
  expect([bisect.refused(7), bisect.most()]).toEqual([false, 3]);
  expect([bisect.refused(3), bisect.most()]).toEqual([false, 1]);
  expect([bisect.refused(1), bisect.most()]).toEqual([true, Number.POSITIVE_INFINITY]);
});

test('the halves stay small until all that were refused have passed', () => {
  const bisect = openBisect();
  bisect.refused(4);
  bisect.passed(2);
  expect(bisect.most()).toBe(2);
  bisect.passed(2);
  expect(bisect.most()).toBe(Number.POSITIVE_INFINITY);
});

test('after the one was found, none of the others is suspected', () => {
  const bisect = openBisect();
  bisect.refused(4);
  bisect.refused(1);
  bisect.refused(2);
  bisect.passed(2);
  expect(bisect.most()).toBe(Number.POSITIVE_INFINITY);
});
