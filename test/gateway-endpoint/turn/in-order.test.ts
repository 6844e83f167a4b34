import { beforeEach, describe, expect, test } from 'vitest';
import type { Over } from '../../../gateway-endpoint/src/admit/adoption.ts';
import { Amended } from '../../../gateway-endpoint/src/admit/under-hand.ts';
import { WAITS_AGAIN } from '../../../gateway-endpoint/src/turn/handled.ts';
import { inOrder, REFUSED } from '../../../gateway-endpoint/src/turn/in-order.ts';
import { answersAt, runStarted } from '../../../gateway-endpoint/src/turn/runs.ts';
import { aMessage } from '../event.ts';
import { BOT } from '../fake-app.ts';
import { noNames, presentOf, threadsWith } from '../services.ts';
import { aTurn } from './a-turn.ts';

type Services = Parameters<typeof inOrder>[2];

const DONE = { outcome: 'turn' } as const;

let n = 0;
let session: string;
beforeEach(() => {
  session = `in-order-${++n}`;
});

/** The messages of the tests are answered there. */
const HERE = answersAt({
  account: { accountId: 'default' },
  event: aMessage(),
  conversation: {},
});
const runsHere = () => runStarted(session, { accountId: 'default', userId: 'Bob1' }, { answersAt: HERE });

/** A message that is handed over. `noted` has what became of it. */
async function aMessageInOrder(mode: string, wanted: Parameters<typeof aTurn>[0] = {}) {
  const at = session;
  const taking = new AbortController();
  const stopping = new AbortController();
  const over = Promise.withResolvers<Over>();
  const noted: string[] = [];
  const { turn } = await aTurn({
    ...wanted,
    claim: {
      over: over.promise,
      takenBack: taking.signal,
      abortSignal: stopping.signal,
      stepAside: () => void noted.push('aside'),
      keptWaiting: () => void noted.push('was kept'),
      onAbandoned: async () => void noted.push('abandoned'),
      onCancelled: async () => void noted.push('cancelled'),
      ...wanted.claim,
    },
  });
  const known = {
    ...turn,
    cfg: { ...turn.cfg, messages: { queue: { mode, debounceMs: 0 } } } as typeof turn.cfg,
    conversation: { ...turn.conversation, sessionKey: session },
  };
  const waiting = {
    begins: () => void noted.push('waits'),
    ends: () => undefined,
    countIn: () => 0,
    hasRoom: () => true,
    comesBack: () => undefined,
  };
  const services = {
    presentNow: () => presentOf(wanted.section),
    runtime: {
      ...turn.runtime,
      channel: {
        ...turn.runtime.channel,
        commands: { shouldHandleTextCommands: () => false },
        routing: { resolveAgentRoute: () => ({ agentId: 'main', sessionKey: at }) },
      },
    },
    roomNames: noNames,
    threads: threadsWith(),
    waiting,
    pause: async () => undefined,
  } as unknown as Services;
  /** A claim ends with the handling, unless the message is handled anew. */
  async function handled(work: Parameters<typeof inOrder>[3]) {
    try {
      const handling = await inOrder(known, turn.claim, services, work);
      over.resolve(handling === WAITS_AGAIN ? 'again' : 'done');
      return handling;
    } catch (error) {
      if (!(error instanceof Amended)) over.resolve('again');
      throw error;
    }
  }
  return { handled, ends: over.resolve, noted, taking, stopping, at };
}

