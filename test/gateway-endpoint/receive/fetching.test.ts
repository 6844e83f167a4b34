import { type Answered, type CommandOf, type CommandResult, LIMITS } from '@rocketchat-openclaw/shared';
import { describe, expect, test } from 'vitest';
import { AppCallError, type CallOptions } from '../../../gateway-endpoint/src/app-client/client.ts';
import { openFetching } from '../../../gateway-endpoint/src/receive/fetching.ts';
import { aClient } from '../services.ts';

type Fetch = CommandOf<'fetch'>;
type App = (asked: Fetch, options: CallOptions | undefined) => Promise<CommandResult<'fetch'>> | CommandResult<'fetch'>;

const delivery = (id: string) => ({ delivery: { id, token: 't', payload: `payload of ${id}` } });
const accepted = (id: string): Answered => ({ id, status: 202, headers: {} });
const away = (facts: Partial<AppCallError> = {}) =>
  new AppCallError({ code: 'unreachable', happened: 'unknown', retryable: true, message: 'no answer', ...facts });

/** Hands over what it is given, then lets calls wait until they are ended. */
function aFetching(answers: (CommandResult<'fetch'> | Error)[], app?: App) {
  const at = { now: 1_000_000 };
  const calls: { asked: Fetch; options: CallOptions | undefined }[] = [];
  const took: string[] = [];
  const pauses: number[] = [];
  const lines: string[] = [];
  const client = aClient((asked: Fetch, options) => {
    calls.push({ asked, options });
    if (app) return app(asked, options);
    const next = answers.shift();
    if (next instanceof Error) throw next;
    return next ?? untilEnded(options?.signal);
  });
  const fetching = openFetching({
    client,
    take: async ({ id }) => {
      took.push(id);
      return accepted(id);
    },
    clock: () => at.now,
    dice: () => 1,
    newId: () => 'id',
    pause: async (ms, signal) => {
      pauses.push(ms);
      at.now += ms;
      if (signal?.aborted || pauses.length > 50) await untilEnded(signal);
    },
    log: { info: (line) => void lines.push(line), warn: (line) => void lines.push(line) },
  });
  return { at, fetching, calls, took, pauses, lines, brought: () => calls.map(({ asked }) => asked.answered?.id) };
}

function untilEnded(signal: AbortSignal | undefined): Promise<never> {
  return new Promise((_, reject) => {
    if (!signal || signal.aborted) return reject(new Error('ended'));
    signal.addEventListener('abort', () => reject(new Error('ended')), { once: true });
  });
}

async function settled(): Promise<void> {
  for (let turns = 0; turns < 20; turns++) await new Promise((resolve) => setImmediate(resolve));
}

describe('one call follows the other', () => {
  test('and brings what the door has said to what the one before has fetched', async () => {
    const { fetching, took, brought, calls } = aFetching([delivery('a'), delivery('b')]);
    fetching.start();
    await settled();
    expect(took).toEqual(['a', 'b']);
    expect(brought()).toEqual([undefined, 'a', 'b']);
    expect(calls[0]).toMatchObject({
      asked: { waitMs: LIMITS.fetchWaitMs },
      options: { attempts: 1, timeoutMs: LIMITS.fetchTimeoutMs },
    });
    await fetching.stop();
  });

  test('also when it fails: the answer is brought by the next', async () => {
    const { fetching, took, brought } = aFetching([delivery('a'), away(), away(), delivery('b')]);
    fetching.start();
    await settled();
    expect(took).toEqual(['a', 'b']);
    expect(brought()).toEqual([undefined, 'a', 'a', 'a', 'b']);
    await fetching.stop();
  });

  test('but an answer that the app does not take is not brought for ever', async () => {
    const { fetching, brought } = aFetching([delivery('a'), away({ retryable: false }), delivery('b')]);
    fetching.start();
    await settled();
    expect(brought()).toEqual([undefined, 'a', undefined, 'b']);
    await fetching.stop();
  });
});

