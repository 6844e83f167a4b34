import { expect, test } from 'vitest';
import { AppCallError, type CallFailure } from '../../../gateway-endpoint/src/app-client/client.ts';
import { openWayToApp, watched } from '../../../gateway-endpoint/src/app-client/way-to-app.ts';
import { aClient, aLogbook } from '../services.ts';

const TYPING = { v: 1, command: 'typing', key: 'k', roomId: 'GENERAL', on: true } as const;
const failure = (facts: Partial<CallFailure>) =>
  new AppCallError({ code: 'unreachable', happened: 'no', retryable: true, message: 'nothing listens', ...facts });

function aWay() {
  let answer: () => void = () => undefined;
  const way = openWayToApp(() => 1_000, aLogbook().logbook);
  const client = watched(
    aClient(() => answer()),
    way,
  );
  return {
    way,
    /** @param error of the app, or of the way to it */
    async call(error?: Error, signal?: AbortSignal) {
      answer = () => {
        if (error) throw error;
      };
      await client.call(TYPING, { signal }).catch(() => undefined);
    },
  };
}

test.each<[string, Error | undefined, object]>([
  ['an answer', undefined, { lastAt: 1_000 }],
  ['a refusal by the app', failure({ code: 'may-not-write', isAnswered: true }), { lastAt: 1_000 }],
  ['no connection', failure({}), { fault: { since: 1_000, why: 'nothing listens' } }],
  [
    'another server',
    failure({ code: 'unreadable', message: 'not ours' }),
    { fault: { since: 1_000, why: 'not ours' } },
  ],
  ['another secret', failure({ code: 'unauthorized', message: '401' }), { fault: { since: 1_000, why: '401' } }],
  ['a large command', failure({ code: 'too-large' }), {}],
  ['too many commands', failure({ code: 'too-many' }), {}],
  ['a fault of ours', new TypeError('oops'), {}],
])('the way after %s', async (_name, error, state) => {
  const { way, call } = aWay();
  await call(error);
  expect(way.state()).toEqual(state);
});

test('the way after a hello that is too large for a server on it', async () => {
  const way = openWayToApp(() => 1_000, aLogbook().logbook);
  const client = watched(
    aClient(() => {
      throw failure({ code: 'too-large', message: '413' });
    }),
    way,
  );
  const activation = { commandPrefixes: [], oncharPrefixes: [], answersEveryMessageIn: [], mentionAll: false };
  const gateway = { pluginVersion: '1', accountId: 'default', activation, now: 0 };
  await client.call({ v: 1, command: 'hello', key: 'h', gateway }).catch(() => undefined);
  expect(way.state()).toEqual({ fault: { since: 1_000, why: '413' } });
});

test('a call that was given up here says nothing', async () => {
  const { way, call } = aWay();
  await call(failure({}), AbortSignal.abort());
  expect(way.state()).toEqual({});
});

test('a fault is news until the app has it, and so is its end', async () => {
  const { way, call } = aWay();
  expect(way.isNews()).toBe(false);
  await call(failure({}));
  expect(way.isNews()).toBe(true);
  expect(way.told()).toEqual({ fault: { since: 1_000, why: 'nothing listens' } });
  expect(way.isNews()).toBe(false);
  await call();
  expect(way.isNews()).toBe(true);
  way.told();
  expect(way.isNews()).toBe(false);
});