describe('a message in its order', () => {
  test('goes at once where nothing runs', async () => {
    const { handled, noted } = await aMessageInOrder('steer');
    expect(await handled(async () => DONE)).toBe(DONE);
    expect(noted).toEqual([]);
  });

  test.each(['followup', 'collect'])(
    'waits for the end of what runs where the mode is %s, and shows it',
    async (mode) => {
      const running = runsHere();
      running.works();
      const { handled, noted } = await aMessageInOrder(mode);
      const ending = handled(async () => {
        noted.push('work');
        return DONE;
      });
      await expect.poll(() => noted).toEqual(['waits', 'aside']);
      running.ends();
      expect(await ending).toBe(DONE);
      expect(noted).toEqual(['waits', 'aside', 'was kept', 'work']);
    },
  );

  test.each(['steer', 'interrupt'])('goes to a turn that works where the mode is %s', async (mode) => {
    const running = runsHere();
    running.works();
    const { handled } = await aMessageInOrder(mode);
    expect(await handled(async () => DONE)).toBe(DONE);
    running.ends();
  });

  test('that was refused goes again when that turn has ended', async () => {
    const running = runsHere();
    running.works();
    const { handled, noted } = await aMessageInOrder('steer');
    let attempts = 0;
    const ending = handled(async () => (++attempts === 1 ? REFUSED : DONE));
    await expect.poll(() => noted).toEqual(['waits', 'aside']);
    expect(attempts).toBe(1);
    running.ends();
    expect(await ending).toBe(DONE);
    expect(attempts).toBe(2);
  });

  test('that changes while it waits is handled anew at once, and is not late for its waiting', async () => {
    const running = runsHere();
    const changed = Promise.withResolvers<never>();
    changed.promise.catch(() => undefined);
    const { handled, noted } = await aMessageInOrder('steer', { claim: { changed: changed.promise } });
    const ending = handled(async () => DONE);
    await expect.poll(() => noted).toEqual(['waits', 'aside']);
    changed.reject(new Amended('M1'));
    await expect(ending).rejects.toThrow(Amended);
    expect(noted).toEqual(['waits', 'aside', 'was kept']);
    running.ends();
  });

  test('that was refused and has changed is handled anew, before those behind it', async () => {
    const running = runsHere();
    running.works();
    const done: string[] = [];
    const [first, second] = [await aMessageInOrder('steer'), await aMessageInOrder('steer')];
    let attempts = 0;
    const work = (name: string) => async () => {
      done.push(name);
      return DONE;
    };
    const changing = first.handled(async () => {
      if (++attempts === 1) return REFUSED;
      throw new Amended('M1');
    });
    await expect.poll(() => first.noted).toEqual(['waits', 'aside']);
    const waiting = second.handled(work('second'));
    await expect.poll(() => second.noted).toEqual(['waits', 'aside']);
    running.ends();
    await expect(changing).rejects.toThrow(Amended);
    expect(await first.handled(work('first'))).toBe(DONE);
    expect(await waiting).toBe(DONE);
    expect(done).toEqual(['first', 'second']);
  });

  test.each<[string, Over]>([
    ['no longer starts a turn', 'done'],
    ['cannot be read any more', 'again'],
  ])('that has changed, and %s, lets the next one go', async (_what, how) => {
    const [first, second] = [await aMessageInOrder('steer'), await aMessageInOrder('steer')];
    await expect(first.handled(() => Promise.reject(new Amended('M1')))).rejects.toThrow(Amended);
    const waiting = second.handled(async () => DONE);
    await expect.poll(() => second.noted).toEqual(['waits', 'aside']);
    first.ends(how);
    expect(await waiting).toBe(how === 'done' ? DONE : WAITS_AGAIN);
  });

  test('that comes again takes those behind it along, without an attempt of theirs', async () => {
    const running = runsHere();
    const [first, second] = [await aMessageInOrder('steer'), await aMessageInOrder('steer')];
    const failing = first.handled(() => Promise.reject(new Error('no session')));
    const waiting = second.handled(async () => DONE);
    await expect.poll(() => second.noted).toEqual(['waits', 'aside']);
    running.ends();
    await expect(failing).rejects.toThrow('no session');
    expect(await waiting).toBe(WAITS_AGAIN);
    expect(second.noted.at(-1)).toBe('cancelled');
  });

  test('that has changed while it waited comes again', async () => {
    const running = runsHere();
    const { handled, noted, taking } = await aMessageInOrder('steer');
    const ending = handled(async () => DONE);
    await expect.poll(() => noted).toContain('aside');
    taking.abort();
    expect(await ending).toBe(WAITS_AGAIN);
    expect(noted).toContain('abandoned');
    running.ends();
  });

  test('ends its waiting when the account stops', async () => {
    const running = runsHere();
    const { handled, stopping } = await aMessageInOrder('steer');
    const ending = handled(async () => DONE);
    stopping.abort(new Error('the account stops'));
    await expect(ending).rejects.toThrow('the account stops');
    running.ends();
  });

  describe('with another one behind it', () => {
    const OPEN = { dmPolicy: 'open', allowFrom: ['*'], groupPolicy: 'open' };
    const NEW = { name: 'new', text: '/new', rule: 'everybody', isOurs: true } as const;

    /** Waits for the end of what runs, and then for what becomes of it. */
    async function waits(mode: string, wanted: Parameters<typeof aTurn>[0] = {}) {
      const running = runsHere();
      const joined: string[][] = [];
      const message = await aMessageInOrder(mode, {
        section: OPEN,
        ...wanted,
        claim: {
          quietMs: () => 1_000,
          behind: () => [{ event: aMessage({ id: 'M2' }), bot: BOT }],
          join: (others) => joined.push(others.map(({ event }) => event.id)) > 0,
        },
      });
      const ending = message.handled(async () => DONE);
      await expect.poll(() => message.noted).toContain('aside');
      running.ends();
      return { ending, joined };
    }

    test('takes it in where the mode is collect, and is handled anew', async () => {
      const { ending, joined } = await waits('collect');
      await expect(ending).rejects.toThrow(Amended);
      expect(joined).toEqual([['message.sent:M2']]);
    });

    test.each([
      ['where the mode is another one', 'followup', {}],
      ['where it is a command', 'collect', { verdict: { command: NEW } }],
      ['where `!queue` has set another mode for the session', 'collect', { session: { queueMode: 'followup' } }],
    ])('leaves it alone %s', async (_where, mode, wanted) => {
      const { ending, joined } = await waits(mode, wanted);
      expect([await ending, joined]).toEqual([DONE, []]);
    });

    test('leaves it alone where nothing had to be waited for', async () => {
      const { handled } = await aMessageInOrder('collect', {
        section: OPEN,
        claim: { behind: () => expect.unreachable('a message that goes at once joins nothing') },
      });
      expect(await handled(async () => DONE)).toBe(DONE);
    });
  });

  test('is asked for the mode of its own session', async () => {
    const asked: object[] = [];
    const { turn } = await aTurn();
    const session = { getSessionEntry: (at: object) => void asked.push(at) };
    const runtime = { ...turn.runtime, agent: { session } } as unknown as typeof turn.runtime;
    const { handled, at } = await aMessageInOrder('steer', { more: { runtime } });
    await handled(async () => DONE);
    expect(asked).toEqual([{ agentId: 'main', sessionKey: at, readConsistency: 'latest' }]);
  });

  test.each([
    ['while the agent asks a question, and is no answer to it', { claim: { interrupts: true } }],
    [
      'as a command with words for the agent',
      { verdict: { command: { name: 'new', text: '/new write it', rule: 'everybody', isOurs: false } } },
    ],
    [
      'as a word that stops, and which OpenClaw takes for an ordinary one',
      { verdict: { command: { name: 'stop', text: 'stop', rule: 'own-run', isOurs: true, isWord: true } } },
    ],
  ] as const)('that comes %s is not lost where the running turn refuses it', async (_when, wanted) => {
    const running = runsHere();
    running.works();
    const { handled } = await aMessageInOrder('steer', wanted as Parameters<typeof aTurn>[0]);
    let attempts = 0;
    const ending = handled(async () => (++attempts === 1 ? REFUSED : DONE));
    await new Promise(setImmediate);
    running.ends();
    // Otherwise nothing has adopted it, it counts as done, and nobody answers it.
    expect(await ending).toBe(DONE);
  });

  test.each(['new', 'reset'])('that begins a new session (%s) waits for those that wait before it', async (name) => {
    const running = runsHere();
    const command = { name, text: `/${name}`, rule: 'everybody', isOurs: true } as const;
    const done: string[] = [];
    const [first, second] = [
      await aMessageInOrder('steer'),
      await aMessageInOrder('collect', { verdict: { command } }),
    ];
    let attempts = 0;
    const asking = first.handled(async () => {
      if (++attempts === 1) return REFUSED;
      done.push('question');
      return DONE;
    });
    await expect.poll(() => first.noted).toEqual(['waits', 'aside']);
    const resetting = second.handled(async () => {
      done.push(name);
      return { outcome: 'command' } as const;
    });
    await expect.poll(() => second.noted).toEqual(['waits', 'aside']);
    running.works();
    running.ends();
    expect([await asking, (await resetting).outcome]).toEqual([DONE, 'command']);
    expect(done).toEqual(['question', name]);
  });

  test.each([
    ['its author', 'Alice1'],
    ['another person', 'Carol1'],
  ])('that begins a new session waits for the turn of %s', async (_who, userId) => {
    const running = runStarted(session, { accountId: 'default', userId }, { answersAt: HERE });
    running.works();
    const command = { name: 'new', text: '/new', rule: 'everybody', isOurs: true } as const;
    const { handled, noted } = await aMessageInOrder('interrupt', {
      verdict: { command },
      claim: { interrupts: true },
    });
    const resetting = handled(async () => DONE);
    await expect.poll(() => noted).toEqual(['waits', 'aside']);
    running.ends();
    expect(await resetting).toBe(DONE);
  });

  test('that begins a new session keeps those behind it waiting until it is over', async () => {
    const command = { name: 'new', text: '/new', rule: 'everybody', isOurs: true } as const;
    const [first, second] = [await aMessageInOrder('steer', { verdict: { command } }), await aMessageInOrder('steer')];
    const over = Promise.withResolvers<typeof DONE>();
    const resetting = first.handled(() => over.promise);
    const asking = second.handled(async () => DONE);
    await expect.poll(() => second.noted).toEqual(['waits', 'aside']);
    over.resolve(DONE);
    expect([await resetting, await asking]).toEqual([DONE, DONE]);
  });

  test.each([
    ['a command', { verdict: { command: { name: 'status', text: '/status', rule: 'everybody', isOurs: true } } }],
    ['a stop', { verdict: { command: { name: 'stop', text: '/stop', rule: 'own-run', isOurs: true } } }],
    ['an answer to a question of the agent', { claim: { interrupts: true } }],
  ] as const)('that is %s waits for nobody', async (_what, wanted) => {
    const running = runsHere();
    const { handled, noted } = await aMessageInOrder('followup', wanted as Parameters<typeof aTurn>[0]);
    expect(await handled(async () => DONE)).toBe(DONE);
    expect(noted).toEqual([]);
    running.ends();
  });
});
