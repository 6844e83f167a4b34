import path from 'node:path';
import { expect, test } from 'vitest';
import { describeReports, type Report } from '../../gateway-endpoint/src/plugin/status/report.ts';
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
