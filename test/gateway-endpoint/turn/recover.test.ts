import { PlatformMessageNotDispatchedError } from 'openclaw/plugin-sdk/error-runtime';
import { describe, expect, test } from 'vitest';
import type { Interrupted } from '../../../gateway-endpoint/src/admit/turn-journal.ts';
import { AppCallError } from '../../../gateway-endpoint/src/app-client/client.ts';
import { keyFor } from '../../../gateway-endpoint/src/app-client/key.ts';
import type { Entry } from '../../../gateway-endpoint/src/host/transcript.ts';
import type { Outgoing } from '../../../gateway-endpoint/src/reply/outgoing.ts';
import {
  leaveRestored,
  RECOVERY_TIMEOUT_MS,
  settleIdle,
  untilRecovered,
  whileOpenClawRecovers,
} from '../../../gateway-endpoint/src/turn/recover.ts';
import type { Recovery } from '../../../gateway-endpoint/src/turn/recovery.ts';
import { runStarted } from '../../../gateway-endpoint/src/turn/runs.ts';
import { answeringClient } from '../answering-client.ts';

type Session = NonNullable<ReturnType<Recovery['sessions']['getSessionEntry']>>;

const turn: Interrupted = {
  eventId: 'message.sent:1',
  lane: 'Room1',
  agentId: 'main',
  sessionKey: 'agent:main:room1',
  beganAt: 100,
  hasSpoken: false,
  isRestored: false,
};
const GIVEN_BACK = { status: 'running', abortedLastRun: true };
const answer = (createdAt: number, state: 'prepared' | 'queued' | 'delivered') => ({
  pendingFinalDelivery: { kind: 'replayable', text: 'yes', createdAt, deliveries: [{ id: 'd1', state }] },
});
const claimed = { startedAt: 101, restartRecoveryDeliveryRunId: 'run' };

/** @param happened what the app says of each post it is asked about; absent where it cannot be asked */
function aRecovery(
  session: object | undefined,
  happened?: 'yes' | 'no' | 'unknown',
  failures: Error[] = [],
  entries: readonly Entry[] = [],
) {
  const kept: { session: object | undefined; patches: object[]; waited: number } = { session, patches: [], waited: 0 };
  const { client, asked } = answeringClient(happened ? { outcome: () => ({ happened }) } : {});
  const said: Outgoing[] = [];
  const lines: string[] = [];
  const recovery: Recovery = {
    accountId: 'default',
    sender: {
      async send(message) {
        if (failures.length > 0) throw failures.shift();
        said.push(message);
        return { roomId: 'Room1', messageIds: ['m1'] };
      },
    },
    alsoInRoom: () => false,
    transcriptOf: () => entries,
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
    log: { info: (line) => void lines.push(line), warn: (line) => void lines.push(line) },
  };
  return { recovery, kept, asked, said, lines };
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
  expect(kept.waited).toBe(RECOVERY_TIMEOUT_MS);
});

describe('a turn that answered several messages, and is done', () => {
  const several = (createdAt: number, ...states: string[]) => ({
    status: 'done',
    pendingFinalDelivery: {
      kind: 'replayable',
      text: 'yes',
      createdAt,
      deliveries: states.map((state, index) => ({ id: `d${index}`, state })),
    },
  });

  test.each<[string, object, number]>([
    ['whose answers are posted is over', several(102, 'delivered', 'delivered'), 0],
    ['whose second answer waits to be posted is waited for', several(102, 'delivered', 'queued'), 10_000],
    ['whose second answer is not on the queue is over', several(102, 'delivered', 'prepared'), 0],
    ['whose answers are older is over', several(99, 'delivered', 'queued'), 0],
  ])('%s', async (_what, session, expected) => {
    for (const recover of [untilRecovered, whileOpenClawRecovers]) {
      const { recovery, kept } = aRecovery(session);
      const pause = async (ms: number) => {
        kept.waited += ms;
        if (kept.waited >= 10_000) kept.session = several(102, 'delivered', 'delivered');
      };
      await recover(turn, { ...recovery, pause });
      expect([kept.patches, kept.waited]).toEqual([[], expected]);
    }
  });
});

