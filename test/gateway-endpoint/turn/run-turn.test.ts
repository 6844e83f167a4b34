import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { Amended } from '../../../gateway-endpoint/src/admit/under-hand.ts';
import { AppCallError } from '../../../gateway-endpoint/src/app-client/client.ts';
import { RoomClosed } from '../../../gateway-endpoint/src/app-client/refused-room.ts';
import type { GivenCommand } from '../../../gateway-endpoint/src/gate/command.ts';
import { STUCK } from '../../../gateway-endpoint/src/host/error-words.ts';
import { stopping } from '../../../gateway-endpoint/src/host/stops.ts';
import { TESTED_VERSIONS } from '../../../gateway-endpoint/src/host/tested-versions.ts';
import { enterLine } from '../../../gateway-endpoint/src/turn/line.ts';
import { runTurn } from '../../../gateway-endpoint/src/turn/run-turn.ts';
import {
  answersAt,
  areAllRunsBy,
  interruptRuns,
  isRunning,
  runJoined,
  runStarted,
  works,
} from '../../../gateway-endpoint/src/turn/runs.ts';
import { type AtOpenClaw, aTurn } from './a-turn.ts';

const SESSION = 'agent:main:channel:Room1';
const ENDED = 'ended message.sent:M1';
const NEW: GivenCommand = { name: 'new', text: '/new', rule: 'everybody', isOurs: false };

const final = { kind: 'final' } as const;
const shown = { visibleReplySent: true } as const;
const good = ({ plan }: AtOpenClaw) => plan.delivery.onDelivered?.({ text: 'yes' }, final, shown as never);
const bad = ({ plan }: AtOpenClaw) => plan.delivery.onDelivered?.({ text: 'no', isError: true }, final, shown as never);
function putOff({ claim }: AtOpenClaw): void {
  claim.onDeferred();
  claim.onSettled?.();
}
const notPosted = ({ plan }: AtOpenClaw) => plan.delivery.onError?.(new Error('away'), final);

function aborted(): AbortSignal {
  const stop = new AbortController();
  stop.abort();
  return stop.signal;
}

test('a turn is marked, handed over, noted, run, and ended, in this order', async () => {
  const { turn, noted } = await aTurn();
  await runTurn(turn);
  const begun = `begun message.sent:M1 Room1 main ${SESSION}`;
  expect(noted).toEqual(['status seen', 'handed over', begun, 'run', 'typing stopped', 'status over', ENDED]);
});

test('a session that OpenClaw has given up is taken up again before the message goes there', async () => {
  const { turn, noted, warnings } = await aTurn({ session: { mainRestartRecovery: { tombstone: {} } } });
  const runtime = { ...turn.runtime, version: TESTED_VERSIONS[0] ?? '' };
  await runTurn({ ...turn, runtime });
  expect(noted.indexOf('patched 3')).toBeGreaterThanOrEqual(0);
  expect(noted.indexOf('patched 3')).toBeLessThan(noted.indexOf('run'));
  expect(warnings).toEqual([expect.stringContaining('it goes on with event message.sent:M1')]);
});

test('a turn whose message waited in an earlier process takes the sign of that away', async () => {
  const { turn, noted } = await aTurn({ claim: { isFromBefore: true } });
  await runTurn(turn);
  expect(noted.slice(0, 2)).toEqual(['status seen', 'status waited before']);
});

test('a turn in a thread is noted in the lane of the thread', async () => {
  const { turn, noted } = await aTurn({ told: { threadId: 'Root1' } });
  await runTurn(turn);
  expect(noted).toContain(`begun message.sent:M1 Room1:Root1 main ${SESSION}:thread:root1`);
});

