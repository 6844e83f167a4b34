import type { IHttp, IHttpRequest, IHttpResponse } from '@rocket.chat/apps-engine/definition/accessors/IHttp';
import {
  deriveKeyRing,
  Envelope,
  EventBatch,
  eventRoute,
  readCompact,
  verify,
  verifyBody,
} from '@rocketchat-openclaw/shared';
import { describe, expect, test } from 'vitest';
import { carrierTo } from '../../../rc-app/src/push/carry.ts';
import { push } from '../../../rc-app/src/push/push.ts';
import type { Connection } from '../../../rc-app/src/settings/connection.ts';
import { openMailbox } from '../../../rc-app/src/workspace/mailbox.ts';
import { EVENTS } from '../../shared/contract/samples.ts';
import { ACCOUNT, ATTEMPT, NOW, SECRET } from '../../shared/jwt/pair.ts';
import { BOT } from '../server-objects.ts';

const connection: Connection = {
  gatewayUrl: 'http://gateway.test/prefix',
  accountId: ACCOUNT,
  eventKeys: await deriveKeyRing({ current: SECRET }, 'event', ACCOUNT),
  commandKeys: await deriveKeyRing({ current: SECRET }, 'command', ACCOUNT),
};
const batch: EventBatch = { v: 1, bot: BOT, events: EVENTS.slice(0, 1) };
const url = 'http://gateway.test/prefix/rocketchat/default/events';

/** An HTTP accessor that answers with `response`, and what it was asked. */
function answering(response: Partial<IHttpResponse> | Error | undefined) {
  const asked: { url: string; request: IHttpRequest }[] = [];
  const post = async (to: string, request: IHttpRequest) => {
    asked.push({ url: to, request });
    if (response instanceof Error) throw response;
    return response;
  };
  return { http: { post } as unknown as IHttp, asked };
}

/** Where nobody fetches. */
const by = (http: IHttp) =>
  carrierTo(connection, { http, mailbox: openMailbox({ stopwatch: () => 0, later: () => {}, newId: () => 'd' }) });

const durable = { 'x-openclaw-delivery-accepted': 'durable' };
const accepted = { results: [{ id: 'e1', outcome: 'accepted' }] };

test('one POST to the account, signed, with a time-out, and delivered by the durable answer', async () => {
  const { http, asked } = answering({ statusCode: 202, headers: durable, data: accepted });
  await expect(push(batch, connection, by(http), ATTEMPT)).resolves.toEqual({ delivered: true, answer: accepted });
  expect(asked).toHaveLength(1);
  expect(asked[0]).toMatchObject({ url, request: { timeout: 5_000, headers: { 'content-type': 'application/json' } } });

  const { payload } = Envelope.parse(JSON.parse(asked[0]?.request.content ?? ''));
  const compact = readCompact(asked[0]?.request.headers?.['authorization']);
  await verifyBody(await verify(compact, eventRoute(ACCOUNT), connection.eventKeys, NOW), payload);
  expect(EventBatch.parse(JSON.parse(payload))).toEqual(batch);
});

describe('an attempt that was not taken says where, what and how to go on', () => {
  test.each([
    [
      'refused',
      new Error('connect ECONNREFUSED 127.0.0.1:1'),
      'later',
      /cannot be reached: nothing listens on that port \(connect ECONNREFUSED.*gateway\.bind/,
    ],
    ['no answer at all', undefined, 'later', /cannot be reached: .*permission `networking`/],
    [
      'another name in the certificate',
      new Error("Hostname/IP does not match certificate's altnames"),
      'later',
      /cannot be reached: its TLS certificate is for another name: use that name, [^(]*$/,
    ],
    [
      '401',
      { statusCode: 401, data: { error: 'unauthorized' } },
      'pause',
      /answered 401: the secret is not the same.*our key is [\w-]{12}.*a proxy removes the `authorization` header$/,
    ],
    ['401 of a proxy', { statusCode: 401, content: '<html>' }, 'pause', /answered 401, but not as OpenClaw does/],
    [
      '401 of a clock that is behind',
      { statusCode: 401, data: { error: 'unauthorized' }, headers: { date: new Date(NOW - 420_000).toUTCString() } },
      'pause',
      /answered 401: this server's clock is 7 minutes ahead of the gateway's; set it right$/,
    ],
    ['404', { statusCode: 404 }, 'pause', /answered 404: there is no account "default" there/],
    [
      '[F32] a channel that is off',
      { statusCode: 404 },
      'pause',
      /three unclean exits .*`openclaw gateway call channels\.start/,
    ],
    [
      '400',
      { statusCode: 400, data: { error: 'bad-request' } },
      'never',
      /answered 400: the plugin there does not understand/,
    ],
    ['400 of a proxy', { statusCode: 400, content: '<html>' }, 'pause', /answered 400, but not as OpenClaw does/],
    ['400 with another word', { statusCode: 400, data: { error: 'too-large' } }, 'pause', /look at the proxy/],
    ['408', { statusCode: 408 }, 'later', /answered 408/],
    ['413', { statusCode: 413, data: { error: 'too-large' } }, 'never', /answered 413$/],
    ['413 of a proxy', { statusCode: 413 }, 'pause', /answered 413, but not as OpenClaw does: .* let it pass 1 MB$/],
    ['429', { statusCode: 429 }, 'later', /answered 429/],
    ['500', { statusCode: 500 }, 'later', /answered 500/],
    ['502', { statusCode: 502 }, 'later', /answered 502: a proxy .* does not reach it/],
    ['504', { statusCode: 504 }, 'later', /answered 504: a proxy .* does not reach it/],
    ['503', { statusCode: 503 }, 'later', /answered 503: the gateway is starting/],
    ['a redirect', { statusCode: 302 }, 'pause', /answered 302, but not as OpenClaw does/],
    ['200 of some website', { statusCode: 200, content: '<html>' }, 'pause', /answered 200/],
    ['202 that is not durable', { statusCode: 202, data: accepted }, 'pause', /is no OpenClaw gateway/],
    [
      '202 with another body',
      { statusCode: 202, headers: durable, data: { ok: true } },
      'pause',
      /is no OpenClaw gateway/,
    ],
  ])('%s', async (_, response, retry, why) => {
    const { http } = answering(response);
    const pushed = await push(batch, connection, by(http), ATTEMPT);
    const mends = /clock/.test(String(why)) ? { mendsItself: true } : {};
    expect(pushed).toEqual({ delivered: false, retry, why: expect.stringMatching(why), ...mends });
    expect(pushed).toMatchObject({ why: expect.stringContaining(url) });
  });
});
