import { expect, test } from 'vitest';
import { isLate, LATE_AFTER_MS } from '../../../gateway-endpoint/src/admit/late.ts';
import { aMessage } from '../event.ts';
import { BOT } from '../fake-app.ts';

const item = { event: aMessage({ at: 1_000 }), bot: BOT };

test.each([
  ['just in time', LATE_AFTER_MS, undefined, false],
  ['a moment later', LATE_AFTER_MS + 1, undefined, true],
  ['asked for since by an operator', 10 * LATE_AFTER_MS, 9.5 * LATE_AFTER_MS, false],
  ['asked for long ago, too', 20 * LATE_AFTER_MS, 9.5 * LATE_AFTER_MS, true],
  ['from a clock that is ahead', -LATE_AFTER_MS, undefined, false],
])('%s', (_name, passed, retriedAt, expected) => {
  expect(isLate({ ...item, ...(retriedAt && { retriedAt: 1_000 + retriedAt }) }, 1_000 + passed)).toBe(expected);
});
