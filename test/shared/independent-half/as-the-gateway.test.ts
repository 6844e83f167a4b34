import type { IApiEndpointInfo } from '@rocket.chat/apps-engine/definition/api/IApiEndpointInfo';
import type { IApiRequest } from '@rocket.chat/apps-engine/definition/api/IRequest';
import { deriveKeyRing, EventBatch, openReplayWindow, UNAUTHORIZED_BODY } from '@rocketchat-openclaw/shared';
import { describe, expect, test, vi } from 'vitest';
import { CommandsEndpoint } from '../../../rc-app/src/commands/endpoint.ts';
import { carrierTo } from '../../../rc-app/src/push/carry.ts';
import { push } from '../../../rc-app/src/push/push.ts';
import type { Connection } from '../../../rc-app/src/settings/connection.ts';
import { openBounds } from '../../../rc-app/src/workspace/bounds.ts';
import { openMailbox } from '../../../rc-app/src/workspace/mailbox.ts';
import { openUnderWay } from '../../../rc-app/src/workspace/under-way.ts';
import { openWays } from '../../../rc-app/src/workspace/ways.ts';
import type { Commanded, Workspace } from '../../../rc-app/src/workspace/workspace.ts';
import { persisting } from '../../rc-app/persisting.ts';
import type { Answer, Request } from './half.ts';
import { aHalf, MESSAGE, NOW, OTHER, SECRET } from './pair.ts';

const BATCH = EventBatch.parse({ v: 1, bot: { id: 'Bot1', username: 'openclaw' }, events: [MESSAGE] });

async function ourConnection(gatewayUrl = ''): Promise<Connection> {
  const keys = (direction: 'event' | 'command') => deriveKeyRing({ current: SECRET }, direction, 'default');
  return { gatewayUrl, accountId: 'default', eventKeys: await keys('event'), commandKeys: await keys('command') };
}

/** The endpoint of our app, with the rows of nobody. Commands that need no room are carried out in full. */
async function ourApp() {
  const connection = await ourConnection();
  const { persistence, reader } = persisting();
  const read = { getPersistenceReader: () => reader };
  let deliveries = 0;
  const mailbox = openMailbox({
    stopwatch: () => performance.now(),
    later: (run, ms) => void setTimeout(run, ms).unref(),
    newId: () => `delivery-${++deliveries}`,
  });
  const app = {
    memory: { connection: { get: async () => connection }, gatewayHello: { save: async () => undefined } },
    outbox: { wake: () => undefined, takeInOthers: async () => undefined, heldLines: { take: () => [] } },
    heartbeat: { hasPeers: async () => false, isPaused: () => false },
    underWay: openUnderWay(async () => undefined),
    bounds: openBounds(() => 0),
    replay: openReplayWindow(),
    commandPath: { note: () => undefined },
    ways: openWays(Date.now, async () => undefined),
    telling: () => undefined,
    deliveries: { note: () => undefined },
    getLogger: () => ({ debug: () => undefined, info: () => undefined, warn: () => undefined }),
    mailbox,
  } as unknown as Commanded;
  const endpoint = new CommandsEndpoint(app);
  const rest = { read, persistence } as unknown as Workspace;

  /** The server has parsed the body, and writes the names of headers in lower case. */
  async function ask({ headers, body }: Request): Promise<Answer> {
    const request = { method: 'post', headers, content: JSON.parse(body) } as unknown as IApiRequest;
    const info = { fullPath: '/api/apps/private/x/commands' } as unknown as IApiEndpointInfo;
    const answer = await endpoint.post(request, info, rest.read, rest.modify, rest.http, rest.persistence);
    return { status: answer.status, headers: answer.headers ?? {}, body: String(answer.content) };
  }

  const pushed = () => push(BATCH, connection, carrierTo(connection, { http: rest.http, mailbox }), attemptNow());
  return { ask, pushed, mailbox };
}

const attemptNow = () => ({ now: Date.now(), nonce: crypto.getRandomValues(new Uint8Array(16)) });

