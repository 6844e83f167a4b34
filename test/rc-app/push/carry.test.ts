import type { IHttp } from '@rocket.chat/apps-engine/definition/accessors/IHttp';
import { deriveKeyRing } from '@rocketchat-openclaw/shared';
import { describe, expect, test } from 'vitest';
import { carrierTo } from '../../../rc-app/src/push/carry.ts';
import { push } from '../../../rc-app/src/push/push.ts';
import type { Connection } from '../../../rc-app/src/settings/connection.ts';
import { openMailbox } from '../../../rc-app/src/workspace/mailbox.ts';
import { EVENTS } from '../../shared/contract/samples.ts';
import { ACCOUNT, ATTEMPT, SECRET } from '../../shared/jwt/pair.ts';
import { aTime } from '../outbox/a-process.ts';
import { BOT } from '../server-objects.ts';

const MINUTE = 60_000;
const keys = {
  eventKeys: await deriveKeyRing({ current: SECRET }, 'event', ACCOUNT),
  commandKeys: await deriveKeyRing({ current: SECRET }, 'command', ACCOUNT),
};
const reachable: Connection = { gatewayUrl: 'http://gateway.test', accountId: ACCOUNT, ...keys };
const behindNat: Connection = { ...reachable, gatewayUrl: '' };
const batch = { v: 1 as const, bot: BOT, events: EVENTS.slice(0, 1) };
const results = [{ id: EVENTS[0]?.id ?? '', outcome: 'accepted' as const }];
const durable = { 'x-openclaw-delivery-accepted': 'durable' };

function aWay(to: Connection) {
  const time = aTime();
  const mailbox = openMailbox({ stopwatch: time.now, later: time.later, newId: () => 'd' });
  const posted: string[] = [];
  const http = {
    async post(url: string) {
      posted.push(url);
      return { statusCode: 202, headers: durable, data: { results } };
    },
  } as unknown as IHttp;
  const carrier = () => carrierTo(to, { http, mailbox });
  return { time, mailbox, posted, carrier, send: () => push(batch, to, carrier(), ATTEMPT) };
}

describe('a delivery', () => {
  test('is posted where there is an address and nobody fetches', async () => {
    const { posted, send } = aWay(reachable);
    expect(await send()).toEqual({ delivered: true, answer: { results } });
    expect(posted).toEqual(['http://gateway.test/rocketchat/default/events']);
  });

  test('is fetched while somebody fetches, whatever address there is, and posted again when they have said goodbye', async () => {
    const { mailbox, posted, send } = aWay(reachable);
    mailbox.visit();
    const sent = send();
    const delivery = await mailbox.next(20_000);
    expect(JSON.parse(delivery?.payload ?? '')).toMatchObject({ events: [{ id: results[0]?.id }] });
    mailbox.take({ id: 'd', status: 202, headers: durable, answer: { results } });
    expect(await sent).toEqual({ delivered: true, answer: { results } });
    expect(posted).toEqual([]);
    mailbox.leave();
    await send();
    expect(posted).toHaveLength(1);
  });

  test('waits, without an attempt, where there is no address and nobody fetches', async () => {
    const { send } = aWay(behindNat);
    expect(await send()).toMatchObject({
      delivered: false,
      retry: 'later',
      why: expect.stringMatching(/transport: "pull"/),
    });
  });

  test('waits where somebody fetched a while ago, and it says how long ago', async () => {
    const { mailbox, time, send } = aWay(behindNat);
    mailbox.visit();
    await time.pass(5 * MINUTE);
    expect(await send()).toMatchObject({ why: expect.stringMatching(/^OpenClaw has not fetched .* for 5 minutes\. /) });
  });

  test.each([
    [
      { status: 503, headers: { 'retry-after': '7' } },
      { retry: 'later', retryAfterMs: 7_000 },
    ],
    [
      { status: 401, headers: {} },
      { retry: 'pause', why: expect.stringMatching(/^OpenClaw answered 401: the secret/) },
    ],
    [{ status: 400, headers: {} }, { retry: 'never' }],
    [{ status: 202, headers: {}, answer: { results } }, { retry: 'pause' }],
  ])('that is fetched comes to the same as a posted one: %j', async (answered, pushed) => {
    const { mailbox, send } = aWay(behindNat);
    mailbox.visit();
    const sent = send();
    await mailbox.next(20_000);
    mailbox.take({ id: 'd', ...answered });
    expect(await sent).toMatchObject({ delivered: false, ...pushed });
  });
});
