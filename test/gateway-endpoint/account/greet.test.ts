import type { CommandOf } from '@rocketchat-openclaw/shared';
import { describe, expect, test } from 'vitest';
import { openGreeting } from '../../../gateway-endpoint/src/account/greet.ts';
import { resolveAccount } from '../../../gateway-endpoint/src/config/account.ts';
import { BOT } from '../fake-app.ts';
import { aClient, configOf } from '../services.ts';

const egress = { paused: false, scope: 'addressed' as const, rooms: [] };
const HELLO = { appVersion: '1', bot: BOT, siteUrl: 'http://chat', egress, now: 1 };

function aGreeting(section: object = {}) {
  const at = { now: 0 };
  const app = { isAway: false, isSlow: false };
  const present = { config: configOf(section) };
  const greeted: CommandOf<'hello'>['gateway']['activation'][] = [];
  const heard: object[] = [];
  const warned: string[] = [];
  const reads = { count: 0 };
  const timers = new Set<() => void>();
  const abort = new AbortController();
  const greeting = openGreeting({
    accountId: 'default',
    client: aClient((command: CommandOf<'hello'>) => {
      if (app.isAway) throw new Error('the app is away');
      if (app.isSlow) return new Promise(() => {});
      greeted.push(command.gateway.activation);
      return HELLO;
    }),
    config: {
      current: () => present.config,
      policyIn: (config) => {
        reads.count++;
        return resolveAccount(config, 'default').policy;
      },
    },
    onHello: (hello) => void heard.push(hello),
    clock: () => at.now,
    stopwatch: () => at.now,
    dice: () => 1,
    newId: () => 'id',
    every: (_ms, run) => {
      timers.add(run);
      return () => timers.delete(run);
    },
    signal: abort.signal,
    log: { warn: (line) => void warned.push(line) },
  });
  return {
    ...{ at, app, greeting, greeted, heard, warned, reads, timers, abort },
    configure(next: object) {
      present.config = configOf(next);
    },
    /** The clock's look, and whatever follows from it. */
    async tick() {
      for (const run of timers) run();
      for (let turn = 0; turn < 20; turn++) await Promise.resolve();
    },
  };
}

describe('the app is greeted', () => {
  test('at the start, and what it says of itself is kept', async () => {
    const { greeting, greeted, heard, tick } = aGreeting();
    greeting.start();
    await tick();
    expect(greeted).toMatchObject([{ answersEveryMessageIn: [] }]);
    expect(heard).toEqual([HELLO]);
  });

  test('again when the activation changes, and only then', async () => {
    const { greeting, greeted, configure, tick } = aGreeting();
    greeting.start();
    await tick();
    configure({ rooms: { ops: { requireMention: false } } });
    await tick();
    configure({ rooms: { ops: { requireMention: false } }, dmPolicy: 'disabled' });
    await tick();
    expect(greeted).toMatchObject([{ answersEveryMessageIn: [] }, { answersEveryMessageIn: ['ops'] }]);
  });

  test('at once when it is there again, also if a greeting has just failed', async () => {
    const { greeting, greeted, app, tick } = aGreeting();
    app.isAway = true;
    greeting.start();
    await tick();
    app.isAway = false;
    await tick();
    expect(greeted).toHaveLength(0);
    greeting.again();
    await tick();
    expect(greeted).toHaveLength(1);
    greeting.again();
    await tick();
    expect(greeted).toHaveLength(2);
  });

  test('at once, also while another greeting waits for its next attempt', async () => {
    const { greeting, greeted, app, tick } = aGreeting();
    app.isSlow = true;
    greeting.start();
    await tick();
    app.isSlow = false;
    greeting.again();
    await tick();
    expect(greeted).toHaveLength(1);
  });

  test('without reading a configuration twice that is the same', async () => {
    const { greeting, reads, tick } = aGreeting();
    greeting.start();
    await tick();
    await tick();
    greeting.check();
    expect(reads.count).toBe(1);
  });

  test('when it is back, with growing pauses, and the log says once that it is away', async () => {
    const { at, app, greeting, greeted, warned, tick } = aGreeting();
    app.isAway = true;
    greeting.start();
    for (; at.now < 60_000; at.now += 1_000) await tick();
    expect(warned).toHaveLength(1);
    app.isAway = false;
    await tick();
    expect(greeted).toEqual([]);
    at.now += 64_000;
    await tick();
    expect(greeted).toHaveLength(1);
  });

  test('never after the account has stopped', async () => {
    const { abort, greeting, greeted, timers, tick } = aGreeting();
    abort.abort();
    greeting.start();
    await tick();
    await greeting.stop();
    expect([greeted, timers.size]).toEqual([[], 0]);
  });
});
