import { describe, expect, test } from 'vitest';
import type { Kept } from '../../../../gateway-endpoint/src/logbook/read-counts.ts';
import { type Arrow, arrowsOf, type Live } from '../../../../gateway-endpoint/src/plugin/status/arrows.ts';

const NOW = 9_000;
const OPEN = { paused: false, scope: 'rooms', rooms: [] as string[] } as const;
const OK = { ok: true, bot: 'b', appVersion: '1', siteUrl: 's', skewMs: 0, egress: OPEN } as const;
const COUNTS = { turns: 0, commands: 0, clicks: 0, notices: 0, silences: {}, refusals: {} };

const kept = (ways: Partial<Kept['ways']> = {}): Kept => ({
  startedAt: 1_000,
  counts: { since: 1, received: 0, answered: 0, failed: 0, givenUp: 0, commands: 0, commandsFailed: 0 },
  waiting: { events: 0, bytes: 0, oldestAt: undefined },
  givenUp: 0,
  ways: { in: { lastAt: undefined, failed: undefined }, out: { lastAt: undefined, failed: undefined }, ...ways },
});

/** An account that runs; `more` is what its gateway says beside that. */
const arrows = (more: Partial<Live>, ways: Partial<Kept['ways']> = {}) =>
  arrowsOf({ live: { accountId: 'default', running: true, configured: true, ...more }, kept: kept(ways), now: NOW });

describe('Rocket.Chat → OpenClaw', () => {
  test.each<[string, Partial<Live>, Partial<Arrow>]>([
    ['an event has come', { probe: OK, heardAt: 5_000 }, { state: 'works', lastAt: 5_000 }],
    ['the app says that it delivers', { probe: { ...OK, deliveredAt: 7_000 } }, { state: 'works', lastAt: 7_000 }],
    ['events are fetched', { probe: OK, fetching: { works: true } }, { state: 'works' }],
    ['nothing has come, and nothing has failed', { probe: OK }, { state: 'unknown' }],
    [
      'an event has come since a failure',
      { probe: { ...OK, undelivered: { since: 4_000, why: 'refused' } }, heardAt: 5_000 },
      { state: 'works' },
    ],
  ])('%s', (_when, more, arrow) => {
    const { toGateway } = arrows(more);
    expect(toGateway).toMatchObject(arrow);
    expect(toGateway.fault).toBeUndefined();
  });

  test.each<[string, Partial<Live>, object]>([
    [
      'the app cannot deliver',
      { probe: { ...OK, undelivered: { since: 6_000, why: 'nothing listens' } }, heardAt: 5_000 },
      { since: 6_000, why: 'nothing listens', cure: expect.stringContaining('nothing is lost') },
    ],
    [
      'events cannot be fetched',
      { probe: OK, fetching: { works: false, since: 3_000, why: 'no app' } },
      { since: 3_000, why: 'no app', cure: expect.stringContaining('nothing is lost') },
    ],
    [
      'the disk is full',
      { probe: OK, heardAt: 5_000, counts: { ...COUNTS, stuck: 'the disk is full' } },
      { why: 'events cannot be stored: the disk is full', cure: expect.stringContaining('free some space') },
    ],
    [
      'too much waits',
      { probe: OK, heardAt: 5_000, counts: { ...COUNTS, full: '25,000 events wait' } },
      { why: expect.stringContaining('25,000 events wait'), cure: expect.stringContaining('the workspace keeps them') },
    ],
  ])('is broken where %s, with the cure', (_when, more, fault) => {
    expect(arrows(more).toGateway).toMatchObject({ state: 'broken', fault });
  });

  test('is remembered over a restart, with its last failure', () => {
    const { toGateway } = arrows({ probe: OK }, { in: { lastAt: 500, failed: { at: 300, why: 'refused' } } });
    expect(toGateway).toEqual({ state: 'works', lastAt: 500, lastFailure: { at: 300, why: 'refused' } });
  });
});

describe('OpenClaw → Rocket.Chat', () => {
  test('works where the probe has come through just now, whatever failed before', () => {
    const fault = { since: 2_000, why: 'nothing listens' };
    const { toWorkspace } = arrows({ probe: OK, way: { lastAt: 1_000, fault } });
    expect(toWorkspace).toEqual({ state: 'works', lastAt: NOW });
  });

  test('is broken where the probe fails: since when, why, and what to do', () => {
    const fault = { since: 2_000, why: 'nothing listens' };
    const probe = { ok: false, error: 'no answer from http://chat: check that the workspace runs' } as const;
    expect(arrows({ probe, way: { lastAt: 1_000, fault } }).toWorkspace).toMatchObject({
      state: 'broken',
      lastAt: 1_000,
      fault: { since: 2_000, why: probe.error, cure: expect.stringContaining('do what the message says') },
    });
  });

  test('without a probe the last command counts', () => {
    expect(arrows({ way: { lastAt: 1_000 } }).toWorkspace).toMatchObject({ state: 'works', lastAt: 1_000 });
    expect(arrows({ way: { fault: { since: 1, why: 'no' } } }).toWorkspace).toMatchObject({ state: 'broken' });
    expect(arrows({}).toWorkspace).toEqual({ state: 'unknown' });
  });
});

describe('both are broken', () => {
  test.each<[string, Live | undefined, RegExp, RegExp]>([
    ['where no gateway answers', undefined, /the gateway does not run/, /openclaw gateway start/],
    [
      'where the account has failed to start',
      { accountId: 'default', running: false, configured: true, lastError: 'the disk is full' },
      /does not run this account: the disk is full/,
      /openclaw logs/,
    ],
    [
      'where the account is not configured',
      { accountId: 'default', running: false, configured: false, lastError: 'set baseUrl' },
      /set baseUrl/,
      /openclaw rocketchat connect/,
    ],
  ])('%s', (_when, live, why, cure) => {
    const { toGateway, toWorkspace } = arrowsOf({
      live,
      kept: kept({ in: { lastAt: 500, failed: undefined } }),
      now: NOW,
    });
    for (const arrow of [toGateway, toWorkspace]) {
      expect(arrow).toMatchObject({
        state: 'broken',
        fault: { why: expect.stringMatching(why), cure: expect.stringMatching(cure) },
      });
    }
    expect(toGateway.lastAt).toBe(500);
  });
});
