import { describe, expect, test } from 'vitest';
import type { Interrupted } from '../../../gateway-endpoint/src/admit/begun.ts';
import { RECOVERY_PATIENCE_MS, type Recovery, untilRecovered } from '../../../gateway-endpoint/src/dispatch/recover.ts';
import { keyFor } from '../../../gateway-endpoint/src/reply/key.ts';
import { answeringClient } from '../answering-client.ts';

type Session = NonNullable<ReturnType<Recovery['sessions']['getSessionEntry']>>;

const turn: Interrupted = {
  eventId: 'message.sent:1',
  lane: 'Room1',
  agentId: 'main',
  sessionKey: 'agent:main:room1',
  beganAt: 100,
  hasSpoken: false,
};
const GIVEN_BACK = { status: 'running', abortedLastRun: true };
const answer = (createdAt: number, state: 'prepared' | 'queued' | 'delivered') => ({
  pendingFinalDelivery: { kind: 'replayable', text: 'yes', createdAt, deliveries: [{ id: 'd1', state }] },
});
const claimed = { startedAt: 101, restartRecoveryDeliveryRunId: 'run' };

/** @param happened what the app says of each post it is asked about; absent where it cannot be asked */
function aRecovery(session: object | undefined, happened?: 'yes' | 'no' | 'unknown') {
  const kept: { session: object | undefined; patches: object[]; waited: number } = { session, patches: [], waited: 0 };
  const { client, asked } = answeringClient(happened ? { outcome: () => ({ happened }) } : {});
  const recovery: Recovery = {
    sessions: {
      getSessionEntry: () => kept.session as Session | undefined,
      async patchSessionEntry({ update }) {
        const patch = await update(kept.session as Session, {});
        if (!patch) return null;
        kept.patches.push(patch);
        kept.session = { ...kept.session, ...patch };
        return kept.session as Session;
      },
    },
    client,
    stopwatch: () => kept.waited,
    // OpenClaw is done with it after a minute.
    async pause(ms) {
      kept.waited += ms;
      if (kept.waited >= 60_000) kept.session = { ...kept.session, status: 'done' };
    },
    signal: new AbortController().signal,
    log: { info: () => undefined, warn: () => undefined },
  };
  return { recovery, kept, asked };
}

async function patchesOf(
  session: object | undefined,
  its: Partial<Interrupted> = {},
  happened?: 'yes' | 'no' | 'unknown',
) {
  const { recovery, kept } = aRecovery(session, happened);
  await untilRecovered({ ...turn, ...its }, recovery);
  return kept.patches;
}

test('a run that goes on by itself is waited for, and left alone', async () => {
  const { recovery, kept } = aRecovery({ status: 'running', ...claimed });
  await untilRecovered(turn, recovery);
  expect([kept.patches, kept.waited]).toEqual([[], 60_000]);
});

test('nobody waits for longer than our patience', async () => {
  const { recovery, kept } = aRecovery({ status: 'running', ...claimed });
  const pause = async (ms: number) => {
    kept.waited += ms;
  };
  await untilRecovered(turn, { ...recovery, pause });
  expect(kept.waited).toBe(RECOVERY_PATIENCE_MS);
});

describe('given back to OpenClaw', () => {
  test('is a run that is done and has not prepared its answer', async () => {
    expect(await patchesOf({ status: 'done', ...claimed })).toEqual([GIVEN_BACK]);
  });
  test('is an answer that is prepared and not queued', async () => {
    expect(await patchesOf({ status: 'done', ...answer(102, 'prepared') })).toMatchObject([GIVEN_BACK]);
  });
  test('is one that was to be queued, and that the app has not posted', async () => {
    const { recovery, kept, asked } = aRecovery({ status: 'done', ...answer(102, 'queued') }, 'no');
    await untilRecovered(turn, recovery);
    expect(kept.patches).toEqual([{ ...GIVEN_BACK, ...answer(102, 'prepared') }]);
    expect(asked).toMatchObject([{ command: 'outcome', of: keyFor({ delivery: 'd1', part: 0 }, 0) }]);
  });
  test('is what the app has not posted, as far as it can tell', async () => {
    const session = { status: 'done', ...answer(102, 'prepared') };
    expect(await patchesOf(session, { hasSpoken: true }, 'no')).toMatchObject([GIVEN_BACK]);
    expect(await patchesOf(session, { hasSpoken: true }, 'yes')).toEqual([]);
    expect(await patchesOf(session, { hasSpoken: true }, 'unknown')).toEqual([]);
    expect(await patchesOf(session, { hasSpoken: true })).toEqual([]);
  });
});

describe('not given back', () => {
  test('is an answer that is delivered, or that the app may have posted', async () => {
    expect(await patchesOf({ status: 'done', ...answer(102, 'delivered') })).toEqual([]);
    for (const happened of ['yes', 'unknown', undefined] as const) {
      expect(await patchesOf({ status: 'done', ...answer(102, 'queued') }, {}, happened)).toEqual([]);
    }
  });
  test('is a session that has settled, has never begun this turn, or is gone', async () => {
    expect(await patchesOf({ status: 'done' })).toEqual([]);
    expect(await patchesOf({ status: 'done', ...claimed, startedAt: 99 })).toEqual([]);
    expect(await patchesOf({ status: 'done', ...answer(99, 'prepared') })).toEqual([]);
    expect(await patchesOf(undefined)).toEqual([]);
  });
});

test('a turn that was gone on with and is answered ends', async () => {
  expect(await patchesOf({ status: 'running' })).toEqual([{ status: 'done', abortedLastRun: false }]);
});

test('an older answer does not count as this one', async () => {
  const older = { pendingFinalDelivery: undefined };
  expect(await patchesOf({ status: 'running', ...claimed, ...answer(99, 'delivered') })).toEqual([older]);
  expect(await patchesOf({ status: 'done', ...claimed, ...answer(99, 'delivered') })).toEqual([
    { ...older, ...GIVEN_BACK },
  ]);
});