describe('[L8] the sign on the message', () => {
  test.each<[string, string, ((at: AtOpenClaw) => unknown)[]]>([
    ['no answer', 'status over', []],
    ['an answer', 'status over', [good]],
    ['an answer after a tool that failed', 'status over', [bad, good]],
    ['an answer before a tool that failed', 'status over', [good, bad]],
    ['nothing but a failure', 'status failed', [bad]],
    ['an answer that could not be posted', 'status failed', [notPosted]],
    ['an answer, and one that could not be posted', 'status over', [good, notPosted]],
  ])('after %s: %s', async (_what, sign, doings) => {
    const { turn, noted } = await aTurn({
      openclaw: async (at) => {
        for (const each of doings) await each(at);
      },
    });
    await runTurn(turn);
    expect(noted.filter((line) => line.startsWith('status ') && line !== 'status seen')).toEqual([sign]);
  });

  test.each([
    [true, [], 'status kept silent'],
    [true, [good], 'status over'],
    [true, [bad], 'status failed'],
    [false, [], 'status over'],
  ] as const)(
    'where OpenClaw says of its silence that it is meant: %s, after %j: %s',
    async (isMeant, doings, sign) => {
      const { turn, noted } = await aTurn({
        openclaw: async (at) => {
          for (const each of doings) await each(at);
          return { dispatched: true, dispatchResult: { deliberateSilentTerminalReply: isMeant } };
        },
      });
      await runTurn(turn);
      expect(noted.at(-2)).toBe(sign);
    },
  );

  test.each<[string, string, ((at: AtOpenClaw) => unknown)[]]>([
    ['no answer', 'status kept silent', []],
    ['an answer in time', 'status over', [good]],
  ])('where a later message has ended the turn, after %s: %s', async (_what, sign, doings) => {
    const { turn, noted } = await aTurn({
      openclaw: async (at) => {
        for (const each of doings) await each(at);
        interruptRuns(SESSION);
      },
    });
    await runTurn(turn);
    expect(noted.at(-2)).toBe(sign);
  });

  test.each([
    [true, null],
    [false, { isError: true }],
  ])(
    'OpenClaw’s report of no answer is posted unless a later message has ended the turn: %s',
    async (isEnded, posted) => {
      let prepared: unknown;
      const { turn } = await aTurn({
        openclaw: async ({ plan }) => {
          if (isEnded) interruptRuns(SESSION);
          prepared = await plan.delivery.preparePayload?.(
            { text: "⚠️ OpenClaw couldn't produce or deliver a reply.", isError: true },
            final,
          );
        },
      });
      await runTurn(turn);
      if (posted) expect(prepared).toMatchObject(posted);
      else expect(prepared).toBeNull();
    },
  );

  test('a turn that was not dispatched is not silent', async () => {
    const { turn, noted } = await aTurn({
      openclaw: () => ({ dispatched: false, dispatchResult: { deliberateSilentTerminalReply: true } }),
    });
    await runTurn(turn);
    expect(noted.at(-2)).toBe('status over');
  });

  test.each([
    ['fails', {}, new Error('no model'), 'status failed'],
    ['is stopped with the gateway', { abortSignal: aborted() }, new Error('stopped'), 'status over'],
    ['has changed in the last moment', {}, new Amended('message.sent:M1'), 'status over'],
  ])('where the turn %s, and the error goes on', async (_what, claim, error, sign) => {
    const { turn, noted } = await aTurn({
      claim,
      openclaw: () => Promise.reject(error),
    });
    await expect(runTurn(turn)).rejects.toBe(error);
    expect(noted.filter((line) => line.startsWith('status '))).toEqual(['status seen', sign]);
  });
});

describe('[L8] that a turn is under way', () => {
  test('is written down until it ends, for better or worse', async () => {
    for (const openclaw of [good, () => Promise.reject(new Error('no model'))]) {
      const { turn, noted } = await aTurn({ openclaw });
      await runTurn(turn).catch(() => undefined);
      expect(noted.at(-1)).toBe(ENDED);
    }
  });

  test('stays written down where the gateway stops, so that its next start goes on with it', async () => {
    const { turn, noted } = await aTurn({ claim: { abortSignal: aborted() } });
    await runTurn(turn);
    expect(noted).toContain('run');
    expect(noted).not.toContain(ENDED);
  });

  test('is known to those who ask who runs in the session, and no longer than that', async () => {
    const seen: boolean[] = [];
    for (const openclaw of [() => undefined, () => Promise.reject(new Error('no model'))]) {
      const { turn } = await aTurn({
        openclaw: () => {
          seen.push(isRunning(SESSION));
          return openclaw();
        },
      });
      await runTurn(turn).catch(() => undefined);
      seen.push(isRunning(SESSION));
    }
    expect(seen).toEqual([true, false, true, false]);
  });

  test('and has spoken is written down before something is said past the queue of OpenClaw', async () => {
    const { turn, noted, sent } = await aTurn({
      openclaw: ({ plan }) => plan.delivery.deliver({ text: 'yes' }, final),
    });
    await runTurn(turn);
    expect(noted).toContain('speaks message.sent:M1');
    expect(sent).toMatchObject([{ to: { roomId: 'Room1' }, text: 'yes' }]);
  });
});

