import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { AppPath } from '../../../gateway-endpoint/src/app-client/app-path.ts';
import { httpAppClient } from '../../../gateway-endpoint/src/app-client/http-client.ts';
import { type FakeApp, startFakeApp } from '../fake-app.ts';
import { aSecret, nonces } from '../keys.ts';
import { aPath } from './a-path.ts';

let app: FakeApp;
let pauses: number[];

beforeEach(async () => {
  app = await startFakeApp({ secret: aSecret() });
  pauses = [];
});
afterEach(() => app.stop());

interface Given {
  readonly secret?: string;
  readonly previous?: string;
  readonly baseUrl?: string;
  readonly where?: AppPath;
}

function client({ secret = aSecret(), previous, baseUrl = app.url, where = aPath() }: Given = {}) {
  return httpAppClient({ accountId: 'default' }, { baseUrl, secrets: { current: secret, previous } }, where, {
    clock: () => Date.now(),
    nonce: nonces(),
    dice: () => 1,
    pause: async (ms) => void pauses.push(ms),
    fetch: (input, init) => fetch(input, init),
  });
}

const post = { v: 1, command: 'post', key: 'k1', roomId: 'Room1', text: 'hi' } as const;

describe('a command', () => {
  test('is signed, carried out and answered', async () => {
    expect(await client().call(post)).toEqual({ messageId: 'posted-1' });
    expect(app.arrived.map(({ command }) => command)).toEqual([post]);
  });

  test.each([408, 429, 500, 502, 503])('is repeated after %i under its key and with a new token', async (status) => {
    app.mischief = (count) => (count < 3 ? { status } : undefined);
    expect(await client().call(post)).toEqual({ messageId: 'posted-1' });
    expect(pauses).toEqual([1_000, 2_000]);
  });

  test('is repeated when the app hangs up, and has one effect', async () => {
    app.mischief = (count) => (count === 1 ? 'hang up' : undefined);
    await client().call(post);
    expect(app.posts()).toHaveLength(1);
  });

  test('whose answer was lost gets its first result', async () => {
    app.mischief = (count) =>
      count === 1 ? { answer: { ok: false, error: { code: 'not-ready', message: '' } } } : undefined;
    expect(await client().call(post)).toEqual({ messageId: 'posted-1' });
    expect(new Set(app.arrived.map(({ jti }) => jti)).size).toBe(2);
    expect(app.posts()).toHaveLength(1);
  });

  test('waits as long as the app asks', async () => {
    app.mischief = (count) => (count === 1 ? { status: 429, headers: { 'retry-after': '7' } } : undefined);
    await client().call(post);
    expect(pauses).toEqual([7_000]);
  });
});