describe('while it fails', () => {
  test('it waits longer each time, up to ten seconds, and says so once; then that it works again', async () => {
    const { fetching, pauses, lines } = aFetching([...Array.from({ length: 6 }, () => away()), delivery('a')]);
    fetching.start();
    await settled();
    expect(pauses).toEqual([1_000, 2_000, 4_000, 8_000, 10_000, 10_000]);
    expect(lines).toEqual([
      'events cannot be fetched, and wait in the workspace: no answer',
      'events are fetched again, after 35 s',
    ]);
    expect(fetching.state()).toEqual({ works: true });
    await fetching.stop();
  });

  test('its state says since when, and why', async () => {
    const { fetching } = aFetching([], () => Promise.reject(away()));
    fetching.start();
    await settled();
    expect(fetching.state()).toEqual({ works: false, since: 1_000_000, why: 'no answer' });
    await fetching.stop();
  });

  test('Retry-After is honoured', async () => {
    const { fetching, pauses } = aFetching([away({ retryAfterMs: 30_000 })]);
    fetching.start();
    await settled();
    expect(pauses).toEqual([30_000]);
    await fetching.stop();
  });
});

test('an app that answers at once and has nothing, again and again, is not asked in a hot loop', async () => {
  const { fetching, pauses, calls } = aFetching([], () => ({}));
  fetching.start();
  await settled();
  expect(pauses.slice(0, 6)).toEqual([1_000, 2_000, 4_000, 8_000, 10_000, 10_000]);
  expect(calls.length).toBeLessThanOrEqual(pauses.length + 1);
  await fetching.stop();
});

test('at its end it brings the last answer and says that nobody comes again', async () => {
  const { fetching, calls } = aFetching([delivery('a')]);
  fetching.start();
  await settled();
  await fetching.stop();
  expect(calls.at(-1)?.asked).toMatchObject({ waitMs: 0, answered: { id: 'a' } });
});

test('an app that holds its calls, and one that has events at once, is asked again without a pause', async () => {
  let calls = 0;
  const outside = aFetching([], async (_asked, options) => {
    calls++;
    if (calls > 5) return untilEnded(options?.signal);
    if (calls === 3) return delivery('a');
    outside.at.now += 1_000;
    return {};
  });
  outside.fetching.start();
  await settled();
  expect([calls, outside.pauses]).toEqual([6, []]);
  await outside.fetching.stop();
});

test('after a call in order pauses begin anew', async () => {
  const { fetching, pauses } = aFetching([away(), away(), delivery('a'), away()]);
  fetching.start();
  await settled();
  expect(pauses).toEqual([1_000, 2_000, 1_000]);
  await fetching.stop();
});

test('a fault of ours is waited out like one of the workspace, and the answer is brought later', async () => {
  const { fetching, pauses, lines, brought } = aFetching([delivery('a'), new TypeError('no'), delivery('b')]);
  fetching.start();
  await settled();
  expect([pauses, brought()]).toEqual([[1_000], [undefined, 'a', 'a', 'b']]);
  expect(lines[0]).toBe('events cannot be fetched, and wait in the workspace: no');
  await fetching.stop();
});

test('a workspace that wants to be left alone for long is asked after a minute', async () => {
  const { fetching, pauses } = aFetching([away({ retryAfterMs: 3_600_000 })]);
  fetching.start();
  await settled();
  expect(pauses).toEqual([60_000]);
  await fetching.stop();
});

test('it starts once, and one that never started has nothing to say at its end', async () => {
  const { fetching, calls } = aFetching([]);
  fetching.start();
  fetching.start();
  await settled();
  expect(calls).toHaveLength(1);
  await fetching.stop();
  expect(calls).toHaveLength(2);
  expect(calls[1]?.options).toMatchObject({ attempts: 1, timeoutMs: 1_500 });
  const other = aFetching([]);
  await other.fetching.stop();
  expect(other.calls).toEqual([]);
});

test('its end is no failure, and one that nobody hears is none either', async () => {
  const { fetching, lines, pauses } = aFetching([], (asked, options) =>
    asked.waitMs === 0 ? Promise.reject(away()) : untilEnded(options?.signal),
  );
  fetching.start();
  await settled();
  await expect(fetching.stop()).resolves.toBeUndefined();
  expect([lines, pauses, fetching.state()]).toEqual([[], [], { works: true }]);
});