describe('a message that comes while the agent works', () => {
  const bob = { accountId: 'default', userId: 'Bob1' };

  test('and is put into the running turn has no turn of its own, and its author counts as one who started it', async () => {
    const ended = runStarted(SESSION, bob).ends;
    const { turn, noted } = await aTurn({
      openclaw: async ({ claim }) => {
        claim.onDeferred();
        expect(areAllRunsBy(SESSION, bob)).toBe(true);
        await claim.onAdopted();
        claim.onSettled?.();
      },
    });
    expect(await runTurn(turn)).toBe('joined');
    expect(areAllRunsBy(SESSION, bob)).toBe(false);
    ended();
    expect(isRunning(SESSION)).toBe(false);
    expect(noted).toEqual([
      'status seen',
      'handed over',
      `begun message.sent:M1 Room1 main ${SESSION}`,
      'run',
      'deferred',
      'waits message.sent:M1',
      ENDED,
      'in memory',
      'begins message.sent:M1',
      'left',
      'adopted',
      'typing stopped',
      ENDED,
    ]);
  });

  test('and cannot be put into it is taken back from the memory of OpenClaw, and waits on disk', async () => {
    const ended = runStarted(SESSION, bob).ends;
    const { turn, noted } = await aTurn({
      claim: { onAbandoned: async () => void noted.push('abandoned') },
      openclaw: ({ claim }) => {
        claim.onDeferred();
        claim.abortSignal.addEventListener('abort', () => {
          claim.onAbandoned();
          claim.onSettled?.();
        });
      },
    });
    expect(await runTurn(turn)).toBe('refused');
    // Its claim stays open, and its place in the line.
    expect(noted).not.toContain('abandoned');
    expect(noted).not.toContain('left');
    expect(noted).not.toContain('status over');
    ended();
  });

  test('and is begun by OpenClaw at the same moment is not dropped: it stays where it waits', async () => {
    const ended = runStarted(SESSION, bob).ends;
    const { turn } = await aTurn({
      openclaw: ({ claim }) => {
        claim.onDeferred();
        claim.abortSignal.addEventListener('abort', async () => {
          await expect(claim.onAdopted()).rejects.toThrow('taken back');
          claim.onAbandoned();
          claim.onSettled?.();
        });
      },
    });
    expect(await runTurn(turn)).toBe('refused');
    ended();
  });

  test('where a turn runs that is none of ours has a turn after it, written down from its beginning', async () => {
    const begins = Promise.withResolvers<void>();
    const { turn, noted } = await aTurn({
      openclaw: ({ claim }) => {
        claim.onDeferred();
        begins.promise.then(async () => {
          await claim.onAdopted();
          noted.push(isRunning(SESSION) ? 'runs' : 'idle');
          claim.onSettled?.();
        });
      },
    });
    const ending = runTurn(turn);
    await expect.poll(() => noted).toContain('deferred');
    begins.resolve();
    expect(await ending).toBe('turn');
    const begun = `begun message.sent:M1 Room1 main ${SESSION}`;
    const about = [begun, ENDED, 'adopted', 'runs', 'idle'];
    expect(noted.filter((line) => about.includes(line))).toEqual([begun, ENDED, begun, 'adopted', 'runs', ENDED]);
  });

  test('and is forgotten by OpenClaw as that ends is taken back, and handed over again', async () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const ended = runStarted(SESSION, bob).ends;
    const { turn, noted } = await aTurn({
      // Its dispatch does not return.
      openclaw: ({ claim }) =>
        new Promise<void>((returns) => {
          claim.onDeferred();
          claim.abortSignal.addEventListener('abort', () => {
            claim.onAbandoned();
            claim.onSettled?.();
            returns();
          });
        }),
    });
    const ending = runTurn(turn);
    // A tool may run for long before the turn takes it in.
    await vi.advanceTimersByTimeAsync(600_000);
    expect(noted).toContain('in memory');
    ended();
    expect(await Promise.race([ending, 'waits'])).toBe('waits');
    await vi.advanceTimersByTimeAsync(10_000);
    expect(await ending).toBe('refused');
    expect(vi.getTimerCount()).toBe(0);
  });

  test.each<[string, (at: AtOpenClaw) => unknown, string]>([
    ['answers', good, 'over: false'],
    ['fails', bad, 'over: true'],
  ])('has the sign of the turn that took it in when that %s', async (_how, ends, expected) => {
    const signs: string[] = [];
    const mine = {
      seen: () => void signs.push('seen'),
      over: (hasFailed: boolean) => void signs.push(`over: ${hasFailed}`),
    };
    const { turn, noted } = await aTurn({
      openclaw: async (at) => {
        await at.claim.onAdopted();
        const other = await aTurn({
          told: { id: 'M2' },
          openclaw: async ({ claim }) => {
            claim.onDeferred();
            await claim.onAdopted();
            claim.onSettled?.();
          },
        });
        expect(await runTurn({ ...other.turn, status: { ...other.turn.status, ...mine } })).toBe('joined');
        expect(signs).toEqual(['seen']);
        await ends(at);
      },
    });
    await runTurn(turn);
    expect(signs).toEqual(['seen', expected]);
    expect(noted.filter((line) => line.startsWith('status '))).toHaveLength(2);
  });

  test('and is adopted twice has one run, which ends', async () => {
    const { turn } = await aTurn({
      openclaw: async ({ claim }) => {
        claim.onDeferred();
        setImmediate(async () => {
          await claim.onAdopted();
          await claim.onAdopted();
          claim.onSettled?.();
        });
      },
    });
    expect(await runTurn(turn)).toBe('turn');
    expect(isRunning(SESSION)).toBe(false);
  });

  test('and is still in the memory of OpenClaw when the account stops waits for the next start', async () => {
    const stopping = new AbortController();
    const { turn, noted } = await aTurn({
      claim: { abortSignal: stopping.signal },
      openclaw: ({ claim }) => {
        claim.onDeferred();
        queueMicrotask(() => stopping.abort());
      },
    });
    expect(await runTurn(turn)).toBe('given-back');
    expect(noted).not.toContain('status over');
  });
});

