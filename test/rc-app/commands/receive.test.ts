import { readFileSync } from 'node:fs';
import type { IApiRequest } from '@rocket.chat/apps-engine/definition/api/IRequest';
import {
  commandRoute,
  deriveKey,
  deriveKeyRing,
  openReplayWindow,
  type Route,
  sign,
} from '@rocketchat-openclaw/shared';
import { describe, expect, test } from 'vitest';
import { receive } from '../../../rc-app/src/commands/receive.ts';
import type { Connection } from '../../../rc-app/src/settings/connection.ts';
import { ACCOUNT, ATTEMPT, NOW, OTHER_SECRET, SECRET } from '../../shared/jwt/pair.ts';

const payload = JSON.stringify({ v: 1, key: 'k', command: 'post', roomId: 'R', text: 'hi' });
const route = commandRoute(ACCOUNT);

async function aConnection(secret = SECRET): Promise<Connection> {
  const keys = (direction: 'event' | 'command') => deriveKeyRing({ current: secret }, direction, ACCOUNT);
  return { gatewayUrl: '', accountId: ACCOUNT, eventKeys: await keys('event'), commandKeys: await keys('command') };
}

/** A request as the server hands it over: the headers in lower case, the body parsed. */
async function aRequest(
  change: Partial<IApiRequest> = {},
  { secret = SECRET, to = route as Route, signed = payload, attempt = ATTEMPT } = {},
) {
  const token = await sign(signed, to, await deriveKey(secret, to.direction, ACCOUNT), attempt);
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  return { method: 'post', headers, query: {}, params: {}, content: { payload }, ...change } as unknown as IApiRequest;
}

const open = async (request: Promise<IApiRequest>, now = NOW, replay = openReplayWindow()) =>
  receive(await request, await aConnection(), replay, now);

test('a signed command is read', async () => {
  await expect(open(aRequest())).resolves.toEqual({ command: JSON.parse(payload), isRepeat: false });
});

test('the command of the test vectors is read at its time', async () => {
  const vectors = JSON.parse(readFileSync(new URL('../../../shared/test-vectors/v1.json', import.meta.url), 'utf8'));
  const headers = { authorization: `Bearer ${vectors.command.token}`, 'content-type': 'application/json' };
  const request = { method: 'post', headers, content: JSON.parse(vectors.command.body) } as unknown as IApiRequest;
  const connection = await aConnection(vectors.secret);
  const { command } = await receive(request, connection, openReplayWindow(), vectors.clock.milliseconds);
  expect(command).toMatchObject({ command: 'post', roomId: 'GENERAL', text: 'Hello, Bob!' });
});

test('[S12] a token that was here before is recognised, and counts again for nobody when the window is full', async () => {
  const replay = openReplayWindow(1);
  await expect(open(aRequest(), NOW, replay)).resolves.toMatchObject({ isRepeat: false });
  await expect(open(aRequest(), NOW, replay)).resolves.toMatchObject({ isRepeat: true });
  const other = { ...ATTEMPT, nonce: new Uint8Array(16).fill(9) };
  await expect(open(aRequest({}, { attempt: other }), NOW, replay)).rejects.toMatchObject({ code: 'not-ready' });
});

describe('everything else is refused', () => {
  test.each([
    ['no token', aRequest({ headers: { 'content-type': 'application/json' } })],
    ['another secret', aRequest({}, { secret: OTHER_SECRET })],
    ['the path of another app', aRequest({}, { to: { ...route, path: '/api/apps/public/x/commands' } })],
    ['another account', aRequest({}, { to: commandRoute('other') })],
    ['an altered body', aRequest({ content: { payload: payload.replace('hi', 'ho') } })],
  ])('%s: unauthorized', async (_, request) => {
    await expect(open(request)).rejects.toMatchObject({ code: 'unauthorized' });
  });

  test('an event token, although the secret is right: unauthorized', async () => {
    const eventRoute = { ...route, direction: 'event', typ: 'rc-event+jwt' } as const;
    await expect(open(aRequest({}, { to: eventRoute }))).rejects.toMatchObject({ code: 'unauthorized' });
  });

  test.each([NOW + 91_000, NOW - 31_000])('at another time: unauthorized', async (now) => {
    await expect(open(aRequest(), now)).rejects.toMatchObject({ code: 'unauthorized' });
  });

  test.each([
    ['text/plain', 'unsupported-media-type'],
    ['application/jsonx', 'unsupported-media-type'],
    ['application/json; charset=utf-8', undefined],
  ])('content type %s: %s', async (type, code) => {
    const request = await aRequest();
    request.headers['content-type'] = type;
    const opened = open(Promise.resolve(request));
    await (code ? expect(opened).rejects.toMatchObject({ code }) : expect(opened).resolves.toBeDefined());
  });

  test.each([{}, { payload: 1 }, { payload, more: 1 }, [payload], null])('body %j: bad request', async (content) => {
    await expect(open(aRequest({ content } as never))).rejects.toMatchObject({ code: 'bad-request' });
  });

  test.each(['', 'null', '{}', payload.replace('post', 'nuke')])('payload %j: bad request', async (signed) => {
    const request = aRequest({ content: { payload: signed } } as never, { signed });
    await expect(open(request)).rejects.toMatchObject({ code: 'bad-request' });
  });
});
