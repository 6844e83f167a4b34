import { generateKeyPairSync, sign } from 'node:crypto';
import type { Forge, Knock } from './forge.ts';
import { segment } from './forge.ts';

/** Tokens whose header is not ours, most of them signed with the genuine key: what is written there must not help. */
export function forgedHeaders(forge: Forge): Knock[] {
  return [...algorithms(forge), ...realSignatures(forge), ...keyIds(forge), ...members(forge), ...types(forge)];
}

const NONE = ['none', 'None', 'NONE', 'nOnE', 'none '];
const OTHERS = [
  ...['HS384', 'HS512', 'RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'ES256K'],
  ...['EdDSA', 'Ed25519', 'A128KW', 'A256GCMKW', 'dir', 'PBES2-HS256+A128KW', 'HS256 ', ' HS256', 'hs256', 'HS-256'],
  ...['HS256\u0000', 'HS256,none', '', 'HMAC', null, 0, true, ['HS256'], { name: 'HS256' }],
];

function algorithms(forge: Forge): Knock[] {
  const unsigned = NONE.flatMap((alg) => {
    const payload = forge.target.payload();
    const [first, second] = [segment(forge.header({ alg })), segment(forge.claims(payload))];
    return [
      forge.bearing(`alg ${alg}, no signature`, `${first}.${second}.`, payload),
      forge.bearing(`alg ${alg}, two segments`, `${first}.${second}`, payload),
      forge.bearing(`alg ${alg}, a signature of zeros`, `${first}.${second}.${'A'.repeat(43)}`, payload),
      forge.altered(`alg ${alg}, signed`, { header: forge.header({ alg }) }),
    ];
  });
  return [
    ...unsigned,
    ...OTHERS.map((alg) => forge.altered(`alg ${JSON.stringify(alg)}`, { header: forge.header({ alg }) })),
    forge.altered('no alg', { header: forge.header({ alg: undefined }) }),
  ];
}

/** Each as its algorithm has it, by a key of the attacker's or by a public one taken for a secret. */
function realSignatures(forge: Forge): Knock[] {
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2_048 });
  const curve = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const edwards = generateKeyPairSync('ed25519');
  const signed = (alg: string, by: (input: Buffer) => Buffer) => {
    const payload = forge.target.payload();
    const input = `${segment(forge.header({ alg }))}.${segment(forge.claims(payload))}`;
    return forge.bearing(`a real ${alg}`, `${input}.${by(Buffer.from(input)).toString('base64url')}`, payload);
  };
  const pem = rsa.publicKey.export({ type: 'spki', format: 'pem' });
  const payload = forge.target.payload();
  const stronger = (['sha384', 'sha512'] as const).map((hash) => {
    const token = forge.token({ payload, hash, header: forge.header({ alg: hash.replace('sha', 'HS') }) });
    return forge.bearing(`a real ${hash} with the genuine key`, token, payload);
  });
  return [
    signed('RS256', (input) => sign('sha256', input, rsa.privateKey)),
    signed('ES256', (input) => sign('sha256', input, { key: curve.privateKey, dsaEncoding: 'ieee-p1363' })),
    signed('EdDSA', (input) => sign(null, input, edwards.privateKey)),
    forge.bearing('a public RSA key as the secret', forge.token({ payload, key: pem }), payload),
    ...stronger,
  ];
}

function keyIds(forge: Forge): Knock[] {
  const kid = forge.key.kid;
  const others = [
    ...['', ' ', 'AAAAAAAAAAAA', kid.slice(0, 11), `${kid}A`, `${kid} `, ` ${kid}`, `${kid}\n`, `${kid}\u0000`],
    ...[swapCase(kid), '__proto__', 'constructor', 'toString', 'hasOwnProperty', '../../../../dev/null', '/dev/null'],
    ...['file:///etc/passwd', 'https://evil.example/key', "' OR '1'='1", "x' UNION SELECT 'AA'--", '$(id)', '|id', '*'],
    ...['current', 'previous', 'undefined', 'null', '\u202e', null, 0, true, [kid], { kid }],
  ];
  return [
    ...others.map((each) => forge.altered(`kid ${JSON.stringify(each)}`, { header: forge.header({ kid: each }) })),
    forge.altered('no kid', { header: forge.header({ kid: undefined }) }),
    ...['', '\u0000'].map((key) => {
      const payload = forge.target.payload();
      const header = forge.header({ kid: '../../../../dev/null' });
      return forge.bearing('kid of an empty file, and its key', forge.token({ payload, key, header }), payload);
    }),
  ];
}