describe('a session that changes while OpenClaw begins the turn', () => {
  const CHANGED = new Error('session changed before durable user-turn admission');

  test('is tried again at once, and nobody sees it', async () => {
    let attempts = 0;
    const { turn, noted } = await aTurn({
      openclaw: (at) => (++attempts < 3 ? Promise.reject(CHANGED) : good(at)),
    });
    expect(await runTurn(turn)).toBe('turn');
    expect([attempts, noted.filter((line) => line.startsWith('status '))]).toEqual([3, ['status seen', 'status over']]);
    expect(isRunning(SESSION)).toBe(false);
  });

  test('for the fifth time, after the turn was taken over, or at the stop of the account, is an error', async () => {
    const attempts = { always: 0, taken: 0, stopped: 0 };
    const turns = [
      await aTurn({ openclaw: () => Promise.reject(++attempts.always && CHANGED) }),
      await aTurn({
        openclaw: async ({ claim }) => {
          await claim.onAdopted();
          throw ++attempts.taken && CHANGED;
        },
      }),
      await aTurn({
        claim: { abortSignal: aborted() },
        openclaw: () => Promise.reject(++attempts.stopped && CHANGED),
      }),
    ];
    for (const { turn } of turns) await expect(runTurn(turn)).rejects.toThrow('session changed');
    expect(attempts).toEqual({ always: 5, taken: 1, stopped: 1 });
  });
});

