import { expect, test } from 'vitest';
import { takeUpAgain } from '../../../gateway-endpoint/src/host/given-up.ts';
import { TESTED_VERSIONS } from '../../../gateway-endpoint/src/host/tested-versions.ts';

const WHERE = { agentId: 'main', sessionKey: 'agent:main:one' };
const TESTED = TESTED_VERSIONS[0] ?? '';
const tombstone = { reason: 'blocked after 3 automatic attempts' };
const givenUp = { status: 'failed', model: 'kept', mainRestartRecovery: { cycleId: 'c', revision: 4, tombstone } };

/** OpenClaw with this session. `changes` has each patch. */
function openClawWith(session: object | undefined, version = TESTED, now = session) {
  const changes: unknown[] = [];
  const sessions = {
    getSessionEntry: () => session,
    async patchSessionEntry({ update }: { update: (session: object | undefined) => unknown }) {
      changes.push(update(now));
    },
  };
  const runtime = { version, agent: { session: sessions } } as unknown as Parameters<typeof takeUpAgain>[1];
  return { runtime, changes };
}

test('a session that OpenClaw has given up takes messages again, and nothing else of it changes', async () => {
  const { runtime, changes } = openClawWith(givenUp);
  expect(await takeUpAgain(WHERE, runtime)).toBe(true);
  expect(changes).toEqual([{ status: 'done', abortedLastRun: false, mainRestartRecovery: undefined }]);
  expect(Object.keys(changes[0] ?? {})).toContain('mainRestartRecovery');
});

test.each([
  ['is not there', undefined],
  ['runs', { status: 'running' }],
  ['has failed', { status: 'failed' }],
  ['is being gone on with', { status: 'running', mainRestartRecovery: { cycleId: 'c', revision: 1 } }],
])('a session that %s stays as it is', async (_what, session) => {
  const { runtime, changes } = openClawWith(session);
  expect([await takeUpAgain(WHERE, runtime), changes]).toEqual([false, []]);
});

test('a session that a person has begun anew meanwhile stays as it is', async () => {
  const { runtime, changes } = openClawWith(givenUp, TESTED, { status: 'running' });
  await takeUpAgain(WHERE, runtime);
  expect(changes).toEqual([null]);
});

test('of a version that we have not tested with no session is changed', async () => {
  const { runtime, changes } = openClawWith(givenUp, '2099.1.1');
  expect([await takeUpAgain(WHERE, runtime), changes]).toEqual([false, []]);
});
