import { UNAUTHORIZED_BODY } from '@rocketchat-openclaw/shared';
import { describe, expect, test } from 'vitest';
import {
  gatewayHasIt,
  type Network,
  reachDoor,
  reachWorkspace,
} from '../../../../gateway-endpoint/src/plugin/setup/reach.ts';

/** What the network answers, one after the other; the last answer stays. */
function network(...answers: (Response | Error)[]): Network & { readonly asked: string[] } {
  const asked: string[] = [];
  let now = 0;
  return {
    asked,
    async fetch(url, { method, redirect }) {
      asked.push(`${method} ${url} ${redirect}`);
      const answer = answers[Math.min(asked.length, answers.length) - 1];
      if (answer instanceof Error) throw new TypeError('fetch failed', { cause: answer });
      return answer?.clone() ?? new Response();
    },
    timeout: () => new AbortController().signal,
    pause: async (ms) => {
      now += ms;
    },
    stopwatch: () => now,
  };
}

const coded = (code: string) => Object.assign(new Error(code), { code });
const ours = () => new Response(UNAUTHORIZED_BODY, { status: 401 });
const redirect = () => new Response('', { status: 301, headers: { location: 'https://elsewhere/' } });

describe('the address of the workspace', () => {
  test('is that of a Rocket.Chat server', async () => {
    const there = network(Response.json({ success: true, version: '8.4' }));
    expect(await reachWorkspace('https://chat.example.com/sub', there)).toEqual({
      ok: true,
      line: '✓ https://chat.example.com/sub is a Rocket.Chat server, version 8.4.',
    });
    expect(there.asked).toEqual(['GET https://chat.example.com/sub/api/info manual']);
  });

  test.each<[string, Response | Error, RegExp]>([
    ['another server', new Response('<html>', { status: 200 }), /answers \(200\), but not as a Rocket\.Chat server/],
    ['another JSON', Response.json({ version: '8.4' }), /not as a Rocket\.Chat server/],
    ['a proxy without it', new Response('Bad Gateway', { status: 502 }), /answers \(502\), but not/],
    ['an old server', Response.json({ success: true, version: '7.10.3' }), /runs Rocket\.Chat 7\.10\.3: .* 8\.0/],
    ['an address that redirects', redirect(), /redirects to https:\/\/elsewhere\//],
    ['an unknown name', coded('ENOTFOUND'), /the name of the host is not known/],
    ['a dead port', coded('ECONNREFUSED'), /nothing listens/],
    ['http on a port of TLS', coded('UND_ERR_SOCKET'), /http and https may be mixed up/],
    ['https on a port without TLS', coded('ERR_SSL_WRONG_VERSION_NUMBER'), /no TLS on that port/],
    ['an expired certificate', coded('CERT_HAS_EXPIRED'), /has expired/],
    ['a certificate signed by itself', coded('DEPTH_ZERO_SELF_SIGNED_CERT'), /signed by itself/],
    ['a certificate for another name', coded('ERR_TLS_CERT_ALTNAME_INVALID'), /for another name/],
    ['silence', new DOMException('late', 'TimeoutError'), /firewall/],
    ['a fault without a code', new Error('bad port'), /cannot be reached from here: bad port\./],
    ['a fault without a name of ours', coded('EPROTO'), /cannot be reached from here: EPROTO/],
  ])('is %s', async (_name, answer, line) => {
    expect(await reachWorkspace('https://chat', network(answer))).toEqual({
      ok: false,
      line: expect.stringMatching(line),
    });
  });
});

describe('the address of the gateway', () => {
  test('leads to the door of the account', async () => {
    const there = network(ours());
    expect(await reachDoor('https://claw', '/rocketchat/work', there)).toEqual({
      ok: true,
      line: '✓ The gateway takes events at https://claw/rocketchat/work/events.',
    });
    expect(there.asked).toEqual(['POST https://claw/rocketchat/work/events manual']);
  });

  test.each<[string, Response | Error, RegExp]>([
    ['another server', new Response('', { status: 404 }), /answers \(404\), but it is not this gateway/],
    ['a login page in front', new Response('Log in', { status: 401 }), /answers \(401\), but it is not this gateway/],
    ['a redirect', redirect(), /redirects to https:\/\/elsewhere\//],
    ['a dead port', coded('ECONNREFUSED'), /nothing listens/],
  ])('leads to %s', async (_name, answer, line) => {
    expect(await reachDoor('https://claw', '/rocketchat/work', network(answer))).toEqual({
      ok: false,
      line: expect.stringMatching(line),
    });
  });
});

describe('the gateway on this machine', () => {
  test('takes a new account over, which takes it a moment', async () => {
    const there = network(new Response('', { status: 404 }), new Response('', { status: 503 }), ours());
    expect(await gatewayHasIt(18789, '/rocketchat/default', there)).toMatchObject({ ok: true });
    expect(there.asked).toHaveLength(3);
  });

  test('does not run', async () => {
    const there = network(coded('ECONNREFUSED'));
    expect((await gatewayHasIt(18789, '/rocketchat/default', there)).line).toMatch(/^✗ No gateway runs at/);
    expect(there.asked).toHaveLength(1);
  });

  test('runs without the account', async () => {
    const there = network(new Response('', { status: 404 }));
    expect((await gatewayHasIt(18789, '/rocketchat/default', there)).line).toMatch(/has not started this account/);
  });
});