describe('a turn that closes', () => {
  test.each<[string, (at: AtOpenClaw, tell: (runId: string, phase: string) => void) => unknown]>([
    ['with its first answer', ({ plan }) => plan.delivery.preparePayload?.({ text: 'yes' }, final)],
    ['with the end of its agent, which says nothing', (_at, tell) => tell('run-1', 'end')],
  ])('%s takes no more messages in', async (_how, closes) => {
    const seen: boolean[] = [];
    const given = await aTurn({
      openclaw: async (at) => {
        await at.claim.onAdopted();
        const tell = (runId: string, phase: string) => {
          given.tell(runId, 'lifecycle', { phase });
        };
        seen.push(works(SESSION));
        at.plan.replyOptions?.onAgentRunStart?.('run-1');
        tell('run-2', 'end');
        await at.plan.delivery.preparePayload?.({ text: 'a tool' }, { kind: 'tool' } as never);
        seen.push(works(SESSION));
        await closes(at, tell);
        seen.push(works(SESSION));
      },
    });
    await runTurn(given.turn);
    expect(seen).toEqual([false, true, false]);
    expect(given.listeners).toEqual([]);
  });

  test('lets its answer out when the messages on their way have arrived', async () => {
    const prepared: string[] = [];
    const given = await aTurn({
      openclaw: async ({ claim, plan }) => {
        await claim.onAdopted();
        plan.replyOptions?.onAgentRunStart?.('run-1');
        const place = enterLine(SESSION, answersAt(given.turn));
        await place.wantsToGo('steered');
        place.setsOut();
        const answer = Promise.resolve(plan.delivery.preparePayload?.({ text: 'yes' }, final)).then(() => {
          prepared.push('answer');
        });
        await Promise.resolve();
        prepared.push('message');
        place.leave();
        await answer;
      },
    });
    await runTurn(given.turn);
    expect(prepared).toEqual(['message', 'answer']);
  });

  test('does not wait for its own message where OpenClaw answers it without a turn', async () => {
    const given = await aTurn({
      openclaw: async ({ plan }) => {
        plan.replyOptions?.onAgentRunStart?.('run-1');
        return void (await plan.delivery.preparePayload?.({ text: 'no such model' }, final));
      },
    });
    const place = enterLine(SESSION, answersAt(given.turn));
    await place.wantsToGo('steered');
    expect(await runTurn({ ...given.turn, place })).toBe('turn');
    place.leave();
  });

  test('lets out an earlier answer that OpenClaw has dropped, before its own', async () => {
    const prepared: unknown[] = [];
    const given = await aTurn({
      openclaw: async ({ claim, plan }) => {
        await claim.onAdopted();
        plan.replyOptions?.onAgentRunStart?.('run-1');
        given.tell('run-1', 'assistant', { text: 'one' });
        runJoined(SESSION, { accountId: 'default', userId: 'Carol1' });
        given.tell('run-1', 'lifecycle', { phase: 'finishing', error: 'HTTP 503' });
        for (const kind of ['tool', 'final', 'final']) {
          prepared.push(await plan.delivery.preparePayload?.({ text: kind }, { ...final, kind } as typeof final));
        }
      },
    });
    await runTurn(given.turn);
    expect(prepared).toEqual([{ text: 'tool' }, { text: 'one\n\nfinal' }, { text: 'final' }]);
  });

  test('lets out an earlier answer that OpenClaw has dropped also where the agent says nothing more', async () => {
    const given = await aTurn({
      openclaw: async ({ claim, plan }) => {
        await claim.onAdopted();
        plan.replyOptions?.onAgentRunStart?.('run-1');
        given.tell('run-1', 'assistant', { text: 'one' });
        runJoined(SESSION, { accountId: 'default', userId: 'Carol1' });
        given.tell('run-1', 'lifecycle', { phase: 'finishing', error: 'HTTP 503' });
        given.tell('run-1', 'assistant', { text: 'NO_REPLY' });
        given.tell('run-1', 'lifecycle', { phase: 'end' });
        return { dispatched: true, dispatchResult: { deliberateSilentTerminalReply: true } };
      },
    });
    await runTurn(given.turn);
    expect(given.sent.map(({ text }) => text)).toEqual(['one']);
  });

  test('lets no message set out that was prepared meanwhile', async () => {
    const { turn, noted } = await aTurn();
    const place = { ...turn.place, setsOut: () => false };
    expect(await runTurn({ ...turn, place })).toBe('refused');
    expect(noted).not.toContain('run');
  });

  test('leaves a message alone that has changed meanwhile: its claim ends, and it comes again', async () => {
    const taking = new AbortController();
    const { turn, noted } = await aTurn({
      claim: { takenBack: taking.signal, onAbandoned: async () => void noted.push('abandoned') },
      openclaw: () => taking.abort(),
    });
    expect(await runTurn(turn)).toBe('given-back');
    expect(noted).toContain('abandoned');
  });
});

