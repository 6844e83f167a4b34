import { describe, expect, test } from 'vitest';
import { describe as inWords, openCounters } from '../../../../gateway-endpoint/src/gate/counters.ts';
import { isTested, TESTED_VERSIONS } from '../../../../gateway-endpoint/src/host/tested-versions.ts';
import { status } from '../../../../gateway-endpoint/src/plugin/status/status.ts';
import root from '../../../../package.json' with { type: 'json' };

const OPEN = { paused: false, scope: 'rooms', rooms: [] as string[] } as const;

type Snapshots = Parameters<NonNullable<typeof status.collectStatusIssues>>[0];

function issues(answersEveryMessageIn: string[], egress: object, more: object = {}) {
  const activation = { commandPrefixes: [], oncharPrefixes: [], answersEveryMessageIn, mentionAll: false };
  const snapshot = { accountId: 'default', enabled: true, activation, app: { egress }, ...more };
  return status.collectStatusIssues?.([snapshot] as Snapshots) ?? [];
}

describe('rooms that are answered without a mention', () => {
  test.each<[string, string[], object, RegExp]>([
    ['of which only addressed messages leave', ['ops', 'dev'], { ...OPEN, scope: 'addressed' }, /in ops, dev, but/],
    ['all of them', ['*'], { ...OPEN, scope: 'addressed' }, /in all rooms, but/],
    ['that are not on the app’s list', ['#ops', 'dev'], { ...OPEN, rooms: ['Ops', 'hr'] }, /list of rooms lacks dev$/],
    ['while the app is paused', ['ops'], { ...OPEN, paused: true }, /paused/],
  ])('%s: an issue, with the cure on both sides', (_name, rooms, egress, message) => {
    const found = issues(rooms, egress);
    expect(found).toMatchObject([{ channel: 'rocketchat', accountId: 'default', kind: 'config' }]);
    expect(found[0]?.message).toMatch(message);
    expect(found[0]?.fix).toMatch(/in the workspace, /);
  });

  test.each<[string, string[], object]>([
    ['are heard', ['*', 'ops'], OPEN],
    ['are on the list', ['ops'], { ...OPEN, rooms: ['#OPS'] }],
    ['are none', [], { ...OPEN, scope: 'addressed', rooms: ['hr'] }],
  ])('that %s: no issue', (_name, rooms, egress) => {
    expect(issues(rooms, egress)).toEqual([]);
  });

  test('the app’s answer to a probe is newer than its last greeting', () => {
    const probe = { ok: true, bot: 'b', appVersion: '1', siteUrl: 's', skewMs: 0, egress: OPEN };
    expect(issues(['ops'], { ...OPEN, paused: true }, { probe })).toEqual([]);
  });

  test('of an account that is switched off are nobody’s concern', () => {
    expect(issues(['ops'], { ...OPEN, paused: true }, { enabled: false })).toEqual([]);
  });
});

describe('[L9] the OpenClaw that runs it', () => {
  test('is named where we have not tested with it', () => {
    expect(issues([], OPEN, { openclaw: '2027.1.1' })).toMatchObject([
      {
        kind: 'runtime',
        message: `OpenClaw is 2027.1.1, and this plugin was tested with ${TESTED_VERSIONS.join(', ')}`,
      },
    ]);
  });

  test('is one that we test with, as package.json has it', () => {
    expect(isTested(root.devDependencies.openclaw)).toBe(true);
    expect(issues([], OPEN, { openclaw: root.devDependencies.openclaw })).toEqual([]);
  });
});

describe('events that the workspace cannot deliver', () => {
  const since = Date.UTC(2026, 10, 21, 20);
  const probe = (undelivered?: object) => ({
    probe: { ok: true, bot: 'b', appVersion: '1', siteUrl: 's', skewMs: 0, egress: OPEN, ...undelivered },
  });
  const cannot = probe({ undelivered: { since, why: 'https://gw.example cannot be reached' } });

  test('are an issue, as the workspace explains it', () => {
    expect(issues([], OPEN, cannot)).toMatchObject([
      {
        kind: 'runtime',
        message:
          'the workspace has not been able to deliver its events since 2026-11-21T20:00:00.000Z: https://gw.example cannot be reached',
        fix: expect.stringContaining('nothing is lost'),
      },
    ]);
    expect(issues([], OPEN, { ...cannot, heardAt: since - 1 })).toHaveLength(1);
  });

  test('are none where one has come since, or where it delivers', () => {
    expect(issues([], OPEN, { ...cannot, heardAt: since + 1 })).toEqual([]);
    expect(issues([], OPEN, probe())).toEqual([]);
  });
});

describe('an account that fetches', () => {
  const fetching = { works: false, since: Date.UTC(2026, 10, 21, 20), why: 'no answer from http://chat' } as const;

  test('and cannot: an issue that says since when, and why', () => {
    expect(issues([], OPEN, { fetching })).toMatchObject([
      {
        kind: 'runtime',
        message: 'no events have been fetched since 2026-11-21T20:00:00.000Z: no answer from http://chat',
      },
    ]);
  });

  test('and can: no issue', () => {
    expect(issues([], OPEN, { fetching: { works: true } })).toEqual([]);
  });
});

test('the counts of an account are written for people', () => {
  const counters = openCounters();
  expect(inWords(counters.read())).toBe('0 turns');
  counters.turn();
  counters.command();
  counters.command();
  counters.notice();
  counters.silence('not-mentioned');
  counters.silence('not-mentioned');
  counters.refusal('unauthorized');
  expect(inWords(counters.read())).toBe(
    '1 turn, 2 commands, 1 notice; without either: nobody mentioned the bot (requireMention) (2); refused at the door: unauthorized (1)',
  );
  counters.skew(420_000);
  expect(inWords(counters.read())).toMatch(
    /; the last one refused for its time was signed by a clock 7 minutes ahead of ours$/,
  );
});

test('[S13b] a queue that takes no more is an issue, and what to do about it', () => {
  const counters = openCounters();
  counters.full('25000 events (20 MB) wait for the agent, and that is enough');
  const found = issues([], OPEN, { counts: counters.read() });
  expect(found).toMatchObject([
    { kind: 'runtime', message: expect.stringMatching(/^no more events are taken: 25000/) },
  ]);
  expect(found[0]?.fix).toMatch(/whether the model answers/);
});

test('events that cannot be stored are an issue, and what to do about it', () => {
  const counters = openCounters();
  counters.stuck('the disk is full');
  const found = issues([], OPEN, { counts: counters.read() });
  expect(found).toMatchObject([{ kind: 'runtime', message: 'events cannot be stored: the disk is full' }]);
  expect(found[0]?.fix).toMatch(/free some space/);
});
