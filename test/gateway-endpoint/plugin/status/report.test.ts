import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { openQueue } from '../../../../gateway-endpoint/src/admit/queue.ts';
import { openLogbook } from '../../../../gateway-endpoint/src/logbook/logbook.ts';
import type { Live } from '../../../../gateway-endpoint/src/plugin/status/arrows.ts';
import { describeReports, isBroken, reportsOf } from '../../../../gateway-endpoint/src/plugin/status/report.ts';
import { storeFolder, storePath } from '../../../../gateway-endpoint/src/store/folder.ts';
import { openStore } from '../../../../gateway-endpoint/src/store/store.ts';
import { aFolder } from '../../services.ts';

const NOON = Date.UTC(2026, 4, 4, 12);
const at = (minutes: number) => NOON + minutes * 60_000;
const OPEN = { paused: false, scope: 'rooms', rooms: [] as string[] } as const;
const OK = { ok: true, bot: 'b', appVersion: '1', siteUrl: 's', skewMs: 0, egress: OPEN } as const;

/** The state folder of a gateway whose account has received two events, given one up and sent a command. */
async function aState(): Promise<string> {
  const stateDir = aFolder();
  const store = openStore(storePath(storeFolder(stateDir), 'default'));
  const name = { channelId: 'rocketchat', accountId: 'default', queueName: 'q' };
  const queue = openQueue<string>({ store, ...name, clock: () => at(1), token: () => 't' });
  const logbook = openLogbook({
    store,
    clock: () => at(0),
    every: () => () => undefined,
    log: { warn: (line) => expect.fail(line) },
  });
  await queue.enqueue('waits', 'words', { receivedAt: at(2) });
  await queue.enqueue('dead', 'words', { receivedAt: at(1) });
  const claim = await queue.claim('dead');
  if (claim) await queue.fail(claim, { reason: 'retry-limit-exceeded' });
  logbook.sent(true);
  logbook.answered();
  logbook.came('out');
  logbook.failed('in', 'https://gw.example cannot be reached', at(0));
  logbook.stop();
  store.close();
  return stateDir;
}

const asked = (stateDir: string, live: readonly Live[] | undefined) => ({
  accountIds: ['default'],
  stateDir,
  live,
  isOff: () => false,
  now: at(5),
});

test('an account that runs: both ways, what waits, what was given up, and counts', async () => {
  const live = { accountId: 'default', running: true, configured: true, probe: OK, heardAt: at(3) };
  const reports = reportsOf(asked(await aState(), [live]));
  expect(reports.some(isBroken)).toBe(false);
  expect(describeReports(reports, true)).toEqual([
    'default: runs since 2026-05-04T12:00:00.000Z',
    '  ✓ Rocket.Chat → OpenClaw: works, last 2026-05-04T12:03:00.000Z',
    '    last failure: 2026-05-04T12:00:00.000Z, https://gw.example cannot be reached',
    '  ✓ OpenClaw → Rocket.Chat: works, last 2026-05-04T12:05:00.000Z',
    '  waiting: 1, the oldest since 2026-05-04T12:02:00.000Z',
    '  given up: 1; `openclaw rocketchat failed` lists them',
    '  since 2026-05-04T12:00:00.000Z:',
    '    events: 2 received, 1 answered, 0 failed attempts, 1 given up',
    '    commands: 1 sent, 0 of them failed',
  ]);
});

test('without a gateway the store still tells what waits, and both ways are broken with the cure', async () => {
  const reports = reportsOf(asked(await aState(), undefined));
  expect(reports.every(isBroken)).toBe(true);
  const cure =
    'run `openclaw gateway status`, and start it with `openclaw gateway start`; the workspace keeps waiting events for 24 hours';
  expect(describeReports(reports, false)).toEqual([
    `The gateway does not run, or does not answer here: ${cure}.`,
    '',
    'default: does not run; it was last started 2026-05-04T12:00:00.000Z',
    '  ✗ Rocket.Chat → OpenClaw: the gateway does not run, or does not answer here',
    `    what to do: ${cure}`,
    '    last failure: 2026-05-04T12:00:00.000Z, https://gw.example cannot be reached',
    '  ✗ OpenClaw → Rocket.Chat: the gateway does not run, or does not answer here',
    `    what to do: ${cure}`,
    '    it last worked 2026-05-04T12:00:00.000Z',
    '  waiting: 1, the oldest since 2026-05-04T12:02:00.000Z',
    '  given up: 1; `openclaw rocketchat failed` lists them',
    '  since 2026-05-04T12:00:00.000Z:',
    '    events: 2 received, 1 answered, 0 failed attempts, 1 given up',
    '    commands: 1 sent, 0 of them failed',
  ]);
});

test('the report has the other issues of `channels status`, and a broken way once', async () => {
  const undelivered = { since: at(4), why: 'https://gw.example cannot be reached' };
  const egress = { ...OPEN, paused: true };
  const live = { accountId: 'default', running: true, configured: true, probe: { ...OK, egress, undelivered } };
  const [report] = reportsOf(asked(await aState(), [live]));
  expect(report?.toGateway?.fault).toMatchObject(undelivered);
  expect(report?.issues).toEqual([
    { message: expect.stringMatching(/an admin has paused the app/), fix: expect.stringMatching(/switch off/) },
  ]);
});

test('an account that the running gateway does not know does not run, and one that was never started has no store', () => {
  const [report] = reportsOf(asked(aFolder(), []));
  expect(report).toMatchObject({ state: 'does-not-run', toGateway: { state: 'broken' } });
  expect(describeReports(report ? [report] : [], true)[0]).toBe('default: does not run, and was never started');
});

test('an account that is switched off is no fault', async () => {
  const reports = reportsOf({ ...asked(await aState(), []), isOff: () => true });
  expect(reports.some(isBroken)).toBe(false);
  expect(describeReports(reports, true)[0]).toBe('default: switched off (enabled: false)');
});

test('a store that another version has written is named with what to do, and the rest is shown', async () => {
  const stateDir = await aState();
  const db = new DatabaseSync(storePath(storeFolder(stateDir), 'default'));
  db.exec('PRAGMA user_version = 99');
  db.close();
  const live = { accountId: 'default', running: true, configured: true, probe: OK, heardAt: at(3) };
  const reports = reportsOf(asked(stateDir, [live]));
  expect(reports.every(isBroken)).toBe(true);
  expect(describeReports(reports, true)).toEqual([
    'default: runs',
    expect.stringMatching(/✓ Rocket\.Chat → OpenClaw/),
    expect.stringMatching(/✓ OpenClaw → Rocket\.Chat/),
    expect.stringMatching(/ {2}! .*was written by a newer version/),
  ]);
});