describe('a turn that OpenClaw drops without a word', () => {
  const stuck = { wasStuck: true };

  test('because it holds on to an earlier attempt, is an error that names the cure', async () => {
    const { turn, noted } = await aTurn({ claim: stuck });
    await expect(runTurn(turn)).rejects.toThrow(`has to be restarted (${STUCK})`);
    expect(noted).toContain('status failed');
  });

  test.each<[string, object, (at: AtOpenClaw) => unknown]>([
    ['was taken over', stuck, ({ claim }) => claim.onAdopted()],
    ['was put off', stuck, putOff],
    ['was answered', stuck, good],
    ['could not be answered', stuck, bad],
    ['was not stuck', {}, () => undefined],
  ])('is no error where it %s', async (_what, claim, openclaw) => {
    const { turn } = await aTurn({ claim, openclaw });
    await expect(runTurn(turn)).resolves.toBe('turn');
  });

  test('is no error where it may not set out: it waits for the end of what runs', async () => {
    const { turn } = await aTurn({ claim: stuck });
    const place = { ...turn.place, setsOut: () => false };
    await expect(runTurn({ ...turn, place })).resolves.toBe('refused');
  });

  test('hears of both from the claim that it was given', async () => {
    const { turn, noted } = await aTurn({
      openclaw: async ({ claim }) => {
        claim.onDeferred();
        await claim.onAdopted();
        claim.onSettled?.();
      },
    });
    await runTurn(turn);
    expect(noted).toEqual(expect.arrayContaining(['deferred', 'adopted']));
  });
});

describe('at its end', () => {
  test('typing that cannot be stopped is no failure, and its preview ends', async () => {
    const ended: string[] = [];
    const { turn, noted } = await aTurn({
      more: {
        typing: { start: async () => undefined, stop: () => Promise.reject(new Error('away')) },
        stream: {
          replyOptions: { disableBlockStreaming: true },
          takes: () => false,
          finish: () => Promise.reject(new Error('unused')),
          delivered: async () => undefined,
          end: async () => void ended.push('preview'),
        },
      },
    });
    await runTurn(turn);
    expect([ended, noted.at(-1)]).toEqual([['preview'], ENDED]);
  });
});