describe('a failure', () => {
  test.each([
    [401, 'no', /compare the key ids/],
    [404, 'no', /^404: the app at http\S+ is not installed, not enabled/],
    [413, 'no', /larger than/],
    [302, 'no', /redirects/],
  ])('%i is not repeated and says what to do', async (status, happened, message) => {
    app.mischief = () => ({ status, headers: { location: 'http://elsewhere.invalid/' } });
    await expect(client().call(post)).rejects.toMatchObject({ happened, message: expect.stringMatching(message) });
    expect(pauses).toEqual([]);
  });

  test.each([
    ['the app itself', '{"error":"not-ready"}', /^503: the app is there, but not connected/],
    ['something else', '<html>{"error":"not-ready"}', /^503: the server failed or is starting/],
  ])('503 of %s says what to do', async (_name, body, message) => {
    const answers = async () => new Response(body, { status: 503 });
    const asked = httpAppClient(
      { accountId: 'default' },
      { baseUrl: app.url, secrets: { current: aSecret() } },
      aPath(),
      {
        clock: () => Date.now(),
        nonce: nonces(),
        dice: () => 1,
        pause: async () => undefined,
        fetch: answers,
      },
    );
    await expect(asked.call(post, { attempts: 1 })).rejects.toMatchObject({
      happened: 'no',
      message: expect.stringMatching(message),
    });
  });

  test.each([502, 504])('%i is one of a proxy', async (status) => {
    app.mischief = () => ({ status });
    await expect(client().call(post, { attempts: 1 })).rejects.toThrow(
      /a proxy before the workspace does not reach it/,
    );
  });

  test('of a connection over IPv6 says so', async () => {
    const { port } = new URL(app.url);
    const asked = client({ baseUrl: `http://[::1]:${port}` }).call(post, { attempts: 1 });
    await expect(asked).rejects.toThrow(/use a name or an address with IPv4/);
  });

  test('of a clock is not taken for one of the secret', async () => {
    app.mischief = () => ({ status: 401, headers: { date: new Date(Date.now() + 420_000).toUTCString() } });
    await expect(client().call(post)).rejects.toMatchObject({
      code: 'unauthorized',
      message: expect.stringContaining('our clock is 7 minutes behind the workspace'),
      happened: 'no',
    });
    // Clocks are set right without anybody telling us.
    expect(pauses).toHaveLength(3);
  });

  test('of the secret is found out by the app', async () => {
    await expect(client({ secret: aSecret(9) }).call(post)).rejects.toMatchObject({
      code: 'unauthorized',
      happened: 'no',
    });
  });

  test('of the connection proves that nothing was sent', async () => {
    await app.stop();
    await expect(client().call(post)).rejects.toMatchObject({ code: 'unreachable', happened: 'no' });
    expect(pauses).toHaveLength(3);
    app = await startFakeApp({ secret: aSecret() });
  });

  test('after an attempt that may have worked stays in doubt', async () => {
    app.mischief = (count) => (count === 1 ? 'hang up' : { status: 503 });
    await expect(client().call(post, { attempts: 2 })).rejects.toMatchObject({ happened: 'unknown' });
  });

  test.each<'hang up' | { status: number }>(['hang up', { status: 503 }])(
    '%j is met for longer where that is asked for',
    async (mischief) => {
      app.mischief = (count) => (count < 6 ? mischief : undefined);
      await client().call(post, { attempts: 6 });
      expect(pauses).toHaveLength(5);
    },
  );

  test.each([
    ['refused for good', { ok: false, error: { code: 'room-not-found', message: 'gone' } }, 'room-not-found', 'no'],
    ['nobody can tell', { ok: false, error: { code: 'outcome-unknown', message: '' } }, 'outcome-unknown', 'unknown'],
    ['another result', { ok: true, result: { id: 1 } }, 'unreadable', 'unknown'],
    ['no answer of ours', { success: true }, 'unreadable', 'unknown'],
  ])('said in words: %s', async (_name, answer, code, happened) => {
    app.mischief = () => ({ answer });
    await expect(client().call(post)).rejects.toMatchObject({ code, happened });
    expect(pauses).toEqual([]);
  });

  test('is not repeated when one attempt is all it is worth', async () => {
    app.mischief = () => ({ status: 503 });
    await expect(client().call(post, { attempts: 1 })).rejects.toMatchObject({ happened: 'no', retryable: true });
    expect(pauses).toEqual([]);
  });
});

describe('[S24d] while the secret is changed', () => {
  test('a command is signed with the key that the app knows, and asked for once', async () => {
    const ours = client({ secret: aSecret(2), previous: aSecret() });
    expect(await ours.call(post)).toEqual({ messageId: 'posted-1' });
    await ours.call({ ...post, key: 'k2' });
    expect(app.posts()).toHaveLength(2);
    expect(pauses).toEqual([]);
  });

  test('a command that neither key opens is refused', async () => {
    const ours = client({ secret: aSecret(2), previous: aSecret(3) });
    await expect(ours.call(post)).rejects.toMatchObject({ code: 'unauthorized', happened: 'no' });
    expect(app.posts()).toEqual([]);
  });
});
