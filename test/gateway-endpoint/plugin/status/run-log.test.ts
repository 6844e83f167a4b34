import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openLogbook } from '../../../../gateway-endpoint/src/logbook/logbook.ts';
import { describeLogs, logsOf } from '../../../../gateway-endpoint/src/plugin/status/run-log.ts';
import { storeFolder, storePath } from '../../../../gateway-endpoint/src/store/folder.ts';
import { openStore } from '../../../../gateway-endpoint/src/store/store.ts';
import { aFolder } from '../../services.ts';

const NOON = Date.UTC(2026, 4, 4, 12);
const ANSWER = 'd.x.0.0';

/** The state folder of a gateway with an account that has answered one message, and failed to answer another one. */
function aState(account = 'default'): string {
  const stateDir = aFolder();
  const store = openStore(storePath(storeFolder(stateDir), account));
  let now = NOON;
  const log = { warn: (line: string) => expect.fail(line) };
  const logbook = openLogbook({ store, clock: () => now++, every: () => () => undefined, log });
  const about = { kind: 'message.sent', roomId: 'Room1' };
  logbook.note({
    way: 'out',
    id: ANSWER,
    kind: 'post',
    roomId: 'Room1',
    eventId: 'message.sent:M1',
    outcome: 'done',
    ms: 12,
  });
  logbook.note({ way: 'in', id: 'message.sent:M1', ...about, outcome: 'turn' });
  logbook.note({ way: 'in', id: 'message.sent:M2', ...about, outcome: 'no turn', reason: 'not-mentioned' });
  logbook.note({
    way: 'out',
    id: 'hello.1',
    kind: 'hello',
    outcome: 'failed',
    reason: 'unreachable: ECONNREFUSED',
    ms: 3,
  });
  logbook.stop();
  store.close();
  return stateDir;
}

test('one line for each event and command', () => {
  expect(describeLogs(logsOf(['default'], aState(), {}))).toEqual([
    `2026-05-04T12:00:00.001Z  command ${ANSWER}: post in Room1, done, 12 ms, answers message.sent:M1`,
    '2026-05-04T12:00:00.002Z  event message.sent:M1 in Room1, turn',
    '2026-05-04T12:00:00.003Z  event message.sent:M2 in Room1, no turn: not-mentioned',
    '2026-05-04T12:00:00.004Z  command hello.1: hello, failed: unreachable: ECONNREFUSED, 3 ms',
  ]);
});

test('by the id of an event: its outcome, and the posts that answer it', () => {
  const [log] = logsOf(['default', 'other'], aState(), { id: 'message.sent:M1' });
  expect(log?.account).toBe('default');
  expect(log?.entries.map(({ id }) => id)).toEqual([ANSWER, 'message.sent:M1']);
  expect(logsOf(['default'], aState(), { id: 'hello.1' })[0]?.entries).toMatchObject([{ kind: 'hello' }]);
});

test('an id that nobody knows, and a limit that is none, are refused', () => {
  const stateDir = aState();
  expect(() => logsOf(['default'], stateDir, { id: 'message.sent:M3' })).toThrow(
    /nothing with the id message\.sent:M3/,
  );
  for (const limit of ['0', '401', 'many', '1.5', '']) {
    expect(() => logsOf(['default'], stateDir, { limit })).toThrow(/--limit is a number from 1 to 400, not/);
  }
  expect(logsOf(['default'], stateDir, { limit: '1' })[0]?.entries).toMatchObject([{ id: 'hello.1' }]);
});

test('several accounts have a heading each, also one that was never started', () => {
  const lines = describeLogs(logsOf(['default', 'other'], aState(), { limit: '1' }));
  expect(lines).toEqual(['default:', expect.stringContaining('hello.1'), 'other:', '  nothing yet']);
});

test('files of 0.1.0 wait for the gateway to take them over', () => {
  const stateDir = aState();
  writeFileSync(join(storeFolder(stateDir), 'ingress-default.sqlite'), '');
  expect(() => logsOf(['default'], stateDir, {})).toThrow(/start the gateway once/);
});
