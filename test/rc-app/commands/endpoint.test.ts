import type { IApiRequest } from '@rocket.chat/apps-engine/definition/api/IRequest';
import {
  commandRoute,
  deriveKey,
  deriveKeyRing,
  openReplayWindow,
  Refusal,
  sign,
  UNAUTHORIZED_BODY,
} from '@rocketchat-openclaw/shared';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { CommandsEndpoint } from '../../../rc-app/src/commands/endpoint.ts';
import { openUnderWay } from '../../../rc-app/src/workspace/under-way.ts';
import { openWays } from '../../../rc-app/src/workspace/ways.ts';
import type { Commanded } from '../../../rc-app/src/workspace/workspace.ts';
import { ACCOUNT, ATTEMPT, NOW, OTHER_SECRET, SECRET } from '../../shared/jwt/pair.ts';
import { aRoomWith } from './a-room.ts';

beforeEach(() => void vi.useFakeTimers({ now: NOW, toFake: ['Date'] }));
afterEach(() => void vi.useRealTimers());

const post = { v: 1, key: 'k', command: 'post', roomId: 'R', text: 'hi' };

async function aRequest(command: object = post, secret = SECRET): Promise<IApiRequest> {
  const payload = JSON.stringify(command);
  const token = await sign(payload, commandRoute(ACCOUNT), await deriveKey(secret, 'command', ACCOUNT), ATTEMPT);
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  return { method: 'post', headers, query: {}, params: {}, content: { payload } } as unknown as IApiRequest;
}

/** The endpoint of the app; `entered` has the commands that were counted, and which of them have ended. */
async function anEndpoint(more: Partial<Commanded> = {}, wanted: Parameters<typeof aRoomWith>[0] = {}) {
  const room = aRoomWith(wanted);
  const entered: string[] = [];
  const noted: string[] = [];
  const keys = (direction: 'event' | 'command') => deriveKeyRing({ current: SECRET }, direction, ACCOUNT);
  const connection = {
    gatewayUrl: '',
    accountId: ACCOUNT,
    eventKeys: await keys('event'),
    commandKeys: await keys('command'),
  };
  const app = {
    ...room.app,
    memory: { ...room.app.memory, connection: { get: async () => connection } },
    replay: openReplayWindow(),
    ways: openWays(
      () => 0,
      async () => undefined,
    ),
    commandPath: { note: (path: string) => void noted.push(path) },
    telling: () => void noted.push('telling'),
    deliveries: { note: () => undefined },
    heartbeat: { isPaused: () => false },
    underWay: openUnderWay(async () => undefined),
    bounds: {
      enter(command: string) {
        entered.push(command);
        return () => void entered.push(`${command} ended`);
      },
      newDirect: () => undefined,
    },
    ...more,
  } as unknown as Commanded;
  const endpoint = new CommandsEndpoint(app);
  async function asked(request: IApiRequest) {
    const { read, modify, http, persistence } = room.workspace;
    const info = { basePath: '', fullPath: '/api/apps/public/x/commands', appId: '', hash: '' };
    const { status, headers, content } = await endpoint.post(request, info as never, read, modify, http, persistence);
    return { status, headers, body: JSON.parse(String(content)) as unknown };
  }
  return { ...room, endpoint, asked, entered, noted };
}

test('a signed command is carried out within its bounds, and answered', async () => {
  const endpoint = await anEndpoint();
  expect(await endpoint.asked(await aRequest())).toEqual({
    status: 200,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
    body: { ok: true, result: { messageId: 'new' } },
  });
  expect(endpoint.entered).toEqual(['post', 'post ended']);
  expect(endpoint.noted).toEqual(['/api/apps/public/x/commands', 'telling']);
});

test('while the app is switched off it carries out nothing more, and asks the server for nothing', async () => {
  const endpoint = await anEndpoint({ heartbeat: { isPaused: () => true, hasPeers: async () => false } });
  const { status, body } = await endpoint.asked(await aRequest());
  expect({ status, body }).toEqual({ status: 503, body: { error: 'not-ready' } });
  expect(endpoint.entered).toEqual([]);
  expect(endpoint.noted).toEqual(['/api/apps/public/x/commands']);
});

test('a command is under way until it is answered', async () => {
  const underWay = openUnderWay(() => new Promise(() => undefined));
  const endpoint = await anEndpoint({ underWay });
  const request = await aRequest();
  const answered = endpoint.asked(request);
  expect(endpoint.entered).toEqual([]);
  await underWay.over(1);
  expect(endpoint.entered).toEqual(['post', 'post ended']);
  await answered;
});

test('a command that is refused is an answer, and no longer counts', async () => {
  const endpoint = await anEndpoint({}, { paused: true });
  expect(await endpoint.asked(await aRequest())).toMatchObject({
    status: 200,
    body: { ok: false, error: { reason: 'paused' } },
  });
  expect(endpoint.entered).toEqual(['post', 'post ended']);
});

describe('[S12] a request that comes again', () => {
  test('gets the first answer where that is written down', async () => {
    const endpoint = await anEndpoint();
    const first = await endpoint.asked(await aRequest());
    expect(await endpoint.asked(await aRequest())).toEqual(first);
    expect([endpoint.entered.length, endpoint.done.length]).toEqual([2, 1]);
  });

  test('is to be signed again where it is not', async () => {
    const endpoint = await anEndpoint();
    const typing = { v: 1, key: 'k', command: 'typing', roomId: 'R', on: true };
    await endpoint.asked(await aRequest(typing));
    expect(await endpoint.asked(await aRequest(typing))).toMatchObject({
      status: 429,
      headers: { 'retry-after': '1' },
      body: { error: 'too-many' },
    });
  });
});

describe('a request that is refused', () => {
  test('for its signature has one face, and does nothing', async () => {
    const endpoint = await anEndpoint();
    const { status, body } = await endpoint.asked(await aRequest(post, OTHER_SECRET));
    expect({ status, body }).toEqual({ status: 401, body: JSON.parse(UNAUTHORIZED_BODY) });
    expect([endpoint.entered, endpoint.done, endpoint.warnings.length]).toEqual([[], [], 1]);
  });

  test.each<[string, Error, number, string, string | undefined]>([
    ['is over its bounds', new Refusal('too-many', 'x', { retryAfterMs: 1_001 }), 429, 'too-many', '2'],
    ['is over its bounds for an unknown time', new Refusal('too-many', 'x'), 429, 'too-many', undefined],
    ['comes while the app is not ready', new Refusal('not-ready', 'no secret'), 503, 'not-ready', undefined],
    ['finds a secret that is too weak', new Refusal('weak-secret', 'x'), 503, 'not-ready', undefined],
    ['finds a fault of ours', new TypeError('x is not a function'), 503, 'not-ready', undefined],
  ])('because it %s, says no more than a code', async (_what, error, status, code, later) => {
    const enter = () => {
      throw error;
    };
    const endpoint = await anEndpoint({ bounds: { enter, newDirect: () => undefined } });
    const answer = await endpoint.asked(await aRequest());
    expect(answer).toMatchObject({ status, body: { error: code } });
    expect(answer.headers?.['retry-after']).toBe(later);
  });

  test.each(['get', 'put', 'delete', 'head', 'options', 'patch', 'propfind', 'm-search', 'unsubscribe'])(
    'by its method %s',
    async (method) => {
      const { endpoint } = await anEndpoint();
      const refused = (endpoint as unknown as Record<string, () => Promise<{ status: number; content: string }>>)[
        method
      ];
      expect(await refused?.()).toMatchObject({
        status: 405,
        content: JSON.stringify({ error: 'method-not-allowed' }),
      });
    },
  );
});
