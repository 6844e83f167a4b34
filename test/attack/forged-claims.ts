import { createHash } from 'node:crypto';
import { type Forge, hashOf, type Knock } from './forge.ts';

/** Tokens that the genuine key has signed, and that say something else than a request of now to this door would. */
export function forgedClaims(forge: Forge): Knock[] {
  const { issuer, audience, path } = forge.target.route;
  const now = Math.floor(Date.now() / 1_000);
  const other =
    forge.target.route.direction === 'event' ? '/rocketchat/other/events' : '/api/apps/public/other/commands';
  const wrong: Record<string, readonly unknown[]> = {
    iss: [
      undefined,
      '',
      'rocketchat:other',
      'openclaw:other',
      issuer.toUpperCase(),
      `${issuer} `,
      audience,
      null,
      1,
      [issuer],
    ],
    aud: [
      undefined,
      '',
      'openclaw:other',
      '*',
      audience.toUpperCase(),
      ` ${audience}`,
      issuer,
      null,
      1,
      [audience],
      [audience, 'x'],
      { aud: audience },
    ],
    iat: [
      undefined,
      '',
      String(now),
      now + 0.5,
      -1,
      0,
      now - 3_600,
      now + 3_600,
      now * 1_000,
      1e300,
      null,
      true,
      [now],
    ],
    exp: [undefined, '', String(now + 60), now + 60.5, -1, 0, now - 3_600, now + 3_600, now * 1_000, 1e300, null, true],
    jti: [
      undefined,
      '',
      'A',
      'A'.repeat(21),
      'A'.repeat(23),
      'A'.repeat(20).concat('=='),
      '../../etc/passwd',
      null,
      7,
      ['A'.repeat(22)],
    ],
    htm: [undefined, '', 'GET', 'post', 'PUT', 'POST ', '*', null, ['POST']],
    htu: [
      undefined,
      '',
      '/',
      other,
      `${path}/`,
      `${path}?x=1`,
      `https://chat.example${path}`,
      `/prefix${path}`,
      path.toUpperCase(),
      `/x/..${path}`,
      null,
      [path],
    ],
    bh: [
      undefined,
      '',
      hashOf(''),
      hashOf('{}'),
      'A'.repeat(43),
      createHash('sha256').update('').digest('hex'),
      null,
      0,
    ],
  };
  const changed = Object.entries(wrong).flatMap(([claim, values]) =>
    values.map((value) => {
      const payload = forge.target.payload();
      const claims = forge.claims(payload, { [claim]: value });
      return forge.bearing(
        `${claim} ${JSON.stringify(value) ?? 'left out'}`,
        forge.token({ payload, claims }),
        payload,
      );
    }),
  );
  return [...changed, ...added(forge), ...times(forge), ...wholes(forge)];
}

function added(forge: Forge): Knock[] {
  const now = Math.floor(Date.now() / 1_000);
  const more: object[] = [
    ...[{ nbf: now + 3_600 }, { nbf: now }, { sub: 'admin' }, { scope: '*' }, { admin: true }, { roles: ['admin'] }],
    ...[{ cnf: {} }, { ath: 'AAAA' }, { act: {} }, { events: {} }, { '': 1 }],
  ];
  return more.map((claim) => {
    const payload = forge.target.payload();
    const token = forge.token({ payload, claims: forge.claims(payload, claim) });
    return forge.bearing(`in addition ${JSON.stringify(claim)}`, token, payload);
  });
}

/** Lives that are too long, too short, over, or not begun. */
function times(forge: Forge): Knock[] {
  const spans: [iat: number, exp: number][] = [
    ...([
      [0, 61],
      [0, 0],
      [0, -1],
      [-91, -31],
      [-300, -240],
      [120, 180],
      [3_600, 3_660],
      [-30, 60],
    ] as const),
  ].map(([iat, exp]) => [iat, exp]);
  return spans.map(([from, to]) => {
    const payload = forge.target.payload();
    const now = Math.floor(Date.now() / 1_000);
    const claims = forge.claims(payload, { iat: now + from, exp: now + to });
    return forge.bearing(`from ${from} s to ${to} s`, forge.token({ payload, claims }), payload);
  });
}

/** Not the claims we know at all. */
function wholes(forge: Forge): Knock[] {
  const payload = forge.target.payload();
  const genuine = forge.claims(payload);
  const inner = forge.token({ payload });
  const all: [what: string, claims: unknown][] = [
    ['an empty object', {}],
    ['a list of claims', [genuine]],
    ['a string', '"claims"'],
    ['null', 'null'],
    ['a number', '1'],
    ['no JSON', 'iss=me'],
    ['nothing after them', `${JSON.stringify(genuine)}{}`],
    ['a byte order mark before them', `\ufeff${JSON.stringify(genuine)}`],
    ['a token in the token', inner],
    ['claims in __proto__', `{"__proto__":${JSON.stringify(genuine)}}`],
    ['an additional __proto__', `{"__proto__":{"admin":true},${JSON.stringify(genuine).slice(1)}`],
    ['no UTF-8', Uint8Array.of(0xff, 0xfe, 0xfd)],
    ['UTF-16', Buffer.from(JSON.stringify(genuine), 'utf16le')],
    ['lists in lists', '['.repeat(700)],
  ];
  return all.map(([what, claims]) => forge.bearing(`claims: ${what}`, forge.token({ payload, claims }), payload));
}
