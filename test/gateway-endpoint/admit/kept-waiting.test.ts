import { beforeEach, expect, test } from 'vitest';
import type { Admitted } from '../../../gateway-endpoint/src/admit/admitted.ts';
import { type KeptWaiting, openKeptWaiting } from '../../../gateway-endpoint/src/admit/kept-waiting.ts';
import { LATE_AFTER_MS } from '../../../gateway-endpoint/src/admit/late.ts';
import { aMessage } from '../event.ts';
import { BOT } from '../fake-app.ts';

const WRITTEN = 1_000_000;
const item = (roomId = 'Room1'): Admitted => ({ event: aMessage({ at: WRITTEN, room: { id: roomId } }), bot: BOT });

let now: number;
let kept: KeptWaiting;
beforeEach(() => {
  now = WRITTEN;
  kept = openKeptWaiting(() => now);
});

/** The agent has worked in these lanes until so long after the message was written. */
function worksFor(ms: number, ...lanes: string[]): void {
  now = WRITTEN + ms;
  kept.note(lanes);
}

test('a message that the agent has kept waiting is late only so long after that', () => {
  worksFor(3 * LATE_AFTER_MS, 'Elsewhere', 'Room1');
  now += LATE_AFTER_MS;
  expect([kept.isLate(item(), WRITTEN), kept.isLate(item('Room2'), WRITTEN)]).toEqual([false, true]);
  now++;
  expect(kept.isLate(item(), WRITTEN)).toBe(true);
});

test.each([
  ['in the moment in which that work ended', 0, false],
  ['after that work had ended', 1, true],
])('a message that came %s: is late %s', (_when, later, isLate) => {
  const ends = LATE_AFTER_MS / 2;
  worksFor(ends, 'Room1');
  now += LATE_AFTER_MS;
  expect(kept.isLate(item(), WRITTEN + ends + later)).toBe(isLate);
});

test('a message that was late when it came stays late, however long the agent works', () => {
  const came = WRITTEN + LATE_AFTER_MS + 1;
  worksFor(3 * LATE_AFTER_MS, 'Room1');
  expect(kept.isLate(item(), came)).toBe(true);
});

test('it remembers the thousand lanes that waited last', () => {
  const others = (from: number, to: number) => Array.from({ length: to - from }, (_, n) => `Lane${from + n}`);
  worksFor(3 * LATE_AFTER_MS, 'Room1', 'Room2', ...others(2, 1_000));
  expect(kept.isLate(item(), WRITTEN)).toBe(false);
  // It has waited since, and so it is no longer the oldest one.
  kept.note(['Room1', 'one more']);
  expect([kept.isLate(item(), WRITTEN), kept.isLate(item('Room2'), WRITTEN)]).toEqual([false, true]);
});
