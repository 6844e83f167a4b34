import { describe, expect, test } from 'vitest';
import { openCounters } from '../../../../gateway-endpoint/src/gate/counters.ts';
import { progressOf, type Seen, STEPS } from '../../../../gateway-endpoint/src/plugin/setup/progress.ts';
import { watch } from '../../../../gateway-endpoint/src/plugin/setup/watch.ts';

const counts = (count: (counters: ReturnType<typeof openCounters>) => void) => {
  const counters = openCounters();
  count(counters);
  return counters.read();
};
const probe = { ok: true, bot: 'openclaw.bot', appVersion: '1', siteUrl: '', skewMs: 0, egress: {} as never } as const;
const failed = { ok: false, error: '503: the server failed' } as const;
const nothing = counts(() => undefined);
const answered = counts((counters) => counters.turn());
const running = { running: true, counts: nothing };

describe('of a connection', () => {
  test('the look at the door is no sign of another secret', () => {
    const refusals = counts((counters) => counters.refusal('unauthorized'));
    const seen = { ...running, probe: failed, counts: refusals };
    expect(progressOf(seen, { isFetched: false, refused: 1 }).next).toMatch(/Paste the code/);
    expect(progressOf(seen, { isFetched: false, refused: 0 }).next).toMatch(/another secret/);
  });

  test.each<[string, Seen | undefined, number, RegExp]>([
    ['without a gateway', undefined, 0, /No gateway answers/],
    ['that has not started', { lastError: 'set baseUrl' }, 0, /not started this account yet: set baseUrl/],
    ['whose code is not pasted', { ...running, probe: failed }, 0, /Paste the code .* 503: the server failed/],
    [
      'whose app has another secret',
      { ...running, probe: failed, counts: counts((counters) => counters.refusal('unauthorized')) },
      0,
      /another secret/,
    ],
    ['whose app is away', { ...running, probe: failed, heardAt: 1 }, 2, /does not reach the app: 503/],
    ['whose gateway is away', { ...running, probe }, 2, /the app does not reach the gateway/],
    ['in which nobody wrote', { ...running, probe, heardAt: 1 }, 3, /^Write to @openclaw\.bot/],
    [
      'in which a stranger wrote',
      { ...running, probe, heardAt: 1, counts: counts((counters) => counters.silence('pairing-required')) },
      3,
      /openclaw pairing approve/,
    ],
    [
      'in which a message got no answer',
      {
        ...running,
        probe,
        heardAt: 1,
        counts: counts((counters) => counters.silence('not-mentioned')),
        activity: '0 turns; without either: nobody mentioned the bot (1)',
      },
      3,
      /was not answered: .*nobody mentioned the bot/,
    ],
  ])('%s, the next step is named', (_name, seen, done, next) => {
    const progress = progressOf(seen, { isFetched: false, refused: 0 });
    expect(progress.done).toHaveLength(done);
    expect(progress.next).toMatch(next);
  });

  test('all four steps are done', () => {
    const seen = { ...running, probe, heardAt: 1, counts: answered };
    expect(progressOf(seen, { isFetched: false, refused: 0 })).toEqual({ done: [...STEPS], next: undefined });
  });

  test('that fetches, the app need not reach the gateway', () => {
    const fetching = { works: true } as const;
    expect(progressOf({ ...running, probe, fetching }, { isFetched: true, refused: 0 }).done).toHaveLength(3);
    const broken = { works: false, since: 0, why: '404: no app' } as const;
    expect(progressOf({ ...running, probe, fetching: broken }, { isFetched: true, refused: 0 }).next).toMatch(
      /fetch.* 404: no app/,
    );
  });
});

describe('--wait', () => {
  /** Looks that find these, one after the other; the last one stays. */
  async function watched(timeoutMs: number, ...seen: (Seen | undefined)[]) {
    const lines: string[] = [];
    let now = 0;
    let looks = 0;
    const isConnected = await watch({
      look: async () => seen[Math.min(looks++, seen.length - 1)],
      isFetched: false,
      say: (line) => void lines.push(line),
      pause: async (ms) => {
        now += ms;
      },
      stopwatch: () => now,
      timeoutMs,
    });
    return { isConnected, lines: lines.slice(1) };
  }
  const all = { ...running, probe, heardAt: 1, counts: answered };

  test('reports each step once, as it is done', async () => {
    const { isConnected, lines } = await watched(60_000, running, { ...running, heardAt: 1 }, all, all);
    expect(isConnected).toBe(true);
    expect(lines).toEqual([
      '✓ The code is pasted: both sides have the same secret.',
      '✓ The app reaches the gateway.',
      '✓ The gateway reaches the app.',
      '✓ The first message was answered.',
      'Everything works.',
    ]);
  });

  test('says once what is missing, but not of a step that is under way', async () => {
    const missing = { ...running, probe: failed };
    const { lines } = await watched(60_000, missing, missing, missing, missing, missing, all);
    expect(lines.filter((line) => line.startsWith('…'))).toEqual([expect.stringContaining('Paste the code')]);
    expect((await watched(60_000, missing, missing, all)).lines.filter((line) => line.startsWith('…'))).toEqual([]);
  });

  test('ends after the time that was given, with the step that is missing', async () => {
    const { isConnected, lines } = await watched(1_000, undefined);
    expect(isConnected).toBe(false);
    expect(lines).toEqual([expect.stringMatching(/^… No gateway answers/), expect.stringMatching(/took too long/)]);
  });
});