describe('an independent gateway at the endpoint of our app', () => {
  const half = aHalf({ now: Date.now });
  const outcome = { v: 1, command: 'outcome', key: 'k1', of: 'never-sent' };

  test('sends a command and reads its result', async () => {
    const { ask } = await ourApp();
    const { status, body } = await ask(half.sign('command', outcome));
    expect([status, JSON.parse(body)]).toEqual([200, { ok: true, result: { happened: 'no' } }]);
  });

  test('reads a refusal', async () => {
    const { ask } = await ourApp();
    const pin = { v: 1, command: 'pin', key: 'k2', roomId: 'GENERAL', messageId: 'M1' };
    const { status, body } = await ask(half.sign('command', pin));
    expect([status, JSON.parse(body)]).toMatchObject([200, { ok: false, error: { code: 'unsupported-command' } }]);
  });

  test('repeats a token: 429, with a time for the next attempt', async () => {
    const { ask } = await ourApp();
    const signed = half.sign('command', outcome);
    await ask(signed);
    expect(await ask(signed)).toMatchObject({ status: 429, headers: { 'retry-after': '1' } });
  });

  test.each([
    ['a body that was changed', (signed: Request) => ({ ...signed, body: signed.body.replace('never', 'often') }), 401],
    ['another secret', () => aHalf({ now: Date.now, secret: OTHER }).sign('command', outcome), 401],
    ['another account', () => aHalf({ now: Date.now, account: 'other' }).sign('command', outcome), 401],
    ['the other direction', () => half.sign('event', outcome), 401],
    ['a field that nobody knows', () => half.sign('command', { ...outcome, more: 1 }), 400],
    ['a command that nobody knows', () => half.sign('command', { ...outcome, command: 'nuke' }), 400],
  ])('%s: %3$i', async (_, change, status) => {
    const answer = await (await ourApp()).ask(change(half.sign('command', outcome)));
    expect(answer.status).toBe(status);
    if (status === 401) expect(answer.body).toBe(UNAUTHORIZED_BODY);
  });

  test('fetches an event, verifies it, and brings its answer: our app has delivered it', async () => {
    const { ask, pushed, mailbox } = await ourApp();
    const fetching = (key: string, more: object) => ask(half.sign('command', { v: 1, command: 'fetch', key, ...more }));
    const fetched = fetching('f1', { waitMs: 5_000 });
    await vi.waitFor(() => expect(mailbox.isVisited()).toBe(true));
    const delivery = pushed();
    const { id, token, payload } = JSON.parse((await fetched).body).result.delivery;

    const heard: object[] = [];
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const request = { path: '', headers, body: JSON.stringify({ payload }) };
    const answer = half.takeDelivery(request, (event) => void heard.push(event));
    expect(heard).toEqual([MESSAGE]);

    const durable = { 'x-openclaw-delivery-accepted': answer.headers['x-openclaw-delivery-accepted'] };
    const answered = { id, status: answer.status, headers: durable, answer: JSON.parse(answer.body) };
    await fetching('f2', { waitMs: 0, answered });
    await expect(delivery).resolves.toMatchObject({ delivered: true, answer: { results: [{ outcome: 'accepted' }] } });
  });
});

describe('our app pushes to an independent gateway', () => {
  /** The HTTP of the server: it brings each request to the half. */
  async function pushedTo(half: ReturnType<typeof aHalf>, altered = '') {
    const heard: object[] = [];
    const post = async (url: string, { headers = {}, content = '' }) => {
      const request = { path: new URL(url).pathname, headers, body: content.replace(altered, '') };
      const answer = half.takeDelivery(request, (event) => void heard.push(event));
      return { statusCode: answer.status, headers: answer.headers, data: JSON.parse(answer.body) };
    };
    const to = await ourConnection('http://gateway.test');
    const mailbox = openMailbox({ stopwatch: () => 0, later: () => undefined, newId: () => 'd' });
    const carrier = carrierTo(to, { http: { post } as never, mailbox });
    const attempt = { now: NOW, nonce: new Uint8Array(16) };
    return { heard, pushed: [await push(BATCH, to, carrier, attempt), await push(BATCH, to, carrier, attempt)] };
  }

  test('an event that is signed: stored once, and answered', async () => {
    const { heard, pushed } = await pushedTo(aHalf());
    expect(heard).toEqual([MESSAGE]);
    expect(pushed).toMatchObject([
      { delivered: true, answer: { results: [{ outcome: 'accepted' }] } },
      { delivered: true, answer: { results: [{ outcome: 'duplicate' }] } },
    ]);
  });

  test.each([
    ['with another secret', aHalf({ secret: OTHER }), ''],
    ['that was changed on its way', aHalf(), 'hello'],
    ['an hour late', aHalf({ now: () => NOW + 3_600_000 }), ''],
  ])('an event %s: 401, and the app pauses', async (_, half, altered) => {
    const { heard, pushed } = await pushedTo(half, altered);
    expect(heard).toEqual([]);
    expect(pushed).toMatchObject([{ delivered: false, retry: 'pause' }, { delivered: false }]);
  });
});
