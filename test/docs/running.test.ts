import path from 'node:path';
import { expect, test } from 'vitest';
import type { Dated } from '../../gateway-endpoint/src/logbook/read-entries.ts';
import { describeReports, type Report } from '../../gateway-endpoint/src/plugin/status/report.ts';
import { describeLogs } from '../../gateway-endpoint/src/plugin/status/run-log.ts';
import { KEYS } from '../../gateway-endpoint/src/texts/operators.ts';
import { WAY_FAULT } from '../../gateway-endpoint/src/texts/status.ts';
import { isCurrent } from './generated-part.ts';
import { blockOf } from './lines/lines.ts';

const PAGE = path.join(import.meta.dirname, '../../docs/running.md');

test('docs/running.md has the steps of `openclaw rocketchat keys`', () => {
  const part = blockOf(KEYS.rotation);
  expect(isCurrent(PAGE, 'rotation', part), 'run this test with UPDATE_DOCS=1 and read what changed').toBe(true);
});

const at = (time: string) => Date.parse(`2026-11-30T${time}:00.000Z`);

const REPORT: Report = {
  account: 'default',
  state: 'runs',
  startedAt: at('08:00'),
  toGateway: {
    state: 'works',
    lastAt: at('18:41'),
    lastFailure: { at: at('11:20'), why: 'nothing listens on that port' },
  },
  toWorkspace: {
    state: 'broken',
    lastAt: at('18:30'),
    fault: {
      since: at('18:41'),
      why: 'the secret differs on the two sides: compare the key ids; ours for commands is 3f2a',
      cure: WAY_FAULT.commandCure,
    },
  },
  waiting: { events: 3, bytes: 4_096, oldestAt: at('18:41') },
  givenUp: 1,
  counts: {
    since: at('08:00'),
    received: 412,
    answered: 398,
    failed: 4,
    givenUp: 1,
    commands: 1_703,
    commandsFailed: 6,
  },
  issues: [],
};

test('docs/running.md has a status', () => {
  const part = blockOf(describeReports([REPORT], true));
  expect(isCurrent(PAGE, 'status', part), 'run this test with UPDATE_DOCS=1 and read what changed').toBe(true);
});

const ENTRIES: readonly Dated[] = [
  {
    at: at('18:40'),
    way: 'in',
    id: 'message.sent:Kd3xN',
    kind: 'message.sent',
    roomId: 'GENERAL',
    outcome: 'turn',
    ms: 2_310,
  },
  {
    at: at('18:40'),
    way: 'out',
    id: 'd.x1Vq.0.0',
    kind: 'post',
    roomId: 'GENERAL',
    outcome: 'done',
    ms: 41,
    eventId: 'message.sent:Kd3xN',
  },
  {
    at: at('18:42'),
    way: 'in',
    id: 'message.sent:Yt8Lm',
    kind: 'message.sent',
    roomId: 'dq2RbT',
    outcome: 'no turn',
    reason: 'pairing-required',
    ms: 12,
  },
  {
    at: at('18:43'),
    way: 'out',
    id: 'hello.6f0c',
    kind: 'hello',
    outcome: 'failed',
    reason: 'unreachable: ECONNREFUSED',
    ms: 3,
  },
];

test('docs/running.md has a log', () => {
  const part = blockOf(describeLogs([{ account: 'default', entries: ENTRIES }]));
  expect(isCurrent(PAGE, 'log', part), 'run this test with UPDATE_DOCS=1 and read what changed').toBe(true);
});
