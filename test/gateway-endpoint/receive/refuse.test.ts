import { Refusal, UNAUTHORIZED_BODY } from '@rocketchat-openclaw/shared';
import { expect, test } from 'vitest';
import { notReady, refuse } from '../../../gateway-endpoint/src/receive/refuse.ts';

async function refused(error: Error, mayFail = true) {
  const logged: Refusal[] = [];
  const onRefusal = (refusal: Refusal) => void logged.push(refusal);
  const response = refuse(error, '192.0.2.1', { guard: { mayFail: () => mayFail }, onRefusal });
  const { status, headers } = response;
  return { status, body: await response.text(), retryAfter: headers.get('retry-after'), logged };
}

test.each([
  ['bad-request', 400, null],
  ['too-large', 413, null],
  ['too-many', 429, '1'],
  ['not-ready', 503, '1'],
  ['queue-full', 503, '10'],
] as const)('%s is answered with its code and %i, and when to come again: %s', async (code, status, retryAfter) => {
  const answer = await refused(new Refusal(code, 'for our log'));
  expect(answer).toMatchObject({ status, body: JSON.stringify({ error: code }), retryAfter });
  expect(answer.logged).toMatchObject([{ code, detail: 'for our log' }]);
});

test.each([
  ['an error that nobody expected', new TypeError('x is not a function'), 'TypeError'],
  ['a refusal of a command', new Refusal('room-not-found', 'no such room'), 'no such room'],
  ['a fault of our configuration', new Refusal('weak-secret', 'too short'), 'too short'],
])('%s is no answer of the door: the app comes again, and the log has the cause', async (_, error, detail) => {
  const { status, body, logged } = await refused(error);
  expect([status, body]).toEqual([503, '{"error":"not-ready"}']);
  expect(logged).toMatchObject([{ code: 'not-ready', detail, cause: error }]);
});

test('a sender that has failed too often gets a 429, and is not logged', async () => {
  const stranger = new Refusal('unauthorized', 'unknown key id');
  expect(await refused(stranger)).toMatchObject({ status: 401, body: UNAUTHORIZED_BODY, logged: [stranger] });
  expect(await refused(stranger, false)).toEqual({
    status: 429,
    body: '{"error":"too-many"}',
    retryAfter: '1',
    logged: [],
  });
});

test('before the door is open, and after it, it is not ready', async () => {
  const response = notReady();
  expect([response.status, response.headers.get('retry-after'), await response.text()]).toEqual([
    503,
    '1',
    '{"error":"not-ready"}',
  ]);
  expect(response.headers.get('cache-control')).toBe('no-store');
});
