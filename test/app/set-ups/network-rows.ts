import { asHttps, elsewhere, narrow, nowhere, portOf, stripping, wayBack, wayOut } from './breaking.ts';
import { EXPIRED, SELF_SIGNED } from './certificates.ts';
import { AS_THE_APP_SAYS, PERSON, type Row } from './row.ts';
import { withCertificate } from './stage.ts';

const GATEWAY_IS_AWAY = { cannot: 'it does not run: `openclaw channels status` of OpenClaw itself says so' } as const;

/** The way between both sides is broken: names, ports, TLS, proxies. */
export const NETWORK_ROWS: readonly Row[] = [
  {
    n: 1,
    name: 'the address is wrong',
    forms: [
      wayOut('nothing listens there', nowhere, /nothing listens on that port.*check the Gateway URL/, PERSON.waits),
      wayOut(
        'another web server answers',
        () => elsewhere(200),
        /answered 200, but not as OpenClaw does.*check the address/,
      ),
      wayOut('another web server has no such page', () => elsewhere(404), /answered 404: .*Check the address/),
      wayBack(
        'nothing listens at baseUrl',
        nowhere,
        /nothing listens on that port.*check that the workspace runs, and that baseUrl/,
      ),
      wayBack(
        'another web server answers at baseUrl',
        () => elsewhere(200),
        /the answer is not ours: check that baseUrl/,
      ),
    ],
  },
  {
    n: 2,
    name: 'https and http are mixed up',
    forms: [
      wayOut(
        'https to a port without TLS',
        ({ gateway }) => asHttps(gateway.url),
        /no TLS on that port: try http:\/\/[^(]*$/m,
        PERSON.waits,
      ),
      wayOut(
        'http to a port with TLS, as its proxy says',
        () => elsewhere(400),
        /answered 400, but not as OpenClaw does; look at the proxy/,
      ),
      wayBack('baseUrl with https', ({ workspace }) => asHttps(workspace.url), /no TLS on that port: try http:\/\//),
    ],
  },
  {
    n: 6,
    name: 'the gateway is down',
    forms: [
      {
        ...wayOut('nothing listens', nowhere, /nothing listens on that port.*that the gateway runs/, PERSON.waits),
        gateway: GATEWAY_IS_AWAY,
      },
      wayOut(
        'its proxy says 502',
        () => elsewhere(502),
        /answered 502: a proxy .* check that the gateway runs/,
        PERSON.waits,
      ),
    ],
  },
  {
    n: 7,
    name: 'the gateway listens on loopback only',
    forms: [
      wayOut(
        'asked at another address',
        ({ gateway }) => `http://127.0.0.2:${portOf(gateway.url)}`,
        /listens for other machines \(`gateway\.bind`/,
        PERSON.waits,
      ),
    ],
  },
  {
    n: 13,
    name: 'a proxy takes only short requests',
    forms: [
      wayOut('before the gateway', narrow, /answered 413.*a proxy .* let it pass 1 MB/),
      wayBack('before the workspace', narrow, /413: .*a proxy before it.*has to take 100 kB/),
    ],
  },
  {
    n: 14,
    name: 'a proxy removes the authorization header',
    forms: [
      wayOut(
        'before the gateway',
        ({ gateway }) => stripping(gateway.url),
        /our key is [\w-]+.*`openclaw rocketchat keys` there shows that key, a proxy removes/,
      ),
      wayBack(
        'before the workspace',
        ({ workspace }) => stripping(workspace.url),
        /compare the key ids.*If they are the same, a proxy removes/,
      ),
      wayOut(
        'and asks for a password itself',
        () => elsewhere(401),
        /answered 401, but not as OpenClaw does; look at the proxy/,
      ),
    ],
  },
  {
    n: 15,
    name: 'the address redirects',
    forms: [
      wayOut(
        'to a page where one logs in',
        async () => elsewhere(302, { location: await elsewhere(200) }),
        /answered 200, but not as OpenClaw does; look at the proxy/,
      ),
      wayBack(
        'baseUrl to the right address',
        ({ workspace }) => elsewhere(301, { location: workspace.url }),
        /redirects: set baseUrl to the address it redirects to/,
      ),
    ],
  },
  {
    n: 19,
    name: 'the name is unknown (DNS)',
    forms: [
      wayOut(
        'of the gateway',
        () => 'http://gateway.invalid',
        /\(DNS\): (?:check its spelling|look at the network)/,
        PERSON.waits,
      ),
      wayBack('of the workspace', () => 'http://chat.invalid', /\(DNS\): (?:check its spelling|look at the network)/),
    ],
  },
  {
    n: 20,
    name: 'only one of IPv4 and IPv6 is served',
    forms: [
      wayOut(
        'the gateway has no IPv6',
        ({ gateway }) => `http://[::1]:${portOf(gateway.url)}`,
        /IPv6 address: use a name or an address with IPv4/,
        PERSON.waits,
      ),
      wayBack(
        'the workspace has no IPv6',
        ({ workspace }) => `http://[::1]:${portOf(workspace.url)}`,
        /IPv6 address: use a name or an address with IPv4/,
      ),
    ],
  },
  {
    n: 21,
    name: 'only one side has the path of the proxy',
    forms: [
      wayOut(
        'before the gateway',
        ({ gateway }) => `${gateway.url}/openclaw`,
        /answered 404: .*a proxy may want a path before \/rocketchat/,
      ),
      wayBack(
        'before the workspace',
        ({ workspace }) => `${workspace.url}/chat`,
        /404: .*baseUrl lacks the path of the workspace/,
      ),
    ],
  },
  {
    n: 22,
    name: 'the gateway takes events at another path',
    forms: [
      {
        name: 'webhookPath',
        set: ({ account }) => account({ webhookPath: '/hooks/chat' }),
        app: [/answered 404: .*that the proxy leads to `webhookPath`/],
        gateway: [AS_THE_APP_SAYS, /that the proxy leads to `webhookPath`/],
        person: PERSON.waitsForAdmin,
      },
    ],
  },
  {
    n: 23,
    name: 'a TLS certificate has expired',
    forms: [
      wayOut(
        'of the gateway',
        () => withCertificate(EXPIRED),
        /its TLS certificate has expired: renew it/,
        PERSON.waits,
      ),
      wayBack('of the workspace', () => withCertificate(EXPIRED), /its TLS certificate has expired: renew it/),
    ],
  },
  {
    n: 24,
    name: 'a TLS certificate is signed by itself',
    forms: [
      wayOut(
        'of the gateway',
        () => withCertificate(SELF_SIGNED),
        /signed by itself: give it one that this machine trusts/,
        PERSON.waits,
      ),
      wayBack(
        'of the workspace',
        () => withCertificate(SELF_SIGNED),
        /signed by itself: give it one that this machine trusts/,
      ),
    ],
  },
];
