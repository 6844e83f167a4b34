import { randomBytes } from 'node:crypto';
import { commandRoute, UNAUTHORIZED_BODY, writeSecret } from '@rocketchat-openclaw/shared';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Sandbox } from '../../testbed/workspace/workspace.ts';
import { type Installed, startInstalled } from '../app/installed-app.ts';
import { canMeasure, residentMb, sandboxPid } from '../app/process-memory.ts';
import { isLong, someOf } from '../how-long.ts';
import { report } from '../promises.ts';
import type { Knock, Target } from './forge.ts';
import { forgedRequests } from './forged-requests.ts';
import { unproved } from './forgeries.ts';
import { extentOf, leaksIn } from './leaks.ts';
import { mutations } from './mutations.ts';
import { brokenJson, naughtyTexts, naughtyTokens } from './parsers.ts';
import { openSiege, type Siege, tally } from './siege.ts';

const TEXT = 'forged words that nobody may read';

/** The same at the built app in the real engine and sandbox. In a short run one of them stands for both. */
describe.each((isLong() ? ['deno', 'node'] : ['node']) satisfies Sandbox[])('the app (%s sandbox)', (sandbox) => {
  const secret = writeSecret(randomBytes(32));
  let installed: Installed;
  let siege: Siege;
  let messages: number;
  let starts: number;

  const startsOf = () => installed.workspace.logs.filter((line) => line.includes('onnected to OpenClaw')).length;

  beforeAll(async () => {
    installed = await startInstalled(sandbox, secret);
    const target: Target = {
      url: installed.gateway.url,
      route: commandRoute('default'),
      secret,
      accountId: 'default',
      payload: () =>
        JSON.stringify({ v: 1, command: 'post', key: randomBytes(8).toString('hex'), roomId: 'GENERAL', text: TEXT }),
    };
    siege = await openSiege(target);
    messages = installed.workspace.store.messages.size;
    starts = startsOf();
  });
  afterAll(() => installed?.workspace.stop());

  async function areRefused(what: string, knocks: readonly Knock[]): Promise<void> {
    const wrong = await siege.knockAll(knocks);
    report({ where: `app, ${sandbox}`, what, tried: knocks.length, held: knocks.length - wrong.length });
    expect(wrong).toEqual([]);
  }

  test('a request without proof gets a 401, byte for byte the same', async () => {
    await areRefused('requests that prove nothing', await unproved(siege.forge));
    expect([...siege.statuses.keys()]).toEqual([401]);
    expect([...siege.unauthorized].map((face) => JSON.parse(face).at(-1))).toEqual([UNAUTHORIZED_BODY]);
  });

  test('a request that is signed and not in order gets a 4xx', () =>
    areRefused('signed, and not in order', ofTheApp(forgedRequests(siege.forge))));

  test('broken JSON is refused wherever it stands', async () => {
    for (const [what, knocks] of Object.entries(brokenJson(siege.forge)))
      await areRefused(what, someOf(ofTheApp(knocks)));
  });

  test('naughty strings are no tokens', () =>
    areRefused('naughty strings as tokens', someOf(naughtyTokens(siege.forge))));

  test('a genuine request of which one byte is another is refused', () =>
    areRefused('mutations of one byte', mutations(siege.forge, isLong() ? 2_000 : 300)));

  // A sandbox does not say how much memory is in use, so its process is looked at; it is small, and collects garbage.
  if (isLong() && canMeasure)
    test('however often they come, the sandbox needs no more memory', async () => {
      const pid = sandboxPid();
      const rounds = async (count: number) => {
        for (let round = 0; round < count; round++) {
          await areRefused('the same again and again', [
            ...(await unproved(siege.forge)),
            ...ofTheApp(forgedRequests(siege.forge)),
          ]);
        }
        return residentMb(pid);
      };
      const seen = [await rounds(4)];
      while (seen.length < 8) seen.push(await rounds(1));
      const growth = Math.min(...seen.slice(4)) - Math.max(...seen.slice(0, 4));
      report({
        where: `app, ${sandbox}`,
        what: 'memory grows by less than 20 MB',
        tried: 1,
        held: growth < 20 ? 1 : 0,
        note: `${growth} MB; RSS after four rounds and then after each: ${seen.join(' ')} MB`,
      });
      expect(growth).toBeLessThan(20);
    });

  test('after all that nothing was posted, the sandbox is the same, and no log tells a secret', () => {
    const where = `app, ${sandbox}`;
    const { all: tried, refused } = tally(siege.statuses);
    const posts = installed.workspace.store.messages.size - messages;
    const crashes = startsOf() - starts;
    const secrets = [...siege.forge.secrets(), TEXT];
    // The engine itself writes every request down at level debug (api-handler.ts), with all its body; no app can prevent it.
    const ours = installed.workspace.logs.filter((line) => !line.includes('is being executed...')).join('\n');
    const leaks = leaksIn(ours, secrets);
    const denied = siege.statuses.get(401) ?? 0;
    const faces = siege.unauthorized.size;
    report({ where, what: 'refused with a 4xx, all in all', tried, held: refused });
    report({ where, what: 'no effect', tried, held: tried - posts, note: `${posts} posts` });
    report({
      where,
      what: '401s with one face',
      tried: denied,
      held: faces === 1 ? denied : 0,
      note: `${faces} of them`,
    });
    report({ where, what: 'no crash', tried, held: tried - crashes, note: `${crashes} starts of the app` });
    report({
      where,
      what: 'secrets, keys, tokens and texts not in logs',
      tried: secrets.length,
      held: secrets.length - leaks.length,
      note: `${leaks.length} hits in ${extentOf(ours)}, the engine’s own copy of each request (level debug) left out`,
    });
    expect([posts, crashes, leaks]).toEqual([0, 0, []]);
  });

  test('naughty strings are posted as they are', async () => {
    const texts = someOf(naughtyTexts);
    const wrong: string[] = [];
    for (const text of texts) {
      const answer = await installed.gateway.command({ command: 'post', roomId: 'GENERAL', text });
      const { result } = answer as { result?: { messageId?: string } };
      const posted = installed.workspace.store.messages.get(result?.messageId ?? '')?.msg;
      if (posted !== text) wrong.push(`${JSON.stringify(text)}: ${JSON.stringify(posted ?? answer)}`);
    }
    report({
      where: `app, ${sandbox}`,
      what: 'naughty strings posted as they are',
      tried: texts.length,
      held: texts.length - wrong.length,
    });
    expect(wrong).toEqual([]);
  });

  // Last, because it ends the sandbox: its restart takes as long as the engine's patience with what was under way.
  if (isLong())
    test('a request that breaks the engine itself has no effect, and the app comes back', async () => {
      const knocks = [...forgedRequests(siege.forge), ...Object.values(brokenJson(siege.forge)).flat()].filter(
        isTheEngines,
      );
      const before = installed.workspace.store.messages.size;
      for (const knock of knocks) await siege.knock(knock).catch(() => undefined);
      expect(installed.workspace.store.messages.size).toBe(before);
      const hello = { command: 'post', roomId: 'GENERAL', text: 'back again' };
      await vi.waitFor(async () => expect(await installed.gateway.command(hello)).toMatchObject({ ok: true }), {
        timeout: 120_000,
        interval: 1_000,
      });
      const note = 'no effect; the engine fails before the app is asked';
      report({
        where: `app, ${sandbox}`,
        what: 'what breaks the engine',
        tried: knocks.length,
        held: knocks.length,
        note,
      });
    });
});

/**
 * Between server and sandbox the engine packs bodies with @msgpack/msgpack, which knows no lists deeper than 100 (the
 * server then answers 500) and no member `__proto__` (the sandbox then ends, and is started again). No app can be asked first.
 */
function isTheEngines({ body }: Knock): boolean {
  const text = String(body);
  return /^\[{100}/.test(text) || /[{,]"__proto__":/.test(text);
}

const ofTheApp = (knocks: readonly Knock[]) => knocks.filter((knock) => !isTheEngines(knock));
