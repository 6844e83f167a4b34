import { randomBytes } from 'node:crypto';
import {
  deriveKeyRing,
  type Event,
  EventsAnswer,
  eventRoute,
  type GatewayHello,
  openReplayWindow,
  UNAUTHORIZED_BODY,
} from '@rocketchat-openclaw/shared';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { httpAppClient } from '../../../gateway-endpoint/src/app-client/http-client.ts';
import { openDoor } from '../../../gateway-endpoint/src/receive/door.ts';
import { openGuard } from '../../../gateway-endpoint/src/receive/guard.ts';
import { aPath } from '../../gateway-endpoint/app-client/a-path.ts';
import { type openHalf, outcomeOf, type Request as Signed } from './half.ts';
import { aHalf, answerOf, HELLO, MESSAGE, NOW, OTHER, SECRET } from './pair.ts';

const BOT = { id: 'Bot1', username: 'openclaw' };
const GATEWAY: GatewayHello = {
  pluginVersion: '1',
  accountId: 'default',
  activation: { commandPrefixes: [], oncharPrefixes: [], mentionAll: false, answersEveryMessageIn: [] },
  now: NOW,
};

/** Our door, with all of it but the disk. */
async function ourDoor() {
  const stored = new Map<string, Event>();
  const guard = openGuard();
  const door = openDoor({
    path: '/rocketchat/default',
    route: eventRoute('default'),
    keys: await deriveKeyRing({ current: SECRET }, 'event', 'default'),
    guard,
    offers: { take: () => undefined },
    replay: openReplayWindow(),
    inbox: {
      holds: (id) => stored.has(id),
      async admit(items) {
        const known = items.map(({ event }) => stored.has(event.id));
        for (const { event } of items) stored.set(event.id, event);
        return known.map((isKnown) => (isKnown ? 'duplicate' : 'accepted'));
      },
    },
    clock: () => NOW,
    wantsHello: () => false,
    hello: () => GATEWAY,
    onHello: () => undefined,
    onRefusal: () => undefined,
  });
  const knock = async ({ path, headers, body }: Signed) =>
    answerOf(await door.request(path, { method: 'POST', headers, body }, { client: '192.0.2.1' }));
  return { stored, guard, knock };
}

describe('an independent app at our door', () => {
  let door: Awaited<ReturnType<typeof ourDoor>>;
  beforeEach(async () => {
    door = await ourDoor();
  });
  afterEach(() => door.guard.dispose());

  const half = aHalf();
  const batch = (...events: object[]) => ({ v: 1, bot: BOT, events });
  const resultsIn = (body: string) => EventsAnswer.parse(JSON.parse(body)).results;

  test('delivers an event: 202, with a result for it', async () => {
    const answer = await door.knock(half.sign('event', batch(MESSAGE)));
    expect(answer.status).toBe(202);
    expect(outcomeOf(answer)).toBe('delivered');
    expect(resultsIn(answer.body)).toEqual([{ id: MESSAGE.id, outcome: 'accepted' }]);
    expect([...door.stored.values()]).toEqual([MESSAGE]);
  });

  test('delivers it again, with the same token and with another: a duplicate', async () => {
    const signed = half.sign('event', batch(MESSAGE));
    await door.knock(signed);
    for (const again of [signed, half.sign('event', batch(MESSAGE))]) {
      expect(resultsIn((await door.knock(again)).body)).toEqual([{ id: MESSAGE.id, outcome: 'duplicate' }]);
    }
  });

  test('says hello, and reads the hello of the gateway', async () => {
    const hello = { type: 'app.hello', id: `app.hello:${NOW}`, at: NOW, hello: HELLO };
    const { body } = await door.knock(half.sign('event', batch(hello)));
    expect(JSON.parse(body)).toMatchObject({ results: [{ outcome: 'accepted' }], hello: GATEWAY });
  });

  test.each([
    ['a body that was changed', (signed: Signed) => ({ ...signed, body: signed.body.replace('hello', 'hullo') })],
    ['a token of another secret', () => aHalf({ secret: OTHER }).sign('event', batch(MESSAGE))],
    ['a token of five minutes ago', () => aHalf({ now: () => NOW - 300_000 }).sign('event', batch(MESSAGE))],
    [
      'a token of the other direction',
      (signed: Signed) => ({ ...half.sign('command', batch(MESSAGE)), path: signed.path }),
    ],
  ])('%s: 401, with the one face of it', async (_, change) => {
    const answer = await door.knock(change(half.sign('event', batch(MESSAGE))));
    expect(answer).toMatchObject({ status: 401, body: UNAUTHORIZED_BODY });
    expect(outcomeOf(answer)).toBe('pause');
    expect(door.stored.size).toBe(0);
  });

  test('a payload that is no event: 400, and it is given up', async () => {
    const answer = await door.knock(half.sign('event', batch({ ...MESSAGE, type: 'message.sung' })));
    expect([answer.status, outcomeOf(answer)]).toEqual([400, 'never']);
  });
});

describe('our gateway at an independent app', () => {
  const command = { v: 1, command: 'post', key: 'k1', roomId: 'Room1', text: 'hi' } as const;

  /** Our client; the requests that it sends go to the half. */
  function ourClient(half: ReturnType<typeof openHalf>, carryOut: (command: object) => object, altered = '') {
    const link = { baseUrl: 'http://chat.test', secrets: { current: SECRET } };
    return httpAppClient({ accountId: 'default' }, link, aPath(), {
      clock: () => NOW,
      nonce: () => randomBytes(16),
      dice: () => 1,
      pause: async () => undefined,
      async fetch(url, init) {
        const request = new Request(url as string, init);
        const [path, headers] = [new URL(request.url).pathname, Object.fromEntries(request.headers)];
        const body = (await request.text()).replace(altered, '');
        const answer = half.takeCommand({ path, headers, body }, carryOut);
        return new Response(answer.body, { status: answer.status, headers: answer.headers as Record<string, string> });
      },
    });
  }

  test('sends a command, which the app verifies, carries out once and answers', async () => {
    const done: object[] = [];
    const post = (asked: object) => ({ ok: true, result: { messageId: `M${done.push(asked)}` } });
    const client = ourClient(aHalf(), post);
    for (const _ of ['first', 'again']) expect(await client.call(command)).toEqual({ messageId: 'M1' });
    expect(done).toEqual([command]);
  });

  test('reads a refusal of the app', async () => {
    const no = () => ({ ok: false, error: { code: 'may-not-write', message: 'not here', reason: 'paused' } });
    const call = ourClient(aHalf(), no).call(command);
    await expect(call).rejects.toMatchObject({ code: 'may-not-write', reason: 'paused', happened: 'no' });
  });

  test.each([
    ['another secret', aHalf({ secret: OTHER }), ''],
    ['another account', aHalf({ account: 'other' }), ''],
    ['a body that was changed', aHalf(), 'hi'],
  ])('%s: 401, and nothing is done', async (_, half, altered) => {
    const done: object[] = [];
    const call = ourClient(half, (asked) => ({ ok: done.push(asked) > 0 }), altered).call(command);
    await expect(call).rejects.toMatchObject({ code: 'unauthorized', happened: 'no' });
    expect(done).toEqual([]);
  });

  test('with the next secret: the app still knows the one before it', async () => {
    const client = ourClient(aHalf({ secret: OTHER, previous: SECRET }), () => ({
      ok: true,
      result: { messageId: 'M' },
    }));
    expect(await client.call(command)).toEqual({ messageId: 'M' });
  });
});
