import { expect, test } from 'vitest';
import { openHeldLines } from '../../../rc-app/src/outbox/held-lines.ts';

test('lines are held until somebody takes them, and are there once', () => {
  const lines = openHeldLines();
  lines.add('warn', 'away');
  lines.add('info', 'back');
  expect(lines.take()).toEqual([
    { level: 'warn', text: 'away' },
    { level: 'info', text: 'back' },
  ]);
  expect(lines.take()).toEqual([]);
});

test('of many lines the last 50 are kept', () => {
  const lines = openHeldLines();
  for (let n = 1; n <= 60; n++) lines.add('info', `${n}`);
  expect(lines.take().map(({ text }) => Number(text))).toEqual(Array.from({ length: 50 }, (_, n) => n + 11));
});