describe('the plan of a turn', () => {
  async function planOf(wanted: Parameters<typeof aTurn>[0] = {}) {
    const seen: AtOpenClaw[] = [];
    const given = await aTurn({ ...wanted, openclaw: (at) => void seen.push(at) });
    await runTurn(given.turn);
    const [at] = seen;
    if (!at) throw new Error('there was no turn');
    return { ...at, ...given };
  }

  test('has the route, the context and the answers of its conversation', async () => {
    const { plan, contexts, turn } = await planOf();
    expect(plan).toMatchObject({
      channel: 'rocketchat',
      accountId: 'default',
      route: { agentId: 'main', sessionKey: SESSION },
      ctxPayload: contexts[0],
      replyPipeline: { typing: { keepaliveIntervalMs: 0, maxDurationMs: 0 } },
    });
    expect(plan).not.toHaveProperty('botLoopProtection');
    expect(plan).not.toHaveProperty('replyResolver');
    expect(plan.dispatchReplyFromConfig).toBe(turn.runtime.channel.reply.dispatchReplyFromConfig);
    expect(plan.record).not.toHaveProperty('updateLastRoute');
  });

  test('has the words as they were written, and as the agent reads them', async () => {
    const { adapter, turn } = await planOf({ told: { text: '! hello' }, verdict: { reading: 'operator' } });
    const words = { rawText: '! hello', textForAgent: '! hello', textForCommands: '! hello' };
    expect(adapter.ingest(turn.event as never)).toEqual({ id: 'M1', timestamp: 5, ...words });
    const plain = await planOf();
    expect(plain.adapter.ingest(plain.turn.event as never)).toMatchObject({ textForCommands: '' });
  });

  test.each([
    ['a command that is granted', true, 'granted', {}],
    ['a command of an operator', true, 'operator', {}],
    ['a stop word, which may be an ordinary word', false, 'granted', { isWord: true }],
    ['words that nobody reads as a command', false, 'words', {}],
  ] as const)(
    'tells OpenClaw of %s, which is answered beside a running turn: %s',
    async (_which, isTold, reading, more) => {
      const command = { name: 'status', text: '/status', rule: 'everybody', isOurs: true, ...more } as const;
      const { contexts } = await planOf({ verdict: { reading, command } });
      const told = { kind: 'text-slash', name: 'status', body: '/status', authorized: true };
      expect((contexts[0] as { command?: object }).command).toEqual(isTold ? told : undefined);
    },
  );

  test('names how OpenClaw keeps direct conversations apart, where it does', async () => {
    const { turn } = await planOf();
    const { conversation } = turn;
    expect((await planOf()).plan.route).toStrictEqual({ agentId: 'main', sessionKey: SESSION });
    const route = { ...conversation.route, dmScope: 'per-account-channel-peer' } as const;
    const apart = await planOf({ more: { conversation: { ...conversation, route } } });
    expect(apart.plan.route).toHaveProperty('dmScope', 'per-account-channel-peer');
  });

  test('a direct conversation is where its person is reached from now on', async () => {
    const { plan } = await planOf({ told: { room: { id: 'Dm1', type: 'direct' } } });
    const sessionKey = 'agent:main:direct:Alice1';
    expect(plan.record?.updateLastRoute).toEqual({
      sessionKey,
      channel: 'rocketchat',
      to: 'user:Alice1',
      accountId: 'default',
    });
  });

  test('a bot is counted, by the limits of the operator, and a person is not', async () => {
    const { plan } = await planOf({ told: { actor: { type: 'bot' } }, section: { allowBots: true } });
    expect(plan.botLoopProtection).toEqual({
      scopeId: 'default',
      conversationId: 'Room1',
      senderId: 'Alice1',
      receiverId: 'botId',
      eventId: 'message.sent:M1',
      defaultEnabled: true,
    });
    const limits = { enabled: true, maxEventsPerWindow: 3 };
    const limited = await planOf({
      told: { actor: { type: 'bot' } },
      section: { allowBots: true, botLoopProtection: limits },
    });
    expect(limited.plan.botLoopProtection).toMatchObject({ config: limits });
  });

  test('a command that was granted is allowed to its person alone', async () => {
    const { plan } = await planOf({ verdict: { reading: 'granted', command: NEW } });
    expect(plan.cfg.commands?.allowFrom).toEqual({ rocketchat: ['Alice1'] });
    expect(plan).toHaveProperty('replyResolver');
    const { plan: words } = await planOf({ verdict: { reading: 'words' } });
    expect(words.cfg.commands).toBeUndefined();
  });

  test('silence is allowed where the bot hears every message', async () => {
    const { plan } = await planOf({ section: { rooms: { Room1: { requireMention: false } } } });
    expect(plan).toHaveProperty('replyResolver');
  });

  test('typing begins when OpenClaw says so; that it cannot is a warning, as is a session that is not recorded', async () => {
    const { plan, noted, warnings } = await planOf();
    await plan.replyPipeline?.typing?.start?.();
    expect(noted).toContain('typing');
    plan.replyPipeline?.typing?.onStartError?.(new Error('away'));
    plan.record?.onRecordError?.(new Error('full'));
    expect(warnings).toEqual(['typing in Room1: Error: away', 'session of Room1 not recorded: Error: full']);
  });
});