const swapCase = (text: string) =>
  text.replace(/[a-z]/gi, (c) => (c === c.toLowerCase() ? c.toUpperCase() : c.toLowerCase()));

function members(forge: Forge): Knock[] {
  const jwk = { kty: 'oct', k: Buffer.alloc(32, 7).toString('base64url'), alg: 'HS256' };
  const url = 'https://evil.example/keys.json';
  const extra: [what: string, member: object][] = [
    ['jku', { jku: url }],
    ['jku on this machine', { jku: 'http://127.0.0.1/keys.json' }],
    ['x5u', { x5u: url }],
    ['x5c', { x5c: ['MIIB'] }],
    ['x5t', { x5t: 'AAAA' }],
    ['x5t#S256', { 'x5t#S256': 'AAAA' }],
    ['crit exp', { crit: ['exp'], exp: 9_999_999_999 }],
    ['crit b64', { crit: ['b64'], b64: false }],
    ['an empty crit', { crit: [] }],
    ['b64 false', { b64: false }],
    ['b64 true', { b64: true }],
    ['zip', { zip: 'DEF' }],
    ['cty', { cty: 'JWT' }],
    ['enc', { enc: 'A128GCM' }],
    ['p2c', { p2c: 2_147_483_647, p2s: 'AAAA' }],
    ['epk', { epk: jwk }],
    ['iv and tag', { iv: 'AAAA', tag: 'AAAA' }],
    ['url and nonce', { url, nonce: 'AAAA' }],
    ['iss in the header', { iss: forge.target.route.issuer }],
    ['a member of no name', { '': 1 }],
  ];
  const { alg, typ, kid } = forge.header() as Record<string, string>;
  const raw: [what: string, header: string][] = [
    ['alg twice, none last', `{"alg":"HS256","typ":"${typ}","kid":"${kid}","alg":"none"}`],
    ['alg twice, none first', `{"alg":"none","alg":"${alg}","typ":"${typ}","kid":"${kid}"}`],
    ['kid twice', `{"alg":"HS256","typ":"${typ}","kid":"AAAAAAAAAAAA","kid":"${kid}"}`],
    ['typ twice', `{"alg":"HS256","typ":"JWT","typ":"${typ}","kid":"${kid}"}`],
    ['a __proto__', `{"alg":"HS256","typ":"${typ}","kid":"${kid}","__proto__":{"alg":"none"}}`],
    ['all of it in __proto__', `{"__proto__":{"alg":"HS256","typ":"${typ}","kid":"${kid}"}}`],
    ['escapes in a name', `{"\\u0061lg":"none","alg":"HS256","typ":"${typ}","kid":"${kid}"}`],
    ['a comment', `{"alg":"HS256",/**/"typ":"${typ}","kid":"${kid}"}`],
    ['something behind it', `{"alg":"HS256","typ":"${typ}","kid":"${kid}"}{}`],
    ['a byte order mark', `\ufeff{"alg":"HS256","typ":"${typ}","kid":"${kid}"}`],
    ['a list', `[{"alg":"HS256","typ":"${typ}","kid":"${kid}"}]`],
    ['a string', `"HS256"`],
    ['null', 'null'],
    ['an empty object', '{}'],
    ['no JSON', 'alg=HS256'],
  ];
  const payload = forge.target.payload();
  const own = forge.token({ payload, header: forge.header({ jwk }), key: Buffer.alloc(32, 7) });
  return [
    ...extra.map(([what, member]) => forge.altered(what, { header: forge.header(member) })),
    ...raw.map(([what, header]) => forge.altered(`header: ${what}`, { header })),
    forge.altered('header: no UTF-8', { header: Uint8Array.of(0x7b, 0xff, 0xfe, 0x7d) }),
    forge.bearing('jwk with its own key', own, payload),
  ];
}

function types(forge: Forge): Knock[] {
  const { typ } = forge.target.route;
  const other = typ === 'rc-event+jwt' ? 'oc-command+jwt' : 'rc-event+jwt';
  const others = ['JWT', 'jwt', 'at+jwt', 'secevent+jwt', 'JOSE', other, typ.toUpperCase(), `application/${typ}`, ''];
  return [
    ...[...others, null, 1, [typ]].map((each) =>
      forge.altered(`typ ${JSON.stringify(each)}`, { header: forge.header({ typ: each }) }),
    ),
    forge.altered('no typ', { header: forge.header({ typ: undefined }) }),
  ];
}