describe('an answer that was ready', () => {
  const context = { channel: 'rocketchat', to: 'channel:Room1', accountId: 'default', threadId: 'Root1' };
  const ready = (state: 'prepared' | 'queued' | 'delivered', its: object = {}) => {
    const { pendingFinalDelivery } = answer(102, state);
    return { pendingFinalDelivery: { ...pendingFinalDelivery, context, ...its } };
  };
  const SETTLED = { status: 'done', abortedLastRun: false };
  const away = () => new PlatformMessageNotDispatchedError('away', { cause: undefined, retryable: true });

  test.each(['running', 'done'])(
    'of a session that is %s is said with the key of the queue, and is over',
    async (status) => {
      for (const state of ['prepared', 'queued'] as const) {
        const { recovery, kept, said } = aRecovery({ status, ...ready(state) });
        await untilRecovered(turn, recovery);
        const keyOf = { delivery: 'd1', part: 0 };
        expect(said).toMatchObject([{ to: { roomId: 'Room1' }, threadId: 'Root1', text: 'yes', keyOf }]);
        expect(kept.patches).toEqual([SETTLED, { pendingFinalDelivery: undefined }]);
      }
    },
  );

  test('is said when the workspace is there again', async () => {
    const { recovery, kept, said } = aRecovery({ status: 'running', ...ready('prepared') }, undefined, [
      away(),
      away(),
    ]);
    await untilRecovered(turn, recovery);
    expect([said.length, kept.waited]).toEqual([1, 10_000]);
  });

  test('stays ready for the next start where it is not there in time', async () => {
    const { recovery, kept, said } = aRecovery(
      { status: 'running', ...ready('prepared') },
      undefined,
      Array(99).fill(away()),
    );
    await expect(untilRecovered(turn, recovery)).rejects.toThrow('away');
    expect([said, kept.patches]).toEqual([[], [SETTLED]]);
    const next = aRecovery(kept.session);
    await untilRecovered({ ...turn, isSeenTo: true }, next.recovery);
    expect(next.said).toHaveLength(1);
  });

  test('is given up where its room no longer takes anything', async () => {
    const gone = new PlatformMessageNotDispatchedError('gone', { cause: undefined, retryable: false });
    const { recovery, kept } = aRecovery({ status: 'running', ...ready('prepared') }, undefined, [gone]);
    await untilRecovered(turn, recovery);
    expect([kept.waited, kept.patches]).toEqual([0, [SETTLED, { pendingFinalDelivery: undefined }]]);
  });

  test.each(['yes', 'unknown'] as const)('and was streamed is not said where the app has it: %s', async (happened) => {
    const { recovery, kept, said } = aRecovery({ status: 'running', ...ready('prepared') }, happened);
    await untilRecovered({ ...turn, hasSpoken: true }, recovery);
    expect([said, kept.patches]).toEqual([[], [SETTLED, { pendingFinalDelivery: undefined }]]);
  });

  test.each<[string, object]>([
    ['is delivered', ready('delivered')],
    ['is older than the turn', ready('prepared', { createdAt: 99 })],
    ['is more than a text', ready('prepared', { kind: 'transport-only' })],
    ['comes in pieces', ready('prepared', { deliveries: ['d1', 'd2'].map((id) => ({ id, state: 'prepared' })) })],
    ['is for another channel', ready('prepared', { context: { ...context, channel: 'slack' } })],
    ['is for another account', ready('prepared', { context: { ...context, accountId: 'other' } })],
    ['is for nobody', ready('prepared', { context: undefined })],
  ])('and %s is left to OpenClaw', async (_name, session) => {
    const { recovery, said } = aRecovery({ status: 'running', ...claimed, ...session });
    await untilRecovered(turn, recovery);
    expect(said).toEqual([]);
  });
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
  test('is a turn that an earlier start of the account has seen to: OpenClaw resumes sessions once', async () => {
    expect(await patchesOf({ status: 'done', ...claimed }, { isSeenTo: true })).toEqual([]);
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

describe('[L8] a state as old as the turn belongs to it', () => {
  const same = { ...claimed, startedAt: turn.beganAt };

  test('an answer that waits to be sent', async () => {
    expect(await patchesOf({ status: 'running', ...same, ...answer(turn.beganAt, 'delivered') })).toEqual([]);
    expect(await patchesOf({ status: 'done', ...same, ...answer(turn.beganAt, 'delivered') })).toEqual([]);
  });

  test('an answer that was ready is said', async () => {
    const context = { channel: 'rocketchat', to: 'channel:Room1', accountId: 'default' };
    const { pendingFinalDelivery } = answer(turn.beganAt, 'prepared');
    const session = { status: 'done', pendingFinalDelivery: { ...pendingFinalDelivery, context } };
    const { recovery, said } = aRecovery(session);
    await untilRecovered(turn, recovery);
    expect(said).toMatchObject([{ text: 'yes' }]);
  });

  test('a run that ended without its answer goes on', async () => {
    expect(await patchesOf({ status: 'done', ...same })).toEqual([GIVEN_BACK]);
  });

  test('no message is sent again once our patience has ended', async () => {
    const context = { channel: 'rocketchat', to: 'channel:Room1', accountId: 'default' };
    const { pendingFinalDelivery } = answer(102, 'prepared');
    const away = new PlatformMessageNotDispatchedError('away', { cause: undefined, retryable: true });
    const session = { status: 'running', pendingFinalDelivery: { ...pendingFinalDelivery, context } };
    const { recovery, kept } = aRecovery(session, undefined, Array(99).fill(away));
    await expect(untilRecovered(turn, recovery)).rejects.toThrow('away');
    expect(kept.waited).toBe(RECOVERY_TIMEOUT_MS);
  });
});

describe('[L5] a turn that came with a backup', () => {
  test.each([
    ['that was running', { status: 'running', startedAt: 101 }],
    ['whose answer was ready', { status: 'done', ...answer(101, 'prepared') }],
    ['whose answer was on the queue', { status: 'running', ...answer(101, 'queued') }],
  ])('%s is neither said nor resumed', async (_name, session) => {
    const { recovery, kept, said } = aRecovery(session);
    await leaveRestored({ ...turn, isRestored: true }, recovery);
    expect(kept.session).toMatchObject({ status: 'done', abortedLastRun: false, pendingFinalDelivery: undefined });
    expect(said).toEqual([]);
  });

  test.each([
    ['that had ended', { status: 'done' }],
    ['whose session is gone', undefined],
  ])('%s is left as it is', async (_name, session) => {
    const { recovery, kept } = aRecovery(session);
    await leaveRestored({ ...turn, isRestored: true }, recovery);
    expect(kept.patches).toEqual([]);
  });
});

describe('[L9] with an OpenClaw that we have not tested with', () => {
  test.each<[string, object]>([
    ['an answer that is ready', { ...claimed, status: 'done', ...answer(101, 'prepared') }],
    ['a run that ended without its answer', { ...claimed, status: 'done' }],
    ['a run that OpenClaw goes on with', { ...claimed, status: 'running' }],
    ['an answer that is older', { status: 'running', ...answer(99, 'queued') }],
  ])('%s: nothing is changed and nothing is said', async (_, session) => {
    const { recovery, kept, said, asked } = aRecovery(session);
    await whileOpenClawRecovers(turn, recovery);
    expect({ patches: kept.patches, said, asked }).toEqual({ patches: [], said: [], asked: [] });
  });

  test('its room waits until OpenClaw is done, and not longer than it may take', async () => {
    const goesOn = aRecovery({ ...claimed, status: 'running' });
    await whileOpenClawRecovers(turn, goesOn.recovery);
    expect(goesOn.kept.waited).toBe(60_000);
    const forever = aRecovery({ ...claimed, status: 'running' });
    await whileOpenClawRecovers(turn, {
      ...forever.recovery,
      pause: async (ms) => {
        forever.kept.waited += ms;
      },
    });
    expect(forever.kept.waited).toBe(RECOVERY_TIMEOUT_MS);
  });
});

const person = (messageId: string): Entry => ({ by: 'person', messageId });
const agent = (text: string): Entry => ({ by: 'agent', text });
const OPENCLAW: Entry = { by: 'openclaw' };

describe('an answer that was finished when another message joined its turn', () => {
  const JOINED = [person('M1'), agent('first'), person('M2'), agent('second'), person('M3')];
  const its: Interrupted = { ...turn, eventId: 'message.sent:M1', messageId: 'M1', lane: 'Room%3A1:Root1' };
  const keyOf = { event: 'message.sent:M1', purpose: 'finished' };

  test('is said, before OpenClaw goes on with the turn', async () => {
    const { recovery, kept, said } = aRecovery({ status: 'running', ...claimed }, undefined, [], JOINED);
    await untilRecovered(its, recovery);
    const to = { roomId: 'Room:1' };
    expect(said).toMatchObject([{ to, threadId: 'Root1', text: 'first\n\nsecond', keyOf, answers: its.eventId }]);
    expect([kept.patches, kept.waited]).toEqual([[], 60_000]);
  });

  test('is tried again while the app is away', async () => {
    const away = new PlatformMessageNotDispatchedError('away', { cause: undefined, retryable: true });
    const { recovery, said } = aRecovery({ status: 'running', ...claimed }, undefined, [away], JOINED);
    await untilRecovered(its, recovery);
    expect(said).toHaveLength(1);
  });

  test.each<[string, object, Partial<Interrupted>, Entry[]]>([
    ['where the turn has ended', { status: 'done', ...claimed }, {}, JOINED],
    ['where it is answered', { status: 'running' }, {}, JOINED],
    ['where OpenClaw delivers', { status: 'running', ...claimed, ...answer(102, 'queued') }, {}, JOINED],
    ['where nothing has joined', { status: 'running', ...claimed }, {}, [person('M1'), agent('first')]],
    [
      'where it is of the turn in which OpenClaw goes on',
      { status: 'running', ...claimed },
      {},
      [person('M1'), OPENCLAW, agent('first'), OPENCLAW],
    ],
    ['of a click', { status: 'running', ...claimed }, { messageId: '' }, JOINED],
  ])('is not said %s', async (_where, session, more, entries) => {
    const { recovery, said } = aRecovery(session, undefined, [], entries);
    await untilRecovered({ ...its, ...more }, recovery);
    expect(said.filter(({ keyOf: key }) => 'purpose' in key && key.purpose === 'finished')).toEqual([]);
  });

  test('is not said again where a part of the turn was, nor where nobody can tell', async () => {
    for (const happened of ['yes', 'unknown'] as const) {
      const { recovery, said } = aRecovery({ status: 'running', ...claimed }, happened, [], JOINED);
      await untilRecovered({ ...its, hasSpoken: true }, recovery);
      expect(said).toEqual([]);
    }
  });
});

describe('a message that waits here still, and that the agent has not read', () => {
  const its: Interrupted = { ...turn, messageId: 'M2', isHeld: true };
  const running = { status: 'running', ...claimed };

  async function settles(more: Partial<Interrupted>, entries: readonly Entry[], session: object = running) {
    const { recovery, kept } = aRecovery(session, undefined, [], entries);
    await untilRecovered({ ...its, ...more }, recovery);
    return kept.patches.length > 0 && kept.waited === 0;
  }

  test('goes again at once, and OpenClaw does not go on with what is answered', async () => {
    const { recovery, kept } = aRecovery(running, undefined, [], [person('M1'), agent('yes')]);
    await untilRecovered(its, recovery);
    expect([kept.patches, kept.waited]).toEqual([[{ status: 'done', abortedLastRun: false }], 0]);
    expect(await settles({}, [])).toBe(true);
  });

  test('waits for OpenClaw where that goes on with something', async () => {
    expect(await settles({}, [person('M1')])).toBe(false);
    expect(await settles({}, [person('M1'), agent('yes'), OPENCLAW])).toBe(false);
    expect(await settles({}, [person('M2')])).toBe(false);
    expect(await settles({ isHeld: false }, [])).toBe(false);
    expect(await settles({ isSeenTo: true }, [])).toBe(false);
    expect(await settles({}, [], { ...running, ...answer(102, 'delivered') })).toBe(false);
  });
});

describe('the answers of a turn to several messages, which OpenClaw had begun to deliver', () => {
  const its: Interrupted = { ...turn, messageId: 'M1' };
  const ENTRIES = [person('M1'), agent('first'), person('M2'), agent('second'), person('M3'), agent('third')];
  const context = { channel: 'rocketchat', to: 'channel:Room1', accountId: 'default', threadId: 'Root1' };
  const delivering = (states: readonly string[], more: object = {}) => ({
    status: 'running',
    ...claimed,
    pendingFinalDelivery: {
      kind: 'replayable',
      text: 'first second third',
      createdAt: 102,
      context,
      deliveries: states.map((state, index) => ({ id: `d${index}`, state })),
      ...more,
    },
  });
  const said = (index: number, text: string) => ({
    to: { roomId: 'Room1' },
    threadId: 'Root1',
    text,
    keyOf: { delivery: `d${index}`, part: 0 },
    answers: turn.eventId,
  });

  test('are said with the keys of the queue, without those that are in the room, and are over', async () => {
    const session = delivering(['delivered', 'queued', 'prepared']);
    const recovery = aRecovery(session, undefined, [], ENTRIES);
    await untilRecovered(its, recovery.recovery);
    expect(recovery.said).toMatchObject([said(1, 'second'), said(2, 'third')]);
    expect(recovery.kept.session).toMatchObject({ status: 'done', abortedLastRun: false });
    expect(recovery.kept.session).toHaveProperty('pendingFinalDelivery', undefined);
    expect(recovery.kept.waited).toBe(0);
  });

  test.each<['yes' | 'no' | 'unknown', number]>([
    ['no', 3],
    ['yes', 2],
    ['unknown', 2],
  ])('the first may have been posted past the queue: %s', async (happened, times) => {
    const recovery = aRecovery(delivering(['prepared', 'prepared', 'prepared']), happened, [], ENTRIES);
    await untilRecovered({ ...its, hasSpoken: true }, recovery.recovery);
    expect(recovery.said).toHaveLength(times);
  });

  test.each<[string, object, Entry[]]>([
    ['are another number than its answers', delivering(['prepared', 'prepared']), ENTRIES],
    ['are delivered', delivering(['delivered', 'suppressed', 'delivered']), ENTRIES],
    ['may be anywhere', delivering(['prepared', 'unknown', 'prepared']), ENTRIES],
    ['are older than the turn', delivering(['prepared', 'prepared', 'prepared'], { createdAt: 99 }), ENTRIES],
    [
      'are of another account',
      delivering(['prepared', 'prepared', 'prepared'], { context: { ...context, accountId: 'other' } }),
      ENTRIES,
    ],
    ['are not in the transcript', delivering(['prepared', 'prepared', 'prepared']), []],
  ])('are left to OpenClaw where they %s', async (_what, session, entries) => {
    const recovery = aRecovery(session, undefined, [], entries);
    await untilRecovered(its, recovery.recovery);
    expect(recovery.said.filter(({ keyOf }) => 'delivery' in keyOf)).toEqual([]);
  });
});

describe('a session that OpenClaw has left running', () => {
  const KEY = 'agent:main:rocketchat:channel:room1';
  const ANSWERED = [person('M1'), agent('yes')];

  async function patchesFor(session: object | undefined, entries: readonly Entry[], key = KEY) {
    const { recovery, kept } = aRecovery(session, undefined, [], entries);
    await settleIdle([key], recovery);
    return kept.patches;
  }

  test('is settled where the agent has answered all that it has read', async () => {
    expect(await patchesFor({ status: 'running', ...claimed }, ANSWERED)).toEqual([
      { status: 'done', abortedLastRun: false },
    ]);
  });

  test.each<[string, object | undefined, Entry[]]>([
    ['something is not answered', { status: 'running' }, [...ANSWERED, person('M2')]],
    ['the last was no message of a person', { status: 'running' }, [...ANSWERED, OPENCLAW, agent('on')]],
    ['nothing was read', { status: 'running' }, []],
    ['it is done', { status: 'done' }, ANSWERED],
    ['an answer is to be delivered', { status: 'running', ...answer(1, 'queued') }, ANSWERED],
    ['there is none', undefined, ANSWERED],
  ])('is left alone where %s', async (_where, session, entries) => {
    expect(await patchesFor(session, entries)).toEqual([]);
  });

  test('is left alone where a turn of ours runs in it, and where its key says nothing', async () => {
    const run = runStarted(KEY, { accountId: 'default', userId: 'Alice1' });
    expect(await patchesFor({ status: 'running' }, ANSWERED)).toEqual([]);
    run.ends();
    expect(await patchesFor({ status: 'running' }, ANSWERED)).toHaveLength(1);
    expect(await patchesFor({ status: 'running' }, ANSWERED, 'somewhere')).toEqual([]);
  });
});

describe('after a crash', () => {
  const context = { channel: 'rocketchat', to: 'channel:Room1', accountId: 'default', threadId: 'Root1' };
  const READY = { status: 'running', ...answer(102, 'prepared') };
  const ready = { ...READY, pendingFinalDelivery: { ...READY.pendingFinalDelivery, context } };
  const away = new AppCallError({ code: 'unreachable', happened: 'unknown', retryable: true, message: 'away' });
  const refused = new AppCallError({ code: 'may-not-write', happened: 'no', retryable: false, message: 'closed' });

  test.each<[string, object, Partial<Interrupted>, 'yes' | 'no' | 'unknown' | undefined, Error[], string[]]>([
    [
      'that its answer is said now',
      ready,
      {},
      undefined,
      [],
      ['its answer was ready when the gateway fell, and is said now'],
    ],
    ['nothing, where its answer is in the room', ready, { hasSpoken: true }, 'yes', [], []],
    [
      'that nobody can tell',
      ready,
      { hasSpoken: true },
      'unknown',
      [],
      ['nobody can tell whether it was answered before the restart'],
    ],
    [
      'that its answer is lost',
      ready,
      {},
      undefined,
      [refused],
      ['its answer was ready, and is lost: AppCallError: closed'],
    ],
    [
      'nothing of attempts that fail while the app is away',
      ready,
      {},
      undefined,
      [away, away],
      ['its answer was ready when the gateway fell, and is said now'],
    ],
    [
      'that OpenClaw goes on with it',
      { status: 'done', ...claimed },
      {},
      undefined,
      [],
      ['its answer was interrupted, and OpenClaw goes on with it'],
    ],
    ['nothing, where it has ended', { status: 'running' }, {}, undefined, [], []],
    [
      'that nobody can tell, where the app cannot be asked',
      { status: 'done', ...answer(102, 'queued') },
      {},
      undefined,
      [],
      ['nobody can tell whether it was answered before the restart: '],
    ],
  ])('the log says %s', async (_what, session, more, happened, failures, expected) => {
    const { recovery, lines } = aRecovery(session, happened, [...failures]);
    await untilRecovered({ ...turn, ...more }, recovery);
    expect(lines).toEqual(expected.map((line) => expect.stringContaining(`event message.sent:1: ${line}`)));
  });

  test('the log says that it comes from a backup, where there was something to leave', async () => {
    for (const [session, expected] of [
      [{ status: 'running' }, 1],
      [{ status: 'done' }, 0],
    ] as const) {
      const { recovery, lines } = aRecovery(session);
      await leaveRestored(turn, recovery);
      expect(lines.filter((line) => line.includes('comes from a backup'))).toHaveLength(expected);
    }
  });

  test('the log says that a session is settled in which all is answered', async () => {
    const { recovery, lines } = aRecovery({ status: 'running' }, undefined, [], [person('M1'), agent('yes')]);
    await settleIdle([turn.sessionKey], recovery);
    expect(lines).toEqual(['session agent:main:room1: all is answered, and OpenClaw does not go on with it']);
  });

  test('the log says nothing of sessions in which another process has changed something meanwhile', async () => {
    const { recovery, kept, lines } = aRecovery({ status: 'running' }, undefined, [], [person('M1'), agent('yes')]);
    const transcriptOf = () => {
      kept.session = { status: 'done' };
      return [person('M1'), agent('yes')];
    };
    await settleIdle([turn.sessionKey], { ...recovery, transcriptOf });
    expect([kept.patches, lines]).toEqual([[], []]);
  });

  test('an answer is shown in the room as well, where answers in threads are', async () => {
    for (const alsoInRoom of [true, false]) {
      const { recovery, said } = aRecovery(ready);
      await untilRecovered(turn, { ...recovery, alsoInRoom: () => alsoInRoom });
      expect(said).toMatchObject([{ threadId: 'Root1', alsoInRoom, answers: turn.eventId }]);
    }
  });

  test('an answer is not tried again where the account stops: the next start does that', async () => {
    const { recovery, kept } = aRecovery(ready, undefined, [away, away]);
    const stopped = { ...recovery, signal: AbortSignal.abort() };
    await expect(untilRecovered(turn, stopped)).rejects.toThrow('away');
    expect(kept.waited).toBe(0);
  });

  test('an answer that OpenClaw delivers itself meanwhile is left to it', async () => {
    const { recovery, kept, said } = aRecovery(ready);
    const { patchSessionEntry, getSessionEntry } = recovery.sessions;
    const sessions: Recovery['sessions'] = {
      getSessionEntry,
      patchSessionEntry(change) {
        kept.session = { ...ready, ...answer(102, 'delivered') };
        return patchSessionEntry(change);
      },
    };
    await untilRecovered(turn, { ...recovery, sessions });
    expect(said).toEqual([]);
  });
});