describe('an answer', () => {
  const FAILED = { text: 'TypeError: x', isError: true };

  test('that failed is logged beside the name of its run', async () => {
    const { turn, warnings } = await aTurn({
      openclaw: ({ plan }) => {
        const { onAgentRunStart } = plan.replyOptions as { onAgentRunStart(id: string): void };
        onAgentRunStart('run-7');
        plan.delivery.preparePayload?.(FAILED, final);
      },
    });
    await runTurn(turn);
    expect(warnings).toEqual([
      expect.stringMatching(/^event message\.sent:M1, run run-7: ref [0-9a-f]{6}: TypeError: x$/),
    ]);
  });

  test('that may be silence ends the turn without a sign', async () => {
    const nothing = { text: "⚠️ Agent couldn't generate a response. Please try again.", isError: true };
    const rooms = { Room1: { requireMention: false } };
    const { turn, noted } = await aTurn({
      section: { rooms },
      verdict: { address: { wasMentioned: false } as never },
      openclaw: ({ plan }) => void plan.delivery.preparePayload?.(nothing, final),
    });
    await runTurn(turn);
    expect(noted.at(-2)).toBe('status kept silent');
  });

  test.each([
    ['status', [false], 'OpenClaw 1\nAt work: nothing. Nothing waits.'],
    ['queue', [true], 'OpenClaw 1'],
  ])('to `!%s`: the session is at work meanwhile: %j', async (name, expected, text) => {
    const seen: boolean[] = [];
    const prepared: unknown[] = [];
    const { turn } = await aTurn({
      verdict: { command: { name, text: `/${name}`, rule: 'everybody', isOurs: true } },
      async openclaw({ plan }) {
        seen.push(isRunning(SESSION));
        prepared.push(await plan.delivery.preparePayload?.({ text: 'OpenClaw 1' }, final));
      },
    });
    await runTurn(turn);
    expect([seen, prepared]).toMatchObject([expected, [{ text }]]);
  });

  test('to a command that is wrong is for its author to read', async () => {
    const prepared: unknown[] = [];
    const { turn } = await aTurn({
      verdict: { command: NEW },
      openclaw: async ({ plan }) => void prepared.push(await plan.delivery.preparePayload?.(FAILED, final)),
    });
    await runTurn(turn);
    expect(prepared).toEqual([{ text: 'TypeError: x', isError: false }]);
  });

  const refusal = { code: 'may-not-write', happened: 'no', retryable: false, reason: 'not-a-member' } as const;
  const closed = new RoomClosed(new AppCallError({ ...refusal, message: 'no' }));

  test('whose room is closed is explained to the person who asked, alone', async () => {
    const { turn, sent } = await aTurn({ openclaw: ({ plan }) => plan.delivery.onError?.(closed, final) });
    await runTurn(turn);
    await expect.poll(() => sent).toMatchObject([{ to: { userId: 'Alice1' } }]);
  });
});

describe('[F22] a stop of another person', () => {
  const stop = () => stopping(SESSION, async () => undefined);

  test('that came while the message was prepared leaves no note that OpenClaw would drop it for', async () => {
    const { turn, noted } = await aTurn({ session: { abortCutoffTimestamp: 9 } });
    expect(await runTurn(turn)).toBe('turn');
    const at = (line: string) => noted.indexOf(line);
    expect(at('patched 2')).toBeGreaterThanOrEqual(0);
    expect(at('patched 2')).toBeLessThan(at('run'));
  });

  test('that is under way is waited for', async () => {
    const ended = Promise.withResolvers<void>();
    const stopped = stopping(SESSION, () => ended.promise);
    const { turn, noted } = await aTurn();
    const running = runTurn(turn);
    await expect.poll(() => noted).toContain('status seen');
    expect(noted).not.toContain('handed over');
    ended.resolve();
    await stopped;
    expect(await running).toBe('turn');
    expect(noted).toContain('run');
  });

  test('that comes while the turn is written down has the message go again, for OpenClaw would drop it', async () => {
    const made = await aTurn();
    const { turn, noted } = made;
    const turnJournal = { ...turn.turnJournal, begin: () => stop() };
    expect(await runTurn({ ...turn, turnJournal })).toBe('refused');
    expect(noted).not.toContain('run');
    expect(noted.at(-1)).toBe(ENDED);
  });

  test('that comes while OpenClaw has the message has it go again, unless OpenClaw has taken it or answered', async () => {
    const dropped = await aTurn({ openclaw: stop });
    expect(await runTurn(dropped.turn)).toBe('refused');
    const taken = await aTurn({ openclaw: ({ claim }) => stop().then(() => claim.onAdopted()) });
    expect(await runTurn(taken.turn)).toBe('turn');
    const answered = await aTurn({ openclaw: (at) => stop().then(() => good(at)) });
    expect(await runTurn(answered.turn)).toBe('turn');
  });

  test('has no command go again: it has been carried out', async () => {
    const { turn, noted } = await aTurn({ verdict: { command: NEW }, openclaw: stop });
    expect(await runTurn({ ...turn, turnJournal: { ...turn.turnJournal, begin: () => stop() } })).toBe('turn');
    expect(noted).toContain('run');
  });
});
