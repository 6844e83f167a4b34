import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Amended } from '../../../gateway-endpoint/src/admit/under-hand.ts';
import { type WaitingClaim, whileItWaits } from '../../../gateway-endpoint/src/turn/while-it-waits.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A message that waits. `noted` has what OpenClaw and the other rooms see of it. */
function waits(more: Partial<WaitingClaim> = {}) {
  const noted: string[] = [];
  const end = Promise.withResolvers<void>();
  const [stop, back] = [new AbortController(), new AbortController()];
  const waiting = whileItWaits(end.promise, {
    abortSignal: stop.signal,
    takenBack: back.signal,
    stepAside: () => void noted.push('others go on'),
    onDeferredHeartbeat: () => void noted.push('beat'),
    ...more,
  });
  return { noted, end, stop, back, waiting };
}

describe('while a message waits', () => {
  test('other rooms go on at once, and OpenClaw hears once a minute that it is not stuck', async () => {
    const { noted, end, waiting } = waits();
    expect(noted).toEqual(['others go on']);
    vi.advanceTimersByTime(59_999);
    expect(noted).toEqual(['others go on']);
    vi.advanceTimersByTime(1);
    vi.advanceTimersByTime(60_000);
    expect(noted).toEqual(['others go on', 'beat', 'beat']);
    end.resolve();
    await waiting;
    expect(vi.getTimerCount()).toBe(0);
  });

  test('it hears so as often as OpenClaw wants', () => {
    const { noted } = waits({ deferredHeartbeatIntervalMs: 10_000 });
    vi.advanceTimersByTime(20_000);
    expect(noted).toEqual(['others go on', 'beat', 'beat']);
  });

  test('an OpenClaw that wants to hear nothing hears nothing', () => {
    const { noted } = waits({ onDeferredHeartbeat: undefined as never });
    expect(() => vi.advanceTimersByTime(120_000)).not.toThrow();
    expect(noted).toEqual(['others go on']);
  });

  test.each(['stop', 'back'] as const)('the waiting ends with the claim: %s', async (which) => {
    const found = waits();
    found[which].abort();
    await found.waiting;
    expect(vi.getTimerCount()).toBe(0);
  });

  test('a change of the message ends it, and is thrown', async () => {
    const changed = Promise.withResolvers<never>();
    const { waiting } = waits({ changed: changed.promise });
    changed.reject(new Amended('M1'));
    await expect(waiting).rejects.toThrow(Amended);
    expect(vi.getTimerCount()).toBe(0);
  });
});
