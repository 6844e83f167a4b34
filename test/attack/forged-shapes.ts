import { envelope, type Forge, JSON_TYPE, type Knock } from './forge.ts';

/** Genuine tokens in another dress, in another place, or with another body than the one they were made for. */
export function forgedShapes(forge: Forge): Knock[] {
  return [...dresses(forge), ...schemes(forge), ...places(forge), ...bindings(forge)];
}

function dresses(forge: Forge): Knock[] {
  const payload = forge.target.payload();
  const token = forge.token({ payload });
  const [first = '', second = '', third = ''] = token.split('.');
  const last = third.at(-1) ?? '';
  const loose =
    third.slice(0, -1) +
    'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'.charAt(
      'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'.indexOf(last) + 1,
    );
  const all: [what: string, token: string][] = [
    ['nothing', ''],
    ['one segment', first],
    ['two segments', `${first}.${second}`],
    ['an empty signature', `${first}.${second}.`],
    ['an empty header', `.${second}.${third}`],
    ['empty claims', `${first}..${third}`],
    ['dots alone', '..'],
    ['a dot before', `.${token}`],
    ['a dot behind', `${token}.`],
    ['four segments', `${token}.${third}`],
    ['five segments', `${token}.${second}.${third}`],
    ['the order changed', `${second}.${first}.${third}`],
    ['flattened JSON', JSON.stringify({ protected: first, payload: second, signature: third })],
    ['general JSON', JSON.stringify({ payload: second, signatures: [{ protected: first, signature: third }] })],
    ['padding behind the signature', `${token}=`],
    ['padding behind the header', `${first}=.${second}.${third}`],
    ['padding behind the claims', `${first}.${second}==.${third}`],
    ['unused bits set', `${first}.${second}.${loose}`],
    ['the other alphabet', `${first}.${second}.+${third.slice(1)}`],
    ['a slash', `${first}.${second}./${third.slice(1)}`],
    ['a space in it', `${first}. ${second}.${third}`],
    ['a tab in it', `${first}.\t${second}.${third}`],
    ['a character of Latin 1', `${first}.${second}.\u00e9${third.slice(1)}`],
    ['percent signs', encodeURIComponent(`${first}.${second}`).replaceAll('.', '%2E').concat('.', third)],
    ['quotes around it', `"${token}"`],
    ['brackets around it', `<${token}>`],
    ['a comma behind it', `${token},`],
    ['twice', `${token}, ${token}`],
    ['two of them', `${token},Bearer ${token}`],
    ['a parameter behind it', `${token}; x=1`],
    ['3,000 characters', `${first}.${'A'.repeat(3_000)}.${third}`],
    ['8,000 characters', `${first}.${second}.${'A'.repeat(8_000)}`],
    ['500 dots', '.'.repeat(500)],
    ['base64url of rubbish', `${'_'.repeat(40)}.${'-'.repeat(40)}.${'A'.repeat(43)}`],
    ['rubbish', 'x'],
    ['a connection code', 'rcconnect_eyJhIjoxfQ'],
    ['the secret itself', forge.target.secret],
  ];
  return all.map(([what, text]) => forge.bearing(`token: ${what}`, text, payload));
}

function schemes(forge: Forge): Knock[] {
  const payload = forge.target.payload();
  const token = forge.token({ payload });
  const all = [
    ...[
      `bearer ${token}`,
      `BEARER ${token}`,
      `Bearer${token}`,
      `Bearer  ${token}`,
      `Bearer\t${token}`,
      'Bearer',
      token,
    ],
    ...[`Basic ${token}`, `Digest ${token}`, `Token ${token}`, `JWT ${token}`, `DPoP ${token}`, `HMAC ${token}`],
    ...[
      `Basic ${btoa(`openclaw:${forge.target.secret}`)}`,
      `Bearer Bearer ${token}`,
      `Bearer: ${token}`,
      'null',
      'undefined',
    ],
  ];
  return all.map((authorization) => ({
    what: `authorization: ${authorization.replace(token, '…').replace(forge.target.secret, '…').slice(0, 30)}`,
    headers: { ...JSON_TYPE, authorization },
    body: envelope(payload),
  }));
}

/** A genuine token everywhere but where it is looked for. */
function places(forge: Forge): Knock[] {
  const names = [
    ...[
      'proxy-authorization',
      'x-authorization',
      'x-access-token',
      'x-auth-token',
      'x-bridge-token',
      'x-openclaw-token',
    ],
    ...['cookie', 'sec-websocket-protocol', 'x-forwarded-authorization', 'x-original-authorization', 'authentication'],
  ];
  const payload = forge.target.payload();
  const token = forge.token({ payload });
  const { pathname } = new URL(forge.target.url);
  return [
    { what: 'no token', headers: JSON_TYPE, body: envelope(payload) },
    ...names.map((name) => ({
      what: `the token as ${name}`,
      headers: { ...JSON_TYPE, [name]: name === 'cookie' ? `authorization=${token}` : `Bearer ${token}` },
      body: envelope(payload),
    })),
    ...['access_token', 'token', 'jwt', 'authorization'].map((name) => ({
      what: `the token as ${name} of the query`,
      path: `${pathname}?${name}=${token}`,
      headers: JSON_TYPE,
      body: envelope(payload),
    })),
    { what: 'the token in the body', headers: JSON_TYPE, body: JSON.stringify({ payload, access_token: token }) },
  ];
}

/** The token is genuine and fresh; the body is not the one that it was made for. */
function bindings(forge: Forge): Knock[] {
  const payload = forge.target.payload();
  const others: [what: string, payload: string][] = [
    ['of another request', forge.target.payload()],
    ['empty', ''],
    ['with a space behind it', `${payload} `],
    ['with a line break behind it', `${payload}\n`],
    ['with a byte order mark', `\ufeff${payload}`],
    ['with a zero behind it', `${payload}\u0000`],
    ['with a letter changed', payload.replace('forged', 'forgeD')],
    ['with a letter that looks alike', payload.replace('forged', 'f\u043erged')],
    [
      'with its members in another order',
      JSON.stringify(Object.fromEntries(Object.entries(JSON.parse(payload)).reverse())),
    ],
    ['written with more space', JSON.stringify(JSON.parse(payload), null, 1)],
    ['twice', payload + payload],
    ['as JSON text', JSON.stringify(payload)],
    ['the empty object', '{}'],
    ['the hash itself', (forge.claims(payload) as { bh: string }).bh],
  ];
  return [
    ...others.map(([what, other]) => forge.bearing(`body ${what}`, forge.token({ payload }), other)),
    {
      ...forge.bearing('', forge.token({ payload })),
      what: 'two payloads, the genuine one first',
      body: `{"payload":${JSON.stringify(payload)},"payload":${JSON.stringify(forge.target.payload())}}`,
    },
  ];
}
