import { describe, expect, test } from 'vitest';
import { handOver } from '../../../gateway-endpoint/src/turn/hand-over.ts';
import { aTurn } from './a-turn.ts';

/** A message at OpenClaw, which calls what it was given. `noted` has what its claim and its turn hear. */
async function atOpenClaw({ takesBack = false } = {}) {
  const noted: string[] = [];
  const [stop, back] = [new AbortController(), new AbortController()];
  const { turn } = await aTurn({
    claim: {
      abortSignal: stop.signal,
      takenBack: back.signal,
      onAdopted: async () => void noted.push('adopted'),
      onDeferred: () => void noted.push('deferred'),
      onAbandoned: async () => void noted.push('abandoned'),
    },
  });
  const handed = handOver(turn.claim, {
    onWaiting: () => void noted.push('waits'),
    onBegin: (way, hasWaited) => void noted.push(`begins ${way}${hasWaited ? ' after waiting' : ''}`),
    takesBack: () => takesBack,
    isIdle: () => false,
  });
  const openclaw = handed.replyOptions.turnAdoptionLifecycle;
  if (!openclaw) return expect.unreachable('OpenClaw was given nothing to call');
  return { handed, openclaw, noted, stop, back };
}

describe('a message that OpenClaw', () => {
  test('begins at once has a turn of its own', async () => {
    const { handed, openclaw, noted } = await atOpenClaw();
    expect(handed.isTaken()).toBe(false);
    await openclaw.onAdopted?.();
    expect([handed.isTaken(), await handed.way()]).toEqual([true, 'turn']);
    expect(noted).toEqual(['begins turn', 'adopted']);
  });

  test('gives back waits for its next attempt, and is not begun', async () => {
    const { handed, openclaw, noted } = await atOpenClaw();
    await openclaw.onAbandoned?.();
    expect([handed.isTaken(), await handed.way()]).toEqual([false, 'given-back']);
    expect(noted).toEqual(['abandoned']);
  });

  test('keeps, and then gives back, waits for its next attempt', async () => {
    const { handed, openclaw, noted } = await atOpenClaw();
    openclaw.onDeferred?.();
    const way = handed.way();
    await openclaw.onAbandoned?.();
    openclaw.onSettled?.();
    expect([handed.isTaken(), await way]).toEqual([true, 'given-back']);
    expect(noted).toEqual(['deferred', 'waits', 'abandoned']);
    handed.ends();
  });

  test('gives back because we have asked for it only waits for the end of what runs: its claim stays open', async () => {
    const { handed, openclaw, noted } = await atOpenClaw({ takesBack: true });
    openclaw.onDeferred?.();
    const way = handed.way();
    await openclaw.onAbandoned?.();
    openclaw.onSettled?.();
    expect(await way).toBe('refused');
    expect(noted).toEqual(['deferred', 'waits']);
    handed.ends();
  });

  test.each(['stop', 'back'] as const)(
    'gives back when the account stops, or it has changed, ends its claim: %s',
    async (which) => {
      const { handed, openclaw, noted, ...controllers } = await atOpenClaw({ takesBack: true });
      openclaw.onDeferred?.();
      const way = handed.way();
      controllers[which].abort();
      await openclaw.onAbandoned?.();
      openclaw.onSettled?.();
      expect(await way).toBe('given-back');
      expect(noted).toEqual(['deferred', 'waits', 'abandoned']);
      handed.ends();
    },
  );

  test('begins although it was taken back is not begun: it would be answered twice', async () => {
    const { openclaw, noted, back } = await atOpenClaw();
    back.abort();
    await expect(Promise.resolve(openclaw.onAdopted?.())).rejects.toThrow('taken back');
    expect(noted).toEqual([]);
  });
});
